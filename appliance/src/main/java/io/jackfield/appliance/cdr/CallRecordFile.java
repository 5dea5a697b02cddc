package io.jackfield.appliance.cdr;

import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.store.CallRecords;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends call records to {@code cdr.jsonl}. What cannot be written now (a full disk) waits in a
 * bounded queue and is tried again; when that is full, records are counted as lost and logged,
 * never silently dropped.
 */
public final class CallRecordFile implements CallRecords {

  private static final Logger LOG = LoggerFactory.getLogger(CallRecordFile.class);

  /** Ten minutes of a hundred calls a second. */
  private static final int QUEUE = 60_000;

  private static final int BATCH = 256;
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * How long a record waits for others: the file is opened, written and closed once for all of
   * them.
   */
  private static final Duration GATHER = Duration.ofMillis(50);

  /** What the writer is told: a call that goes on, or one that has ended. */
  private record Told(CallRecord record, boolean ended) {}

  private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final CountDownLatch closeAsked = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Path file;
  private final OpenCalls open;

  private CallRecordFile(Path file, OpenCalls open) {
    this.file = file;
    this.open = open;
  }

  /**
   * Opens the file of a folder, making both if needed, writes the records of calls that went on
   * when the last process was killed, and starts the writer.
   *
   * @throws IOException if the folder cannot be written
   */
  public static CallRecordFile open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("cdr.jsonl");
    CallRecordFile records = new CallRecordFile(file, OpenCalls.recover(folder, file));
    // Found out now rather than when the first call has ended.
    records.append(List.of());
    Thread writer = new Thread(records::run, "cdr");
    writer.setDaemon(true);
    writer.start();
    return records;
  }

  @Override
  public void ongoing(CallRecord record) {
    // The rest of the queue is for records that nothing else would tell.
    if (queue.size() < QUEUE / 2) {
      queue.add(new Told(record, false));
    }
  }

  @Override
  public void write(CallRecord record) {
    if (!queue.offer(new Told(record, true))) {
      lost.incrementAndGet();
      LOG.error("call record of {} lost: {} wait already", record.call(), QUEUE);
    }
  }

  /** Records written since the start. */
  public long written() {
    return written.get();
  }

  /** Records lost since the start. */
  public long lost() {
    return lost.get();
  }

  /** Records that wait to be written. */
  public int waiting() {
    return (int) queue.stream().filter(Told::ended).count();
  }

  /**
   * Writes what waits and ends the writer.
   *
   * @return completes when all is written
   */
  public CompletionStage<Void> close() {
    closeAsked.countDown();
    return ended;
  }

  private boolean closing() {
    return closeAsked.getCount() == 0;
  }

  private void run() {
    List<Told> batch = new ArrayList<>(BATCH);
    try {
      while (!closing() || !queue.isEmpty()) {
        Told first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          gather(batch);
          List<CallRecord> over = batch.stream().filter(Told::ended).map(Told::record).toList();
          if (!over.isEmpty()) {
            keepTrying(over);
          }
          note(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.complete(null);
    }
  }

  private void gather(List<Told> batch) throws InterruptedException {
    closeAsked.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
    queue.drainTo(batch, BATCH - 1);
  }

  /** After the records themselves: a call may be told twice at the next start, never not at all. */
  private void note(List<Told> batch) {
    for (Told each : batch) {
      if (each.ended()) {
        open.ended(each.record());
      } else {
        open.ongoing(each.record());
      }
    }
    try {
      open.flush();
    } catch (IOException e) {
      LOG.warn("cannot note which calls go on: {}", e.toString());
    }
  }

  private void keepTrying(List<CallRecord> batch) throws InterruptedException {
    while (true) {
      try {
        append(batch);
        written.addAndGet(batch.size());
        return;
      } catch (IOException e) {
        if (closing()) {
          lost.addAndGet(batch.size());
          LOG.error("{} call records lost, cannot write {}: {}", batch.size(), file, e.toString());
          return;
        }
        LOG.error("cannot write {}, again in {} s: {}", file, RETRY.toSeconds(), e.toString());
        closeAsked.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Opened for each batch, so that a file moved away by log rotation is left alone. */
  private void append(List<CallRecord> batch) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (CallRecord record : batch) {
      lines.append(CallRecordLine.of(record));
    }
    try (Writer out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(lines.toString());
    }
  }
}
