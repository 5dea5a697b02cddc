package io.jackfield.media.embedded.relay;

import java.io.IOException;

final class PlaneImpl {
  private PlaneImpl() {}

  static MediaPlane open(MediaPlaneConfig config) throws IOException {
    throw new IOException("the plane cannot open " + config.webRtcPort() + " yet");
  }
}
