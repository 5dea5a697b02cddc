package io.jackfield.media.embedded;

import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaEngineRtpContractTest;
import io.jackfield.media.embedded.file.TestFiles;
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
        EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29100, 29499));
  }

  @Override
  protected void stop(MediaEngine running) {
    ((EmbeddedEngine) running).close();
  }
}
