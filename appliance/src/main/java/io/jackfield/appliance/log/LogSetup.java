package io.jackfield.appliance.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.jackfield.appliance.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets Logback up as configured. */
public final class LogSetup {

  /**
   * Time, level, class, ids (MDC and key-value pairs of the event), text. Control characters are
   * replaced: a message from the network must not be able to forge a line.
   */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %ids%kvp{NONE}"
          + "%replace(%msg){'[\\x00-\\x08\\x0A-\\x1F\\x7F]+', ' '}%n%ex";

  private static final String TERMINAL =
      "%-5level %ids%kvp{NONE}%replace(%msg){'[\\x00-\\x08\\x0A-\\x1F\\x7F]+', ' '}%n%ex{short}";

  private LogSetup() {}

  /**
   * Installs the configured appenders in place of what was there.
   *
   * @throws IOException if the log file cannot be opened; its message names the file
   */
  public static void install(LogConfig config) throws IOException {
    LoggerContext context = context();
    context.reset();
    context.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(config.level().name()));
    // Libraries tell what we tell better, in our own words and with our ids.
    for (String library : new String[] {"io.netty", "gov.nist", "org.ice4j", "org.jitsi"}) {
      context.getLogger(library).setLevel(Level.WARN);
    }
    if (config.file().isPresent()) {
      Path path = config.file().get();
      root.addAppender(batched(context, file(context, path, encoder(context, config.format()))));
      root.addAppender(batched(context, standardError(context)));
    } else {
      root.addAppender(
          batched(context, standardOutput(context, encoder(context, config.format()))));
    }
  }

  /** Writes out what is buffered and closes the appenders; the last thing before the end. */
  public static void close() {
    context().stop();
  }

  static void warningsToStandardError(LoggerContext context) {
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError(context));
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Appender<ILoggingEvent> batched(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> writer) {
    BatchAppender batched = new BatchAppender(writer);
    batched.setContext(context);
    batched.setName("batched-" + writer.getName());
    // Before the queue: a line that is not wanted must not wake anybody.
    writer.getCopyOfAttachedFiltersList().forEach(batched::addFilter);
    batched.start();
    return batched;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogConfig.Format format) {
    if (format == LogConfig.Format.TEXT) {
      return text(context, TEXT);
    }
    JsonEncoder json = new JsonEncoder();
    json.setContext(context);
    json.setWithContext(false);
    json.setWithSequenceNumber(false);
    json.setWithFormattedMessage(true);
    json.setWithMessage(false);
    json.setWithArguments(false);
    json.start();
    return json;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context, String pattern) {
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put("ids", IdsConverter::new);
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static FileAppender<ILoggingEvent> file(
      LoggerContext context, Path path, Encoder<ILoggingEvent> encoder) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(path.toString());
    appender.setAppend(true);
    start(appender, context, "file", encoder);
    if (!appender.isStarted()) {
      throw new IOException("cannot write the log file " + path);
    }
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> standardOutput(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    start(appender, context, "stdout", encoder);
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel(Level.WARN.levelStr);
    warnings.start();
    appender.addFilter(warnings);
    start(appender, context, "stderr", text(context, TERMINAL));
    return appender;
  }

  private static void start(
      OutputStreamAppender<ILoggingEvent> appender,
      LoggerContext context,
      String name,
      Encoder<ILoggingEvent> encoder) {
    appender.setContext(context);
    appender.setName(name);
    appender.setEncoder(encoder);
    appender.start();
  }
}
