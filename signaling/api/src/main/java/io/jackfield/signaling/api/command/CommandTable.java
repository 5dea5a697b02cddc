package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.envelope.Message.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All commands, found by any of their spellings. Immutable. */
public final class CommandTable {

  /** A spelling; an absent subclass differs from any given one. */
  private record Key(String eventClass, Optional<String> subclass, String cmd) {}

  /**
   * A command found, with what its spelling adds.
   *
   * @param command the row
   * @param fallbacks values of absent fields, those the spelling sets included
   * @param required fields that must be given
   */
  public record Found(Command command, Map<String, Object> fallbacks, Set<String> required) {

    private static Found of(Command command, Map<String, Object> implied, List<String> required) {
      Map<String, Object> fallbacks = new HashMap<>();
      Set<String> needed = new HashSet<>(required);
      for (Field field : command.fields()) {
        field.fallback().ifPresent(value -> fallbacks.put(field.name(), value));
        if (field.mandatory() && !implied.containsKey(field.name())) {
          needed.add(field.name());
        }
      }
      fallbacks.putAll(implied);
      return new Found(command, Map.copyOf(fallbacks), Set.copyOf(needed));
    }
  }

  private static final String CORE = "core";
  private static final String ANY_CLASS = "*";

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Map<Key, Found> spellings = new HashMap<>();
  private final Set<String> classes = new HashSet<>();

  /**
   * Makes the table.
   *
   * @param rows in the order of the documents
   * @throws IllegalArgumentException when two rows claim one spelling
   */
  public CommandTable(Collection<Command> rows) {
    for (Command row : rows) {
      commands.put(row.path(), row);
      classes.add(row.eventClass());
      Found plain = Found.of(row, Map.of(), List.of());
      add(new Key(row.eventClass(), Optional.of(row.subclass()), row.cmd()), plain);
      if (row.subclass().equals(CORE)) {
        add(new Key(row.eventClass(), Optional.empty(), row.cmd()), plain);
      }
      for (Alias alias : row.aliases()) {
        if (!alias.eventClass().equals(ANY_CLASS)) {
          classes.add(alias.eventClass());
        }
        add(
            new Key(alias.eventClass(), alias.subclass(), alias.cmd()),
            Found.of(row, alias.defaults(), alias.required()));
      }
    }
    // A session command of class media needs no subclass (README, "Commands").
    for (Command row : rows) {
      if (row.eventClass().equals("media") && row.subclass().equals("session")) {
        spellings.putIfAbsent(
            new Key("media", Optional.empty(), row.cmd()), Found.of(row, Map.of(), List.of()));
      }
    }
  }

  private void add(Key key, Found entry) {
    if (spellings.putIfAbsent(key, entry) != null) {
      throw new IllegalArgumentException("two commands claim " + key);
    }
  }

  /**
   * Every row.
   *
   * @return in the order given
   */
  public Collection<Command> commands() {
    return List.copyOf(commands.values());
  }

  /**
   * Finds the command of a request.
   *
   * @param request as received
   * @return the row with what its spelling adds
   * @throws FailureException {@code not_implemented} for an unknown class, {@code unknown_command}
   *     for an unknown subclass or command
   */
  public Found find(Request request) {
    Found entry = spellings.get(new Key(request.eventClass(), request.subclass(), request.cmd()));
    if (entry == null) {
      entry = spellings.get(new Key(ANY_CLASS, request.subclass(), request.cmd()));
    }
    if (entry != null) {
      return entry;
    }
    throw classes.contains(request.eventClass())
        ? FailureException.of(Reason.UNKNOWN_COMMAND, request.cmd())
        : FailureException.of(Reason.NOT_IMPLEMENTED);
  }
}
