package io.jackfield.gateway.sdp;

import java.util.List;

/**
 * What one side can do for one kind of media.
 *
 * @param type {@code audio}, {@code video}, {@code application}
 * @param codecs in order of preference; empty for media that is no RTP (a data channel)
 * @param direction what this side would do if it were free
 */
public record MediaCapability(String type, List<Codec> codecs, Direction direction) {

  /** Copies the list. */
  public MediaCapability {
    codecs = List.copyOf(codecs);
  }

  /** Both ways. */
  public static MediaCapability of(String type, List<Codec> codecs) {
    return new MediaCapability(type, codecs, Direction.SENDRECV);
  }
}
