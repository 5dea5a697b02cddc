package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Planes for tests, on loopback, away from the ports of others. */
public final class Planes {

  /** G.711 under its static number. */
  public static final PayloadFormat PCMU = new PayloadFormat(0, "PCMU", 8000);

  static final PayloadFormat EVENTS = new PayloadFormat(101, "telephone-event", 8000);

  private Planes() {}

  /** On 127.0.0.1, with so many loops. */
  public static MediaPlane open(int loops) throws IOException {
    return open(loops, "127.0.0.1", Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static MediaPlane open(int loops, String bind, Duration consent, Duration media)
      throws IOException {
    return PlaneImpl.open(config(loops, bind, consent, media), MediaLoops.BEST, Clock.systemUTC());
  }

  static MediaPlane onSelector() throws IOException {
    Duration long30 = Duration.ofSeconds(30);
    return PlaneImpl.open(
        config(1, "127.0.0.1", long30, long30), MediaLoops.SELECTOR, Clock.systemUTC());
  }

  static MediaPlane at(Clock clock) throws IOException {
    Duration long30 = Duration.ofSeconds(30);
    return PlaneImpl.open(config(1, "127.0.0.1", long30, long30), MediaLoops.BEST, clock);
  }

  private static MediaPlaneConfig config(int loops, String bind, Duration consent, Duration media)
      throws IOException {
    return new MediaPlaneConfig(
        List.of(InetAddress.getByName(bind)),
        List.of(),
        0,
        30100,
        31899,
        loops,
        4,
        Duration.ofSeconds(20),
        consent,
        media,
        Duration.ofSeconds(1));
  }
}
