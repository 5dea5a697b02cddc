package io.jackfield.appliance.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQLite file {@code jackfield.db}: one connection on one thread with a bounded queue, since
 * SQLite has one writer. Any thread.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String FILE = "jackfield.db";
  private static final int QUEUE = 1_000;
  private static final int BUSY_MILLIS = 5_000;
  private static final int CLOSE_SECONDS = 2;

  /** Work on the connection. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Runs in a transaction, which is committed if it returns and rolled back if it throws.
     *
     * @param connection not to be kept
     * @return the result
     * @throws SQLException if a statement fails
     */
    T run(Connection connection) throws SQLException;
  }

  private final ThreadPoolExecutor thread;
  private final CompletableFuture<Connection> connection;

  private Database(Path folder) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
              Thread worker = new Thread(task, "store");
              worker.setDaemon(true);
              return worker;
            });
    connection = CompletableFuture.supplyAsync(() -> connect(folder), thread);
  }

  /**
   * Begins to open the database and to bring its tables up to date, both on its own thread.
   *
   * @param folder the data folder, made if it is not there
   * @return at once; {@link #ready} tells how it went
   */
  public static Database open(Path folder) {
    return new Database(folder);
  }

  /**
   * Whether it could be opened.
   *
   * @return completes when it is; fails with a {@link StoreException} that names the file
   */
  public CompletionStage<Void> ready() {
    return connection.thenApply(open -> null);
  }

  /**
   * Runs work in a transaction of its own, after what was given before.
   *
   * @param work must not take long
   * @return its result, once it is committed
   */
  public <T> CompletionStage<T> transaction(Work<T> work) {
    try {
      return connection.thenApplyAsync(open -> committed(open, work), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) {
    try {
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("the store failed: " + e.getMessage(), e);
    }
  }

  private static Connection connect(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        // Hashes of passwords are nobody's business; SQLite gives its side files the same rights.
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        // A commit is on the disk before it returns, and a killed process leaves nothing to mend.
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
        statement.execute("PRAGMA foreign_keys = ON");
      }
      connection.setAutoCommit(false);
      Migrations.run(connection);
      LOG.debug("store {} is open", file);
      return connection;
    } catch (IOException | SQLException e) {
      throw new StoreException("cannot use the store " + file + ": " + e.getMessage(), e);
    }
  }

  /** Finishes what was given and closes the file. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the store did not finish within {} s", CLOSE_SECONDS);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.thenAccept(Database::close);
  }

  private static void close(Connection open) {
    try {
      open.close();
    } catch (SQLException e) {
      LOG.warn("the store failed to close: {}", e.getMessage());
    }
  }
}
