package io.jackfield.appliance.store;

import io.jackfield.gateway.store.ServiceStore;
import io.jackfield.gateway.store.StoredService;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Services in the table {@code services}. Any thread. */
public final class SqliteServices implements ServiceStore {

  private final Database database;
  private final InstantSource clock;

  /**
   * Makes the store.
   *
   * @param database open or opening
   * @param clock says when an entry changed
   */
  public SqliteServices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<StoredService>> all() {
    return database.transaction(
        connection -> {
          List<StoredService> services = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT name, started, options FROM services ORDER BY name");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              services.add(service(rows));
            }
          }
          return services;
        });
  }

  private static StoredService service(ResultSet row) throws SQLException {
    String name = row.getString(1);
    try {
      return new StoredService(
          name, row.getBoolean(2), JsonReader.object(row.getString(3), RootNumber.NONE));
    } catch (JsonException e) {
      throw new SQLException("the options of service " + name + " are no JSON", e);
    }
  }

  @Override
  public CompletionStage<Void> put(StoredService service) {
    String options = JsonWriter.text(service.options());
    return database.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO services (name, started, options, changed) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (name) DO UPDATE SET started = excluded.started,"
                      + " options = excluded.options, changed = excluded.changed")) {
            insert.setString(1, service.name());
            insert.setBoolean(2, service.started());
            insert.setString(3, options);
            insert.setString(4, clock.instant().toString());
            insert.executeUpdate();
          }
          return null;
        });
  }

  @Override
  public CompletionStage<Void> remove(String name) {
    return database.transaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM services WHERE name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
          }
          return null;
        });
  }
}
