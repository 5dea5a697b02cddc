package io.jackfield.signaling.api.callback;

import io.jackfield.gateway.hook.Verdict;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.FieldTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data of a client's answer; what has the wrong type makes the whole answer a failure. */
record AnswerData(ClientReply reply) {

  /** The members {@code authorized}, a boolean or the text of one, and {@code reason}. */
  Verdict verdict() {
    Object authorized =
        reply.member("authorized").orElseThrow(() -> FieldTypes.wrong("authorized"));
    return new Verdict(FieldTypes.bool("authorized", authorized), text("reason"));
  }

  /** A text, empty when absent. */
  Optional<String> text(String name) {
    return read(name, FieldTypes.TEXT);
  }

  /** An id or a name, empty when absent. */
  Optional<String> id(String name) {
    return read(name, FieldTypes.ID);
  }

  private Optional<String> read(String name, FieldType type) {
    return reply.member(name).map(raw -> (String) type.reader().read(name, raw));
  }

  /** An object, empty when absent. */
  Map<String, Object> object(String name) {
    return reply.member(name).map(raw -> FieldTypes.object(name, raw)).orElse(Map.of());
  }

  /** An array of objects, empty when absent. */
  List<Map<String, Object>> objects(String name) {
    Object raw = reply.member(name).orElse(List.of());
    if (!(raw instanceof List<?> list)) {
      throw FieldTypes.wrong(name);
    }
    return list.stream().map(each -> FieldTypes.object(name, each)).toList();
  }
}
