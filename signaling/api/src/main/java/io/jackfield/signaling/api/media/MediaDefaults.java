package io.jackfield.signaling.api.media;

import java.time.Duration;

/**
 * What a service gives sessions and calls that say nothing else (core-commands.md, "service").
 *
 * @param waiting longest time without both descriptions, {@code wait_timeout}
 * @param ready longest life once both are set, {@code ready_timeout}
 * @param ring how long a destination rings, {@code ring_timeout}, at most 180 s
 * @param bitrate kbit/s a client may send, {@code default_bitrate}; 0 for any
 */
public record MediaDefaults(Duration waiting, Duration ready, Duration ring, int bitrate) {

  /** 60 s, a day, 30 s, any bitrate. */
  public static final MediaDefaults STANDARD =
      new MediaDefaults(Duration.ofSeconds(60), Duration.ofDays(1), Duration.ofSeconds(30), 0);
}
