package io.jackfield.signaling.sip.leg;

import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;

/**
 * Sends a 2xx again and again until its ACK comes or 64*T1 are over (RFC 3261 13.3.1.4): also on
 * reliable transports, as a proxy further on may use UDP.
 */
final class Resender {

  private static final long T1 = 500;
  private static final long T2 = 4_000;
  private static final long GIVE_UP = 64 * T1;

  private final Loop loop;
  private final Runnable send;
  private final Runnable giveUp;
  private long interval = T1;
  private long waited;
  private Loop.Timer timer;

  private Resender(Loop loop, Runnable send, Runnable giveUp) {
    this.loop = loop;
    this.send = send;
    this.giveUp = giveUp;
  }

  /** Starts after the first sending. */
  static Resender start(Loop loop, Runnable send, Runnable giveUp) {
    Resender resender = new Resender(loop, send, giveUp);
    resender.arm();
    return resender;
  }

  private void arm() {
    timer = loop.schedule(Duration.ofMillis(interval), this::fire);
  }

  private void fire() {
    waited += interval;
    if (waited >= GIVE_UP) {
      timer = null;
      giveUp.run();
      return;
    }
    send.run();
    interval = Math.min(Math.min(interval * 2, T2), GIVE_UP - waited);
    arm();
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
