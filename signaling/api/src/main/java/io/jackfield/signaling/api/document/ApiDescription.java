package io.jackfield.signaling.api.document;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.connection.CloseCode;
import io.jackfield.signaling.api.event.EventRow;
import io.jackfield.signaling.transport.json.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All tables of the API together: what there is to document.
 *
 * @param commands what clients may ask
 * @param requests what the gateway asks
 * @param events what the gateway tells
 * @param closeCodes why it closes
 */
public record ApiDescription(
    Collection<Command> commands,
    List<ServerRequest> requests,
    List<EventRow> events,
    List<CloseCode> closeCodes) {

  /** Errors any command may end with, in the order of the checks (protocol.md). */
  public static final List<Reason> GENERAL_ERRORS =
      List.of(
          Reason.DUPLICATED_TID,
          Reason.NOT_AUTHENTICATED,
          Reason.NOT_IMPLEMENTED,
          Reason.UNKNOWN_COMMAND,
          Reason.MISSING_FIELD,
          Reason.SYNTAX_ERROR,
          Reason.UNAUTHORIZED,
          Reason.TIMEOUT,
          Reason.PROCESS_DOWN,
          Reason.INTERNAL_ERROR,
          Reason.INTERNAL_ERROR_REF);

  /** Copies the lists. */
  public ApiDescription {
    commands = List.copyOf(commands);
    requests = List.copyOf(requests);
    events = List.copyOf(events);
    closeCodes = List.copyOf(closeCodes);
  }

  /**
   * Whether a command may end with an error.
   *
   * @param command the command
   * @param code of the error
   * @return true for its own errors and the general ones, and for any when its reply, hence its
   *     error too, is passed on from somebody else
   */
  public boolean isDocumented(Command command, int code) {
    return command.reply().kind() == Shape.Kind.ANY
        || Stream.concat(command.errors().stream(), GENERAL_ERRORS.stream())
            .anyMatch(reason -> reason.code() == code);
  }

  /**
   * The AsyncAPI document.
   *
   * @return JSON, indented
   */
  public String asyncApi() {
    return JsonWriter.indented(new AsyncApi(this).document());
  }

  /**
   * Every document that is kept beside the code.
   *
   * @return path from the project's root to text
   */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("docs/api/asyncapi.json", asyncApi());
    files.put("docs/api/commands.md", MarkdownReference.commands(this));
    files.put("docs/api/events.md", MarkdownReference.events(this));
    files.put("docs/api/errors.md", MarkdownReference.errors(this));
    files.put("appliance/src/main/resources/web/client/commands.d.ts", TypeScriptTypes.of(this));
    return files;
  }
}
