package io.jackfield.media.embedded;

import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaEngineRtpContractTest;
import java.net.InetAddress;

/** The contract, on the real engine. */
class EmbeddedEngineContractTest extends MediaEngineRtpContractTest {

  @Override
  protected MediaEngine start() throws Exception {
    return EmbeddedEngine.open(
        EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29100, 29499));
  }

  @Override
  protected void stop(MediaEngine running) {
    ((EmbeddedEngine) running).close();
  }
}
