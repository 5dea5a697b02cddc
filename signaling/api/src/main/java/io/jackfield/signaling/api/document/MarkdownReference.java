package io.jackfield.signaling.api.document;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.connection.CloseCode;
import io.jackfield.signaling.api.event.EventRow;
import java.util.List;
import java.util.stream.Collectors;

/** The reference for people. */
final class MarkdownReference {

  private static final String MADE =
      "<!-- Made from the command table; see \"The documents\" in README.md. Do not edit. -->\n\n";

  private MarkdownReference() {}

  static String commands(ApiDescription api) {
    StringBuilder out = new StringBuilder(MADE).append("# Commands\n\n");
    out.append("M = mandatory. Any command may also end with the [general errors](errors.md): ")
        .append(names(ApiDescription.GENERAL_ERRORS))
        .append(".\n\n| Command | Does |\n|---|---|\n");
    for (Command command : api.commands()) {
      out.append(
          "| [`%s`](#%s) | %s |\n"
              .formatted(shown(command.path()), anchor(command), command.summary()));
    }
    api.commands().forEach(command -> command(out, command));
    return out.toString();
  }

  private static void command(StringBuilder out, Command command) {
    out.append("\n## `").append(shown(command.path())).append("`\n\n");
    out.append(command.summary())
        .append(". Who: ")
        .append(command.permission().rule())
        .append(".\n");
    if (!command.fields().isEmpty()) {
      out.append("\n| Field | Type | Default | Meaning |\n|---|---|---|---|\n");
      command.fields().forEach(field -> out.append(fieldRow(field)));
      if (command.open()) {
        out.append("| any other | any | | kept for callbacks and plugins |\n");
      }
    }
    shape(out, "Reply", command.reply());
    if (!command.errors().isEmpty()) {
      out.append("\nErrors: ").append(names(command.errors())).append(".\n");
    }
    if (!command.aliases().isEmpty()) {
      out.append("\nOlder spellings: ")
          .append(
              command.aliases().stream()
                  .map(MarkdownReference::alias)
                  .collect(Collectors.joining(", ")))
          .append(".\n");
    }
  }

  private static String fieldRow(Field field) {
    String fallback =
        field.mandatory()
            ? "M"
            : field
                .otherwise()
                .orElseGet(() -> field.fallback().map(MarkdownReference::value).orElse(""));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(field.name(), type(field.type()), fallback, meaning(field));
  }

  private static String meaning(Field field) {
    String older = field.aliases().isEmpty() ? "" : " (older: " + quoted(field.aliases()) + ")";
    String inverse =
        field.inverse().map(name -> " (older, the opposite: `" + name + "`)").orElse("");
    return field.description() + older + inverse;
  }

  private static void shape(StringBuilder out, String what, Shape shape) {
    String kind =
        switch (shape.kind()) {
          case NOTHING -> " without data";
          case ANY -> ": whatever the other side answers";
          case OBJECT -> "";
          case LIST -> ": an array of objects";
          case BY_KEY -> ": an object of objects, by id or name";
        };
    out.append('\n').append(what).append(kind).append(shape.members().isEmpty() ? ".\n" : ":\n");
    if (!shape.members().isEmpty()) {
      out.append("\n| Member | Type | Always | Meaning |\n|---|---|---|---|\n");
      for (Field member : shape.members()) {
        out.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    member.name(),
                    type(member.type()),
                    member.mandatory() ? "yes" : "",
                    member.description()));
      }
      if (shape.open()) {
        out.append("| others | any | | depend on the engine or plugin |\n");
      }
    }
  }

  static String events(ApiDescription api) {
    StringBuilder out = new StringBuilder(MADE).append("# What the gateway sends\n\n");
    out.append(
        "## Requests\n\nEach must be answered or acked within 5 s, or within 180 s of an ack.\n");
    for (ServerRequest request : api.requests()) {
      out.append("\n### `").append(shown(request.path())).append("`\n\n");
      out.append(request.summary()).append(".\n");
      shape(out, "Data", Shape.object(request.data()));
      shape(out, "Answer", request.reply());
    }
    out.append(
        "\n## Events\n\nThe `data` of a `core/event` request. Clients of any class may send more with `core/event/send_event`.\n");
    out.append("\n| Class | Subclass | Type | `obj_id` | When |\n|---|---|---|---|---|\n");
    for (EventRow row : api.events()) {
      out.append(
          "| `%s` | `%s` | `%s` | %s | %s |\n"
              .formatted(row.eventClass(), row.subclass(), row.type(), row.object(), row.when()));
    }
    for (EventRow row : api.events()) {
      if (row.body().kind() != Shape.Kind.NOTHING) {
        out.append("\n### `").append(row.path()).append("`\n");
        shape(out, "Body", row.body());
      }
    }
    out.append(
        "\n## Close codes\n\nOf WebSockets; TCP and TLS just close.\n\n| Code | Why |\n|---|---|\n");
    for (CloseCode code : api.closeCodes()) {
      out.append("| %d | %s |\n".formatted(code.code(), code.why()));
    }
    return out.toString();
  }

  static String errors(ApiDescription api) {
    StringBuilder out = new StringBuilder(MADE).append("# Errors and reasons\n\n");
    out.append(
        """
        The same names serve as errors of commands and as reasons things end for; code and text go over the wire. Text in `<>` is filled in.

        General, of any command: %s.

        | Name | Code | Text |
        |---|---|---|
        """
            .formatted(names(ApiDescription.GENERAL_ERRORS)));
    for (Reason reason : Reason.values()) {
      out.append(
          "| `%s` | %d | %s |\n"
              .formatted(
                  reason.wireName(),
                  reason.code(),
                  reason.template().replaceAll("(<[^>]+>)", "`$1`")));
    }
    return out.toString();
  }

  private static String type(FieldType type) {
    if (!type.values().isEmpty()) {
      return quoted(type.values());
    }
    if (type.min().isPresent() && type.max().isPresent()) {
      long max = type.max().getAsLong();
      return type.name()
          + " "
          + type.min().getAsLong()
          + (max >= Integer.MAX_VALUE ? " or more" : ".." + max);
    }
    return type.name();
  }

  private static String value(Object fallback) {
    return fallback instanceof String text && text.isEmpty() ? "empty" : "`" + json(fallback) + "`";
  }

  private static String json(Object value) {
    return value instanceof java.util.Map<?, ?> map && map.isEmpty() ? "{}" : String.valueOf(value);
  }

  private static String names(List<Reason> reasons) {
    return quoted(reasons.stream().map(Reason::wireName).distinct().toList());
  }

  private static String quoted(List<String> words) {
    return words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(", "));
  }

  private static String alias(Alias alias) {
    String spelling =
        "`"
            + alias.eventClass()
            + "/"
            + alias.subclass().map(s -> s + "/").orElse("")
            + alias.cmd()
            + "`";
    String defaults =
        alias.defaults().isEmpty()
            ? ""
            : alias.defaults().entrySet().stream()
                .map(e -> "`" + e.getKey() + "` is `" + e.getValue() + "`")
                .collect(Collectors.joining(", ", " (", ")"));
    String required =
        alias.required().isEmpty() ? "" : " (" + quoted(alias.required()) + " mandatory)";
    return spelling + defaults + required;
  }

  /** {@code core/ping} has no subclass on the wire. */
  private static String shown(String path) {
    return path.replace("core/core/", "core/");
  }

  private static String anchor(Command command) {
    return shown(command.path()).replace("/", "");
  }
}
