package io.jackfield.appliance.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables up to date: numbered scripts, each run once, in order, each in a transaction
 * together with the number it leaves behind ({@code PRAGMA user_version}). A script that was
 * released is never changed; what it lacks comes in the next one.
 */
final class Migrations {

  /** Resources under {@code /store}, in order; the first is number 1. */
  static final List<String> SCRIPTS = List.of("0001-services.sql", "0002-registrations.sql");

  private Migrations() {}

  static void run(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > SCRIPTS.size()) {
      throw new SQLException(
          "it was written by a newer version of the program (tables " + version + ")");
    }
    for (int next = version; next < SCRIPTS.size(); next++) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : text(SCRIPTS.get(next)).split(";\\s*\\n")) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
        statement.execute("PRAGMA user_version = " + (next + 1));
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw new SQLException(SCRIPTS.get(next) + ": " + e.getMessage(), e);
      }
    }
  }

  static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    } finally {
      connection.rollback();
    }
  }

  private static String text(String script) throws SQLException {
    try (InputStream in = Migrations.class.getResourceAsStream("/store/" + script)) {
      if (in == null) {
        throw new SQLException(script + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SQLException(script + " cannot be read", e);
    }
  }
}
