package io.jackfield.appliance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import io.jackfield.appliance.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogSetupTest {

  private static final Logger LOG = LoggerFactory.getLogger(LogSetupTest.class);

  @TempDir Path folder;

  private final Path file() {
    return folder.resolve("logs/jackfield.log");
  }

  private void install(LogConfig.Format format) throws IOException {
    LogSetup.install(new LogConfig(LogConfig.Level.INFO, format, Optional.of(file())));
  }

  /** Other tests of this process log as if nothing had been configured. */
  @AfterEach
  void reset() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogSetup.warningsToStandardError(context);
  }

  @Test
  void aLineHasTheIdsOnceAndNoControlCharacters() throws Exception {
    install(LogConfig.Format.TEXT);
    MDC.put("call", "c-1");
    try {
      LOG.info("leg={} said {}", "callee-1", "a\r\nforged line\u0007");
      LOG.info("call=c-1 is up");
      LOG.debug("not written");
    } finally {
      MDC.remove("call");
    }
    LogSetup.close();
    List<String> lines = Files.readAllLines(file());
    assertEquals(
        List.of(
            "INFO  LogSetupTest call=c-1 leg=callee-1 said a forged line ",
            "INFO  LogSetupTest call=c-1 is up"),
        lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList());
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    install(LogConfig.Format.JSON);
    MDC.put("call", "c-1");
    try {
      LOG.info("said {}", "a\nb");
    } finally {
      MDC.remove("call");
    }
    LogSetup.close();
    String line = Files.readString(file()).trim();
    assertTrue(line.startsWith("{") && line.endsWith("}"), line);
    assertTrue(line.contains("\"formattedMessage\":\"said a\\nb\""), line);
    assertTrue(line.contains("\"call\":\"c-1\""), line);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws Exception {
    Path occupied = Files.createDirectory(folder.resolve("taken"));
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                LogSetup.install(
                    new LogConfig(
                        LogConfig.Level.INFO, LogConfig.Format.TEXT, Optional.of(occupied))));
    assertEquals("cannot write the log file " + occupied, e.getMessage());
  }
}
