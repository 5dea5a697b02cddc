package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** {@code core/user/*} but {@code login}: who is connected to the service. */
public final class UserCommands {

  private static final String ANY = "*";

  private final Service service;
  private final Directory directory;
  private final Set<String> userAllow;

  /**
   * Makes the commands of a service.
   *
   * @param service the service
   * @param directory its connections
   * @param userAllow what users may do, words of {@link UserAllow}
   */
  public UserCommands(Service service, Directory directory, Set<String> userAllow) {
    this.service = service;
    this.directory = directory;
    this.userAllow = userAllow;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    Field user = Field.id("user").required().says("the user");
    return List.of(
        Command.of(
                "core/user/list",
                "Users that are connected to the service, with their connections",
                Rights.administrators(),
                this::list,
                List.of())
            .replies(Shape.object().withOthers()),
        Command.of(
                "core/user/get",
                "Connections of a user",
                Rights.administratorsOrSelf("user"),
                this::get,
                List.of(user))
            .replies(
                Shape.byKey(
                    Field.text("type").required().says("api_server"),
                    Field.text("remote").required().says("e.g. wss:192.0.2.7:50122"),
                    Field.object("meta").says("what a login callback added")))
            .fails(Reason.USER_NOT_FOUND),
        Command.of(
            "core/user/send_event",
            "Sends an event user_event to every connection of a user, if there is one",
            new Permission(
                Rights.administratorsOr(UserAllow.USER_SEND_EVENT, userAllow).rule(),
                this::maySendEvent),
            this::sendEvent,
            List.of(user, type(), body())));
  }

  static Field type() {
    return Field.text("type").orElse(ANY).says("type of the event; * for none");
  }

  static Field body() {
    return Field.object("body").says("body of the event");
  }

  private CompletionStage<Reply> list(Invocation request) {
    Map<String, List<String>> users = new TreeMap<>();
    for (Client client : directory.all()) {
      client
          .identity()
          .ifPresent(
              who ->
                  users.computeIfAbsent(who.user(), u -> new ArrayList<>()).add(who.connection()));
    }
    return Reply.of(users);
  }

  private CompletionStage<Reply> get(Invocation request) {
    Collection<Client> clients = directory.ofUser(request.values().text("user"));
    Map<String, Object> connections = new LinkedHashMap<>();
    for (Client client : clients) {
      client.identity().ifPresent(who -> connections.put(who.connection(), info(client, who)));
    }
    if (connections.isEmpty()) {
      throw FailureException.of(Reason.USER_NOT_FOUND);
    }
    return Reply.of(connections);
  }

  private static Map<String, Object> info(Client client, Identity who) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("type", "api_server");
    info.put("remote", client.remote());
    if (!who.meta().isEmpty()) {
      info.put("meta", who.meta());
    }
    return info;
  }

  /** Who a message is from is proven, so nobody may make one up. */
  private void maySendEvent(Invocation request) {
    Rights.administratorsOr(UserAllow.USER_SEND_EVENT, userAllow).check().check(request);
    Rights.require(
        request.who().role().admin() || !request.values().text("type").equals(Messages.TYPE));
  }

  private CompletionStage<Reply> sendEvent(Invocation request) {
    return publish(service, request, "user_event", request.values().text("user"));
  }

  /** An event about a user or a connection, to whoever hears those. */
  static CompletionStage<Reply> publish(
      Service service, Invocation request, String subclass, String objId) {
    Optional<String> type =
        Optional.of(request.values().text("type")).filter(value -> !value.equals(ANY));
    request.holds().object(objId);
    service
        .events()
        .publish(
            new Event(
                service.name(),
                "core",
                Optional.of(subclass),
                type,
                Optional.of(objId),
                request.values().object("body")));
    return Reply.done();
  }
}
