package io.jackfield.gateway.media;

import io.jackfield.gateway.failure.Failure;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a room tells, so that a test can wait for it. */
public final class RoomEvents implements MediaRoomObserver {
  /** Longer than an engine may take to give its server up, on a busy machine too. */
  private static final long WAIT_SECONDS = 30;

  private final BlockingQueue<Failure> lost = new LinkedBlockingQueue<>();

  /** Starts with nothing. */
  public RoomEvents() {}

  @Override
  public void onStatus(String statusClass, Map<String, Object> fields) {
    // No engine under the contract has to tell anything of a healthy room.
  }

  @Override
  public void onLost(Failure failure) {
    lost.add(failure);
  }

  /** Waits for the loss of the room. */
  public Failure awaitLost() throws InterruptedException {
    Failure failure = lost.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("the room was not lost");
    }
    return failure;
  }
}
