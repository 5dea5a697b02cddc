package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the command table.
 *
 * @param eventClass class
 * @param subclass subclass, {@code core} where requests leave it out
 * @param cmd name
 * @param summary what it does, for the documents
 * @param fields its fields
 * @param open whether other fields are the client's own business
 * @param slow whether it is acked at once, since its reply depends on others
 * @param permission who may
 * @param handler what happens
 * @param aliases older spellings
 * @param reply what the data of its ok response holds
 * @param errors what it may be refused for, beside the general errors of the API
 */
public record Command(
    String eventClass,
    String subclass,
    String cmd,
    String summary,
    List<Field> fields,
    boolean open,
    boolean slow,
    Permission permission,
    Handler handler,
    List<Alias> aliases,
    Shape reply,
    List<Reason> errors) {

  /** Copies the lists. */
  public Command {
    fields = List.copyOf(fields);
    errors = List.copyOf(errors);
    aliases = List.copyOf(aliases);
  }

  /**
   * A row that refuses no field silently: unknown ones are told to the client.
   *
   * @param path class, subclass and name, e.g. {@code media/session/create}
   * @param summary what it does
   * @param permission who may
   * @param handler what happens
   * @param fields its fields
   * @return a row without aliases
   */
  public static Command of(
      String path, String summary, Permission permission, Handler handler, List<Field> fields) {
    String[] parts = path.split("/");
    return new Command(
        parts[0],
        parts[1],
        parts[2],
        summary,
        fields,
        false,
        false,
        permission,
        handler,
        List.of(),
        Shape.NOTHING,
        List.of());
  }

  /**
   * The same row with older spellings.
   *
   * @param spellings the spellings
   * @return a copy
   */
  public Command also(Alias... spellings) {
    return new Command(
        eventClass,
        subclass,
        cmd,
        summary,
        fields,
        open,
        slow,
        permission,
        handler,
        List.of(spellings),
        reply,
        errors);
  }

  /**
   * The same row with other fields allowed.
   *
   * @return a copy
   */
  public Command withOtherFields() {
    return new Command(
        eventClass,
        subclass,
        cmd,
        summary,
        fields,
        true,
        slow,
        permission,
        handler,
        aliases,
        reply,
        errors);
  }

  /**
   * The same row with the data of its ok response.
   *
   * @param shape what it holds
   * @return a copy
   */
  public Command replies(Shape shape) {
    return new Command(
        eventClass,
        subclass,
        cmd,
        summary,
        fields,
        open,
        slow,
        permission,
        handler,
        aliases,
        shape,
        errors);
  }

  /**
   * The same row with errors of its own; those every command may return need no mention.
   *
   * @param reasons added after those it has
   * @return a copy
   */
  public Command fails(Reason... reasons) {
    List<Reason> all = new ArrayList<>(errors);
    all.addAll(List.of(reasons));
    return new Command(
        eventClass,
        subclass,
        cmd,
        summary,
        fields,
        open,
        slow,
        permission,
        handler,
        aliases,
        reply,
        all);
  }

  /**
   * The same row, acked at once.
   *
   * @return a copy
   */
  public Command ackedAtOnce() {
    return new Command(
        eventClass,
        subclass,
        cmd,
        summary,
        fields,
        open,
        true,
        permission,
        handler,
        aliases,
        reply,
        errors);
  }

  /**
   * Whether its field {@code class} is the class of the envelope when left out, as in the older
   * form of {@code event} (README, "Commands").
   *
   * @return true for {@code core/event}
   */
  public boolean inheritsClass() {
    return aliases.stream().anyMatch(a -> a.eventClass().equals("*"));
  }

  /**
   * Class, subclass and name.
   *
   * @return e.g. {@code media/session/create}
   */
  public String path() {
    return eventClass + '/' + subclass + '/' + cmd;
  }
}
