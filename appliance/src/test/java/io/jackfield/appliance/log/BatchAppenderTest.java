package io.jackfield.appliance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchAppenderTest {

  private static final int MANY = 20_000;

  private final LoggerContext context = new LoggerContext();
  private final Disk disk = new Disk();
  private final BatchAppender appender = new BatchAppender(writer());

  /** Hands over what was written at each write, and stands still while it is told to. */
  private static final class Disk extends OutputStream {
    final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    final CountDownLatch busy = new CountDownLatch(1);
    volatile CountDownLatch wait = new CountDownLatch(0);

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
      busy.countDown();
      try {
        if (!wait.await(30, TimeUnit.SECONDS)) {
          throw new IOException("the test forgot the disk");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      written.add(new String(bytes, off, len, StandardCharsets.US_ASCII));
    }

    List<String> lines() {
      return String.join("", written).lines().toList();
    }
  }

  private OutputStreamAppender<ILoggingEvent> writer() {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("%level %msg%n");
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> writer = new OutputStreamAppender<>();
    writer.setContext(context);
    writer.setName("test");
    writer.setEncoder(encoder);
    writer.setOutputStream(disk);
    writer.start();
    return writer;
  }

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    appender.setContext(context);
    appender.start();
  }

  @AfterEach
  void stop() {
    disk.wait = new CountDownLatch(0);
    appender.stop();
  }

  private void say(Level level, String text) {
    appender.doAppend(
        new LoggingEvent("", context.getLogger("test"), level, text, null, new Object[0]));
  }

  @Test
  void aLineIsWrittenWithoutAnotherOneOrTheEnd() throws Exception {
    say(Level.INFO, "one");
    assertEquals("INFO one\n", disk.written.poll(10, TimeUnit.SECONDS));
    say(Level.INFO, "two");
    assertEquals("INFO two\n", disk.written.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void whatWaitsAtTheEndIsWrittenInOrder() {
    for (int i = 0; i < 1000; i++) {
      say(Level.INFO, Integer.toString(i));
    }
    appender.stop();
    List<String> lines = disk.lines();
    assertEquals(1000, lines.size());
    assertEquals("INFO 0", lines.get(0));
    assertEquals("INFO 999", lines.get(999));
  }

  @Test
  void aDiskThatStandsStillCostsLinesButNoWarning() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    disk.wait = gate;
    say(Level.INFO, "first");
    assertTrue(disk.busy.await(10, TimeUnit.SECONDS));
    // Nobody waits here, however many they are.
    for (int i = 0; i < MANY; i++) {
      say(Level.INFO, "more");
    }
    say(Level.WARN, "important");
    gate.countDown();
    String text = "";
    while (!text.contains("WARN important")) {
      String next = disk.written.poll(10, TimeUnit.SECONDS);
      assertNotNull(next, "the warning never came");
      text += next;
    }
    assertTrue(text.lines().count() < MANY, "nothing was dropped");
  }
}
