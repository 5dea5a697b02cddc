package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.envelope.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client's request without reply yet: its timer, and which events wait for the reply. */
final class OpenRequest implements Invocation.Holds {

  final Tid tid;
  private final long startedNanos;
  private Optional<Command> command = Optional.empty();
  private List<String> objects = List.of();
  private Optional<String> made = Optional.empty();
  private boolean media;
  private Optional<Timer> timer = Optional.empty();

  OpenRequest(Tid tid, long startedNanos) {
    this.tid = tid;
    this.startedNanos = startedNanos;
  }

  long startedNanos() {
    return startedNanos;
  }

  void command(Command found) {
    command = Optional.of(found);
  }

  Optional<Command> command() {
    return command;
  }

  @Override
  public void object(String objId) {
    if (objects.isEmpty()) {
      objects = new ArrayList<>(2);
    }
    objects.add(objId);
  }

  @Override
  public void newObject(String objId) {
    object(objId);
    made = Optional.of(objId);
  }

  @Override
  public void media() {
    media = true;
  }

  boolean holds(Event event) {
    return media && event.eventClass().equals("media")
        || !objects.isEmpty() && event.objId().map(objects::contains).orElse(false);
  }

  /** The object that will not exist if the request fails. */
  Optional<String> made() {
    return made;
  }

  boolean isUntimed() {
    return timer.isEmpty();
  }

  /** In place of the timer it has. */
  void timer(Timer next) {
    timer.ifPresent(Timer::cancel);
    timer = Optional.of(next);
  }

  void cancelTimer() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
  }
}
