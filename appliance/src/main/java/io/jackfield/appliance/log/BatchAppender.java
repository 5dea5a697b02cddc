package io.jackfield.appliance.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines on a thread of its own: an event loop must not wait for a disk or a terminal. The
 * thread sleeps after each write and then writes all that has come meanwhile, because waking it for
 * every line costs the event loops more than the line does. When lines come faster than they can be
 * written, those below WARN are dropped first, and nobody waits. Appending: any thread.
 */
final class BatchAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final int QUEUE = 8192;

  /** What is kept free for warnings and errors. */
  private static final int RESERVED = QUEUE / 5;

  /** How late a line may be in the file. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final Duration CLOSE = Duration.ofSeconds(2);

  /** Stands in the queue when the appender stops. */
  private static final ILoggingEvent END = new LoggingEvent();

  private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final OutputStreamAppender<ILoggingEvent> writer;
  private final Thread thread;

  /**
   * An appender that is not started yet.
   *
   * @param writer started; closed with this appender, and used by nobody else
   */
  BatchAppender(OutputStreamAppender<ILoggingEvent> writer) {
    this.writer = writer;
    writer.setImmediateFlush(false);
    thread = new Thread(this::run, "log-" + writer.getName());
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (queue.remainingCapacity() < RESERVED && !event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return;
    }
    event.prepareForDeferredProcessing();
    queue.offer(event);
  }

  /** Writes what waits, at most 2 s long. */
  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    closing.countDown();
    // Wakes it without interrupting what it writes; a full queue keeps it awake anyway.
    queue.offer(END);
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.stop();
  }

  private void run() {
    List<ILoggingEvent> batch = new ArrayList<>();
    try {
      while (closing.getCount() > 0) {
        batch.add(queue.take());
        write(batch);
        closing.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      addInfo("interrupted");
    }
    write(batch);
  }

  private void write(List<ILoggingEvent> batch) {
    queue.drainTo(batch);
    batch.removeIf(event -> event == END);
    batch.forEach(writer::doAppend);
    batch.clear();
    try {
      writer.getOutputStream().flush();
    } catch (IOException e) {
      addError("cannot write the log", e);
    }
  }
}
