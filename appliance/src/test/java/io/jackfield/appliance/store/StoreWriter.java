package io.jackfield.appliance.store;

import io.jackfield.gateway.store.StoredService;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that changes one service without end and says which changes are kept; or that stops in
 * the middle of one change and says so.
 */
public final class StoreWriter {

  private static final int OPTIONS = 200;

  private StoreWriter() {}

  /** The folder, and the number to begin with or {@code half}. */
  public static void main(String[] arguments) throws Exception {
    Database database = Database.open(Path.of(arguments[0]));
    if (arguments[1].equals("half")) {
      database.transaction(StoreWriter::half).toCompletableFuture().get();
    }
    SqliteServices services = new SqliteServices(database, Clock.systemUTC());
    for (long number = Long.parseLong(arguments[1]); ; number++) {
      services
          .put(new StoredService("victim", number % 2 == 0, options(number)))
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      System.out.println(number);
      System.out.flush();
    }
  }

  /** More than SQLite's cache holds, so that it is in the file's log before the commit. */
  private static Void half(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE services SET started = 1, options = ?")) {
      update.setString(1, "{\"half\":\"" + "x".repeat(16 << 20) + "\"}");
      update.executeUpdate();
    }
    System.out.println("half");
    System.out.flush();
    try {
      System.in.read();
    } catch (IOException e) {
      throw new SQLException("nobody killed it", e);
    }
    return null;
  }

  /** Many options that all hold the same number. */
  static Map<String, Object> options(long number) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < OPTIONS; i++) {
      options.put("option-" + i, number + "-" + "x".repeat(50));
    }
    return options;
  }
}
