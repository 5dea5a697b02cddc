package io.jackfield.media.embedded.relay;

import java.io.IOException;

/** RTP transports on the fallback loop, which the other tests never see on Linux. */
class RtpOnSelectorTest extends RtpTransportTest {

  @Override
  MediaPlane plane() throws IOException {
    return Planes.onSelector();
  }
}
