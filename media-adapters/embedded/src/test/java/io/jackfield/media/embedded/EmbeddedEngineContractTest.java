package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaEngineRtpContractTest;
import io.jackfield.media.embedded.file.TestFiles;
import io.jackfield.media.embedded.relay.PlaneCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on the real engine. */
class EmbeddedEngineContractTest extends MediaEngineRtpContractTest {
  @TempDir private Path folder;

  @Override
  protected String file() {
    try {
      return TestFiles.copy(folder, TestFiles.WEBM).toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected MediaEngine start() throws Exception {
    return EmbeddedEngine.open(
        EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 27100, 29499));
  }

  @Override
  protected void assertNothingLeft() throws Exception {
    EmbeddedEngine embedded = (EmbeddedEngine) started();
    PlaneCounters counters = get(embedded.counters());
    assertEquals(0, counters.webRtcTransports());
    assertEquals(0, counters.rtpTransports());
    assertEquals(0, counters.handshakes());
  }

  @Override
  protected void stop(MediaEngine running) {
    ((EmbeddedEngine) running).close();
  }
}
