package io.jackfield.appliance.store;

import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.sip.registrar.SavedBinding;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Registrations of one service in the table {@code registrations}. Any thread. */
public final class SqliteRegistrations implements RegistrationStore {

  private final Database database;
  private final String service;
  private final InstantSource clock;

  /**
   * Makes the store.
   *
   * @param database open or opening
   * @param service whose registrations
   * @param clock says which have ended
   */
  public SqliteRegistrations(Database database, String service, InstantSource clock) {
    this.database = database;
    this.service = service;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<SavedBinding>> all() {
    return database.transaction(
        connection -> {
          List<SavedBinding> all = new ArrayList<>();
          try (PreparedStatement old =
              connection.prepareStatement("DELETE FROM registrations WHERE expires < ?")) {
            old.setLong(1, clock.instant().getEpochSecond());
            old.executeUpdate();
          }
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT aor, bindings FROM registrations WHERE service = ? ORDER BY aor")) {
            select.setString(1, service);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                all.addAll(read(rows.getString(1), rows.getString(2)));
              }
            }
          }
          return all;
        });
  }

  @Override
  public CompletionStage<Void> save(Map<String, List<SavedBinding>> changed) {
    return database.transaction(
        connection -> {
          try (PreparedStatement delete =
                  connection.prepareStatement(
                      "DELETE FROM registrations WHERE service = ? AND aor = ?");
              PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO registrations (service, aor, bindings, expires)"
                          + " VALUES (?, ?, ?, ?) ON CONFLICT (service, aor) DO UPDATE SET"
                          + " bindings = excluded.bindings, expires = excluded.expires")) {
            for (Map.Entry<String, List<SavedBinding>> each : changed.entrySet()) {
              put(each.getValue().isEmpty() ? delete : insert, each);
            }
          }
          return null;
        });
  }

  private void put(PreparedStatement statement, Map.Entry<String, List<SavedBinding>> entry)
      throws SQLException {
    statement.setString(1, service);
    statement.setString(2, entry.getKey());
    if (!entry.getValue().isEmpty()) {
      statement.setString(
          3,
          JsonWriter.text(
              Map.of(
                  "bindings", entry.getValue().stream().map(SqliteRegistrations::map).toList())));
      statement.setLong(
          4,
          entry.getValue().stream().mapToLong(b -> b.expires().getEpochSecond()).max().orElse(0));
    }
    statement.executeUpdate();
  }

  private static Map<String, Object> map(SavedBinding binding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contact", binding.contact());
    map.put("instance", binding.instance());
    map.put("reg_id", binding.regId());
    map.put("q", binding.q());
    map.put("call_id", binding.callId());
    map.put("cseq", binding.cseq());
    map.put("expires", binding.expires().toString());
    map.put("natted", binding.natted());
    map.put("path", binding.path());
    map.put("transport", binding.transport().name());
    map.put("host", binding.host());
    map.put("port", binding.port());
    return map;
  }

  private static List<SavedBinding> read(String aor, String json) throws SQLException {
    try {
      List<SavedBinding> bindings = new ArrayList<>();
      for (Object each :
          (List<?>) JsonReader.object(json, RootNumber.NONE).getOrDefault("bindings", List.of())) {
        bindings.add(binding(aor, (Map<?, ?>) each));
      }
      return bindings;
    } catch (JsonException | RuntimeException e) {
      throw new SQLException("the registrations of " + aor + " are not readable", e);
    }
  }

  private static SavedBinding binding(String aor, Map<?, ?> map) {
    return new SavedBinding(
        aor,
        (String) map.get("contact"),
        (String) map.get("instance"),
        number(map, "reg_id").intValue(),
        number(map, "q").intValue(),
        (String) map.get("call_id"),
        number(map, "cseq").longValue(),
        Instant.parse((String) map.get("expires")),
        (Boolean) map.get("natted"),
        ((List<?>) map.get("path")).stream().map(String.class::cast).toList(),
        TransportKind.valueOf((String) map.get("transport")),
        (String) map.get("host"),
        number(map, "port").intValue());
  }

  private static Number number(Map<?, ?> map, String name) {
    return (Number) map.get(name);
  }
}
