package io.jackfield.gateway.media;

import java.util.Optional;

/**
 * Change of what is passed on of the media a client sends; empty values stay as they are.
 *
 * @param muteAudio true: audio is not passed on
 * @param muteVideo true: video is not passed on
 * @param muteData true: data is not passed on
 * @param bitrate limit in kbit/s, 0 = unlimited
 */
public record MediaUpdate(
    Optional<Boolean> muteAudio,
    Optional<Boolean> muteVideo,
    Optional<Boolean> muteData,
    Optional<Integer> bitrate) {

  /** Nothing changes. */
  public static final MediaUpdate NONE =
      new MediaUpdate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * This update with the newer one's values on top.
   *
   * @param newer wins where it has a value
   * @return both together
   */
  public MediaUpdate then(MediaUpdate newer) {
    return new MediaUpdate(
        newer.muteAudio.or(() -> muteAudio),
        newer.muteVideo.or(() -> muteVideo),
        newer.muteData.or(() -> muteData),
        newer.bitrate.or(() -> bitrate));
  }
}
