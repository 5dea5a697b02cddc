package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sends digits as telephone-events (RFC 4733 2.5.1): a packet every 20 ms, the last one three
 * times, a pause between digits. Belongs to the loop.
 */
final class DigitSender {

  private static final long STEP_NANOS = 20_000_000L;
  private static final int PAUSE_STEPS = 3;
  private static final int MAX_WAITING = 64;
  private static final long MIN_MILLIS = 40;
  private static final long MAX_MILLIS = 6000;

  private record Digit(int event, int steps) {}

  private final StreamImpl stream;
  private final MediaLoop loop;
  private Queue<Digit> waiting = new ArrayDeque<>(0);
  private Digit current;
  private PayloadFormat format;
  private int step;
  private int timestamp;

  DigitSender(StreamImpl stream, MediaLoop loop) {
    this.stream = stream;
    this.loop = loop;
  }

  boolean active() {
    return current != null;
  }

  void add(int event, Duration duration) {
    if (stream.sendFormats().event(stream.clockRate()).isEmpty() || waiting.size() >= MAX_WAITING) {
      return;
    }
    long millis = Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, duration.toMillis()));
    waiting.add(new Digit(event, (int) (millis / 20)));
    if (current == null) {
      next();
    }
  }

  void stop() {
    waiting.clear();
    current = null;
  }

  private void next() {
    current = waiting.poll();
    if (current == null) {
      return;
    }
    var found = stream.sendFormats().event(stream.clockRate());
    if (found.isEmpty()) {
      stop();
      return;
    }
    format = found.get();
    step = 0;
    timestamp = stream.rewriter().timestampAt(format.clockRate(), loop.now());
    run();
  }

  private void run() {
    Digit digit = current;
    if (digit == null) {
      return;
    }
    step++;
    if (step <= digit.steps) {
      send(digit, step, false);
    } else if (step == digit.steps + 1) {
      // The end goes three times, in case one is lost (RFC 4733 2.5.1.4).
      for (int i = 0; i < 3; i++) {
        send(digit, digit.steps, true);
      }
    } else if (step > digit.steps + PAUSE_STEPS) {
      next();
      return;
    }
    loop.schedule(STEP_NANOS, this::run);
  }

  private void send(Digit digit, int steps, boolean end) {
    byte[] data = stream.transport.context.rtcpBuffer;
    int off = MediaLoop.HEADROOM;
    int sequence = stream.rewriter().insert(timestamp, loop.now());
    int duration = Math.min(65535, steps * (format.clockRate() / 50));
    Rtp.writeHeader(
        data, off, format.payloadType(), steps == 1 && !end, sequence, timestamp, stream.ssrc);
    TelephoneEvents.write(data, off + Rtp.HEADER, digit.event, end, duration);
    stream.sendOwn(data, off, Rtp.HEADER + TelephoneEvents.PAYLOAD, timestamp);
  }
}
