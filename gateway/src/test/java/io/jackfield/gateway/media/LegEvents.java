package io.jackfield.gateway.media;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a leg tells, so that a test can wait for it. */
public final class LegEvents implements MediaLegObserver {
  /** Longer than an engine may take to give its server up, on a busy machine too. */
  private static final long WAIT_SECONDS = 30;

  private final BlockingQueue<String> status = new LinkedBlockingQueue<>();
  private final BlockingQueue<Map<String, Object>> typeInfo = new LinkedBlockingQueue<>();
  private final BlockingQueue<Character> digits = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failure> lost = new LinkedBlockingQueue<>();
  private final AtomicInteger candidates = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  /** Starts with nothing. */
  public LegEvents() {}

  @Override
  public void onCandidate(TrickleCandidate candidate) {
    told.incrementAndGet();
    candidates.incrementAndGet();
    status.add("candidate");
  }

  @Override
  public void onEndOfCandidates() {
    told.incrementAndGet();
    status.add("end of candidates");
  }

  @Override
  public void onStatus(String statusClass, Map<String, Object> fields) {
    told.incrementAndGet();
    status.add(statusClass + " " + fields.get("status"));
  }

  @Override
  public void onTypeInfo(Map<String, Object> fields) {
    told.incrementAndGet();
    typeInfo.add(fields);
  }

  @Override
  public void onDtmf(char digit) {
    told.incrementAndGet();
    digits.add(digit);
  }

  @Override
  public void onLost(Failure failure) {
    told.incrementAndGet();
    lost.add(failure);
  }

  /** The next digit. */
  public char digit() throws InterruptedException {
    Character digit = digits.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (digit == null) {
      throw new AssertionError("no digit came");
    }
    return digit;
  }

  /** Candidates that came, whether asked for or not. */
  public int candidates() {
    return candidates.get();
  }

  /** How often anything was told. */
  public int told() {
    return told.get();
  }

  /** Digits that came and were not asked for. */
  public int digitsLeft() {
    return digits.size();
  }

  /** Waits for this status, passing over others: {@code webrtc up}. */
  public void awaitStatus(String wanted) throws InterruptedException {
    String seen = status.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    while (!wanted.equals(seen)) {
      if (seen == null) {
        throw new AssertionError("status '" + wanted + "' did not come");
      }
      seen = status.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The next fields of the leg's type. */
  public Map<String, Object> awaitTypeInfo() throws InterruptedException {
    Map<String, Object> fields = typeInfo.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (fields == null) {
      throw new AssertionError("nothing was told of the type");
    }
    return fields;
  }

  /** Waits for the loss of the leg. */
  public Failure awaitLost() throws InterruptedException {
    Failure failure = lost.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("the leg was not lost");
    }
    return failure;
  }

  /** Whether the leg has been lost, and nobody has asked for it yet. */
  public boolean isLost() {
    return !lost.isEmpty();
  }
}
