package io.jackfield.appliance.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.store.StoredService;
import io.jackfield.signaling.sip.registrar.SavedBinding;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real file. */
class DatabaseTest {

  private static final int KILLS = 8;

  @TempDir Path folder;

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private List<StoredService> all() throws Exception {
    try (Database database = Database.open(folder)) {
      return await(new SqliteServices(database, Clock.systemUTC()).all());
    }
  }

  @Test
  void servicesAreKeptReplacedAndForgotten() throws Exception {
    try (Database database = Database.open(folder)) {
      SqliteServices services = new SqliteServices(database, Clock.systemUTC());
      assertEquals(List.of(), await(services.all()));
      await(services.put(new StoredService("b", true, Map.of("a", 1))));
      await(services.put(new StoredService("a", false, Map.of("list", List.of("x", "\u00e9")))));
      await(services.put(new StoredService("b", false, Map.of("a", 2))));
      await(services.remove("nobody"));
    }
    assertEquals(
        List.of(
            new StoredService("a", false, Map.of("list", List.of("x", "\u00e9"))),
            new StoredService("b", false, Map.of("a", 2))),
        all());
    try (Database database = Database.open(folder)) {
      await(new SqliteServices(database, Clock.systemUTC()).remove("a"));
    }
    assertEquals(1, all().size());
  }

  private static SavedBinding binding(String aor, String contact, Instant expires) {
    return new SavedBinding(
        aor,
        contact,
        "<urn:uuid:1>",
        2,
        1000,
        "call@id",
        7,
        expires,
        true,
        List.of("sip:192.0.2.1;lr", "sip:192.0.2.2;lr"),
        TransportKind.TLS,
        "2001:db8::1",
        5061);
  }

  @Test
  void registrationsAreKeptByServiceUntilTheyEnd() throws Exception {
    Instant later = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    SavedBinding one = binding("ana@x", "sip:ana@192.0.2.7", later);
    SavedBinding two = binding("ana@x", "sip:ana@192.0.2.8", later);
    SavedBinding ended = binding("bo@x", "sip:bo@192.0.2.9", Instant.now().minusSeconds(60));
    Clock clock = Clock.systemUTC();
    try (Database database = Database.open(folder)) {
      SqliteRegistrations mine = new SqliteRegistrations(database, "mine", clock);
      await(mine.save(Map.of("ana@x", List.of(one), "bo@x", List.of(ended))));
      await(mine.save(Map.of("ana@x", List.of(one, two))));
      SqliteRegistrations other = new SqliteRegistrations(database, "other", clock);
      await(other.save(Map.of("ana@x", List.of(one))));
      await(other.save(Map.of("ana@x", List.of())));
    }
    try (Database database = Database.open(folder)) {
      assertEquals(
          List.of(one, two), await(new SqliteRegistrations(database, "mine", clock).all()));
      assertEquals(List.of(), await(new SqliteRegistrations(database, "other", clock).all()));
    }
  }

  @Test
  void aTransactionThatFailsLeavesNothing() throws Exception {
    try (Database database = Database.open(folder)) {
      ExecutionException e =
          assertThrows(
              ExecutionException.class,
              () ->
                  await(
                      database.transaction(
                          connection -> {
                            insert(connection);
                            throw new SQLException("no");
                          })));
      assertTrue(e.getCause().getMessage().contains("no"), e.toString());
      assertEquals(List.of(), await(new SqliteServices(database, Clock.systemUTC()).all()));
      assertThrows(
          ExecutionException.class,
          () ->
              await(
                  database.transaction(
                      connection -> {
                        insert(connection);
                        throw new IllegalStateException("no");
                      })));
    }
    assertEquals(List.of(), all());
  }

  private static void insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO services VALUES ('half', 1, '{}', 'now')");
    }
  }

  @Test
  void tablesAreBroughtUpToDateOnceAndANewerFileIsLeftAlone() throws Exception {
    all();
    all();
    try (Database database = Database.open(folder)) {
      assertEquals(Migrations.SCRIPTS.size(), await(database.transaction(Migrations::version)));
      await(
          database.transaction(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.execute("PRAGMA user_version = 999");
                }
              }));
    }
    try (Database newer = Database.open(folder)) {
      ExecutionException e = assertThrows(ExecutionException.class, () -> await(newer.ready()));
      assertTrue(e.getCause().getMessage().contains("jackfield.db"), e.toString());
      assertTrue(e.getCause().getMessage().contains("newer version"), e.toString());
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (Database database = Database.open(file)) {
      ExecutionException e = assertThrows(ExecutionException.class, () -> await(database.ready()));
      assertTrue(e.getCause().getMessage().contains(file.toString()), e.toString());
    }
  }

  @Test
  void aKillInTheMiddleOfAChangeLeavesTheOldOrTheNewNeverHalf() throws Exception {
    Random random = new Random(3);
    long kept = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      kept = killed(kept + 1, random.nextInt(60));
      List<StoredService> found = all();
      assertEquals(1, found.size());
      StoredService victim = found.get(0);
      String first = (String) victim.options().get("option-0");
      long number = Long.parseLong(first.substring(0, first.indexOf('-')));
      // What was said to be kept is; the one after may be.
      assertTrue(number == kept || number == kept + 1, number + " after " + kept);
      assertEquals(StoreWriter.options(number), victim.options());
      assertEquals(number % 2 == 0, victim.started());
      kept = number;
    }
  }

  @Test
  void aKillBetweenTheWriteAndTheCommitLeavesTheOld() throws Exception {
    StoredService old = new StoredService("victim", false, StoreWriter.options(1));
    try (Database database = Database.open(folder)) {
      await(new SqliteServices(database, Clock.systemUTC()).put(old));
    }
    Path log = folder.resolve("jackfield.db-wal");
    for (int kill = 0; kill < 3; kill++) {
      Process process = writer("half");
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        assertEquals("half", said.readLine());
        assertTrue(Files.size(log) > 1 << 20, "some of it is in the file's log already");
        process.toHandle().destroyForcibly();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      } finally {
        process.destroyForcibly();
      }
      assertEquals(List.of(old), all());
    }
  }

  /** Lets a process write from a number on and kills it; the last change it said was kept. */
  private long killed(long from, int changes) throws Exception {
    Process process = writer(String.valueOf(from));
    long last = from - 1;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i <= changes; i++) {
        last = Long.parseLong(said.readLine());
      }
      // The process itself would close what is still to be read.
      process.toHandle().destroyForcibly();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = Long.parseLong(line);
      }
    } finally {
      process.destroyForcibly();
    }
    return last;
  }

  private Process writer(String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StoreWriter.class.getName(),
            folder.toString(),
            how)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
