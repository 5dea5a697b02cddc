package io.jackfield.signaling.api.document;

import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.event.EventRow;
import java.util.List;
import java.util.stream.Collectors;

/** The tables as TypeScript types, for the JavaScript client. */
final class TypeScriptTypes {

  private static final String HEAD =
      """
      // Made from the command table (docs/api/README.md, "The documents"). Do not edit.

      /** An offer or answer; other members are passed on. */
      export interface Description {
        sdp?: string;
        sdp_type?: 'webrtc' | 'rtp';
        trickle_ice?: boolean;
        /** Output only. */
        backend?: string;
        [metadata: string]: unknown;
      }

      /** An event as it comes. */
      export interface EventData<Body = any> {
        class: string;
        subclass?: string;
        type?: string;
        obj_id?: string;
        service?: string;
        body?: Body;
      }
      """;

  private TypeScriptTypes() {}

  static String of(ApiDescription api) {
    StringBuilder out = new StringBuilder(HEAD);
    out.append("\n/** What clients may ask, by path. */\nexport interface Commands {\n");
    for (Command command : api.commands()) {
      exchange(
          out,
          command.summary(),
          shown(command.path()),
          data(command.fields(), command.open()),
          command.reply());
    }
    out.append("}\n\n/** What the gateway asks, by path. */\nexport interface ServerRequests {\n");
    for (ServerRequest request : api.requests()) {
      exchange(
          out,
          request.summary(),
          shown(request.path()),
          data(request.data(), false),
          request.reply());
    }
    out.append(
        "}\n\n/** The bodies of the gateway's events, by path. */\nexport interface Events {\n");
    for (EventRow event : api.events()) {
      comment(out, "  ", event.when());
      out.append("  '").append(event.path()).append("': ").append(type(event.body(), "  "));
      out.append(";\n");
    }
    return out.append("}\n").toString();
  }

  private static void exchange(
      StringBuilder out, String summary, String path, String data, Shape reply) {
    comment(out, "  ", summary);
    out.append("  '").append(path).append("': {\n    data: ").append(data);
    out.append(";\n    reply: ").append(type(reply, "    ")).append(";\n  };\n");
  }

  private static String data(List<Field> fields, boolean open) {
    return object(fields, open, "    ");
  }

  private static String type(Shape shape, String indent) {
    return switch (shape.kind()) {
      case NOTHING -> "{}";
      case ANY -> "any";
      case OBJECT -> object(shape.members(), shape.open(), indent);
      case LIST -> "Array<" + object(shape.members(), shape.open(), indent) + ">";
      case BY_KEY -> "Record<string, " + object(shape.members(), shape.open(), indent) + ">";
    };
  }

  private static String object(List<Field> fields, boolean open, String indent) {
    if (fields.isEmpty() && !open) {
      return "{}";
    }
    StringBuilder out = new StringBuilder("{\n");
    for (Field field : fields) {
      comment(out, indent + "  ", field.description());
      out.append(indent).append("  ").append(field.name()).append(field.mandatory() ? ": " : "?: ");
      out.append(type(field.type())).append(";\n");
    }
    if (open) {
      out.append(indent).append("  [other: string]: unknown;\n");
    }
    return out.append(indent).append('}').toString();
  }

  private static String type(FieldType type) {
    return notNull(type) + (type.nullable() ? " | null" : "");
  }

  private static String notNull(FieldType type) {
    if (!type.values().isEmpty()) {
      return type.values().stream().map(v -> "'" + v + "'").collect(Collectors.joining(" | "));
    }
    return switch (type.name()) {
      case "text", "id", "name", "listeners" -> "string";
      case "integer" -> "number";
      case "boolean" -> "boolean";
      case "object" -> "Record<string, unknown>";
      case "texts" -> "string[]";
      case "objects" -> "Record<string, unknown>[]";
      case "description" -> "Description";
      default -> "any";
    };
  }

  private static void comment(StringBuilder out, String indent, String words) {
    out.append(indent).append("/** ").append(words.replace("*/", "* /")).append(" */\n");
  }

  /** The client takes {@code core/ping} for {@code core/core/ping}. */
  private static String shown(String path) {
    return path.replace("core/core/", "core/");
  }
}
