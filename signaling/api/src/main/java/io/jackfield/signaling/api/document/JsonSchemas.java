package io.jackfield.signaling.api.document;

import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fields and shapes as JSON Schema (draft 7, as AsyncAPI takes it). Scalars are given in their
 * canonical form; what else is read leniently stands in the introduction.
 */
final class JsonSchemas {

  private static final String REFERENCE = "$ref";
  private static final String TYPE = "type";

  private JsonSchemas() {}

  /** The named schemas other schemas refer to. */
  static Map<String, Object> components() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put(TYPE, "object");
    description.put("description", "An offer or answer; other members are passed on");
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sdp", of(FieldTypes.TEXT));
    members.put("sdp_type", ordered(TYPE, "string", "enum", List.of("webrtc", "rtp")));
    members.put("trickle_ice", ordered(TYPE, "boolean"));
    members.put(
        "backend", ordered(TYPE, "string", "description", "output only: the engine that made it"));
    for (String name : List.of("caller_name", "caller_id", "callee_name", "callee_id", "dest")) {
      members.put(name, of(FieldTypes.TEXT));
    }
    description.put("properties", members);
    Map<String, Object> tid = new LinkedHashMap<>();
    tid.put(TYPE, List.of("string", "number"));
    tid.put("description", "Chosen by who asks, unique among its unanswered requests");
    return ordered("description", description, "tid", tid);
  }

  static Map<String, Object> reference(String schema) {
    return ordered(REFERENCE, "#/components/schemas/" + schema);
  }

  /** The data of a request. */
  static Map<String, Object> object(List<Field> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Field field : fields) {
      properties.put(field.name(), of(field));
      if (field.mandatory()) {
        required.add(field.name());
      }
    }
    Map<String, Object> schema = ordered(TYPE, "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /** The data of a response or the body of an event. */
  static Map<String, Object> of(Shape shape) {
    return switch (shape.kind()) {
      case NOTHING -> ordered(TYPE, "object", "maxProperties", 0);
      case ANY -> new LinkedHashMap<>();
      case OBJECT -> closed(shape);
      case LIST -> ordered(TYPE, "array", "items", closed(shape));
      case BY_KEY -> ordered(TYPE, "object", "additionalProperties", closed(shape));
    };
  }

  private static Map<String, Object> closed(Shape shape) {
    Map<String, Object> schema = object(shape.members());
    schema.put("additionalProperties", shape.open());
    return schema;
  }

  private static Map<String, Object> of(Field field) {
    Map<String, Object> schema = of(field.type());
    // JSON Schema draft 7 ignores what stands beside a reference.
    if (schema.containsKey(REFERENCE)) {
      schema = ordered("allOf", List.of(schema));
    }
    schema.put("description", describe(field));
    if (field.otherwise().isEmpty()) {
      Map<String, Object> target = schema;
      field.fallback().ifPresent(value -> target.put("default", value));
    }
    if (!field.aliases().isEmpty()) {
      schema.put("x-aliases", field.aliases());
    }
    if (field.inverse().isPresent()) {
      schema.put("x-inverse-alias", field.inverse().get());
    }
    return schema;
  }

  private static String describe(Field field) {
    String words = field.description();
    String sentence =
        words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return field.otherwise().map(o -> sentence + ". Default: " + o).orElse(sentence);
  }

  private static Map<String, Object> of(FieldType type) {
    Map<String, Object> schema =
        switch (type.name()) {
          case "text" -> ordered(TYPE, "string");
          case "listeners" -> ordered(TYPE, "string", "format", "listeners");
          case "name" -> ordered(TYPE, "string", "pattern", "^" + FieldTypes.NAME_SYNTAX + "$");
          case "id" -> ordered(TYPE, "string", "minLength", 1, "maxLength", FieldTypes.MAX_ID);
          case "integer" -> ordered(TYPE, "integer");
          case "boolean" -> ordered(TYPE, "boolean");
          case "object" -> ordered(TYPE, "object");
          case "texts" -> ordered(TYPE, "array", "items", ordered(TYPE, "string"));
          case "objects" -> ordered(TYPE, "array", "items", ordered(TYPE, "object"));
          case "any" -> new LinkedHashMap<>();
          case "digits" -> ordered(TYPE, "string", "pattern", "^[0-9*#A-Da-d]{1,64}$");
          case "description" -> reference("description");
          default -> throw new IllegalArgumentException("no schema for type " + type.name());
        };
    type.min().ifPresent(min -> schema.put("minimum", min));
    type.max().ifPresent(max -> schema.put("maximum", max));
    if (!type.values().isEmpty()) {
      schema.put("enum", type.values());
    }
    if (type.nullable()) {
      schema.put(TYPE, List.of(schema.get(TYPE), "null"));
      schema.computeIfPresent("enum", (key, words) -> withNull(type.values()));
    }
    return schema;
  }

  private static List<Object> withNull(List<String> words) {
    List<Object> all = new ArrayList<>(words);
    all.add(null);
    return all;
  }

  /** A JSON object with its members in this order. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
