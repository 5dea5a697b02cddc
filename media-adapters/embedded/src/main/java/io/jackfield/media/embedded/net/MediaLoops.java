package io.jackfield.media.embedded.net;

import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of loop there are. */
public enum MediaLoops {
  /** On io_uring where Linux has it and allows it, else on the JDK's selector. */
  BEST {
    @Override
    public MediaLoop create(String name) throws IOException {
      if (supported()) {
        try {
          return new UringLoop(name);
        } catch (IOException | LinkageError e) {
          LOG.info("Media loop {} uses the selector: {}", name, e.getMessage());
        }
      }
      return new NioLoop(name);
    }
  },
  /** On the JDK's selector. */
  SELECTOR {
    @Override
    public MediaLoop create(String name) throws IOException {
      return new NioLoop(name);
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoops.class);

  /**
   * A loop that is not running yet.
   *
   * @param name of its thread
   * @return the loop
   * @throws IOException when the system has no descriptors left
   */
  public abstract MediaLoop create(String name) throws IOException;

  private static boolean supported() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return system.contains("linux") && (machine.equals("amd64") || machine.equals("aarch64"));
  }
}
