package io.jackfield.media.embedded.net;

import java.io.IOException;

/** Chooses the kind of loop this machine does best with. */
public final class MediaLoops {

  private MediaLoops() {}

  /**
   * A loop that is not running yet.
   *
   * @param name of its thread
   * @return the loop
   * @throws IOException when the system has no descriptors left
   */
  public static MediaLoop create(String name) throws IOException {
    return new NioLoop(name);
  }
}
