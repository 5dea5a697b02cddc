package io.jackfield.appliance.store;

import io.jackfield.gateway.store.StoredService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that changes one service without end and says which changes are kept. */
public final class StoreWriter {

  private static final int OPTIONS = 200;

  private StoreWriter() {}

  /** The folder, and the number to begin with. */
  public static void main(String[] arguments) throws Exception {
    Database database = Database.open(Path.of(arguments[0]));
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

  /** Many options that all hold the same number. */
  static Map<String, Object> options(long number) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < OPTIONS; i++) {
      options.put("option-" + i, number + "-" + "x".repeat(50));
    }
    return options;
  }
}
