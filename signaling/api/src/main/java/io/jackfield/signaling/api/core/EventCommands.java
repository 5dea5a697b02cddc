package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Values;
import io.jackfield.signaling.api.event.EventData;
import io.jackfield.signaling.api.event.EventSpelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@code core/ping}, {@code core/event} and {@code core/event/*}. */
public final class EventCommands {

  private static final String ANY = "*";
  private static final String SERVICE = "service";
  private static final String TYPE = "type";
  private static final Set<String> OWN_CLASSES = Set.of("core", "media");

  private final ApiService own;
  private final ApiServices services;
  private final ObjectAccess access;
  private final ClientEvents events;

  /**
   * Makes the commands of a service.
   *
   * @param own the service
   * @param services the others
   * @param access who may hear what
   * @param events takes events of clients
   */
  public EventCommands(
      ApiService own, ApiServices services, ObjectAccess access, ClientEvents events) {
    this.own = own;
    this.services = services;
    this.access = access;
    this.events = events;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    String name = own.service().name();
    Field source =
        Field.typed(SERVICE, FieldTypes.SERVICE)
            .orElse(name.equals(ApiService.CORE) ? ANY : name)
            .otherwise("the connection's service; on the core service all")
            .says("the service it comes from; * for any");
    Field sender =
        Field.typed(SERVICE, FieldTypes.SERVICE)
            .orElse(name)
            .otherwise("the connection's service")
            .says("the service it is to come from");
    List<Field> topic = topic(source);
    List<Field> withBody = withBody(source);
    List<Field> event = withBody(sender);
    return List.of(
        Command.of(
            "core/core/ping",
            "Asks whether the gateway is there",
            Permission.LOGGED_IN,
            request -> Reply.done(),
            List.of(Field.any("time").says("ignored"))),
        Command.of(
                "core/event/subscribe",
                "Asks for events; again with the same fields to change the body",
                new Permission(
                    "own objects; administrators: all of the service, and of those it trusts",
                    this::mayHear),
                this::subscribe,
                withBody)
            .also(Alias.bare("core", "subscribe")),
        Command.of(
                "core/event/unsubscribe",
                "Ends a subscription; an unknown one is ok",
                Permission.LOGGED_IN,
                this::unsubscribe,
                topic)
            .also(Alias.bare("core", "unsubscribe")),
        Command.of(
                "core/event/get_subscriptions",
                "Lists the subscriptions of the connection in order of creation",
                Permission.LOGGED_IN,
                this::list,
                List.of())
            .also(Alias.bare("core", "get_subscriptions"))
            .replies(
                Shape.list(
                    Field.text("class").required().says("class wanted"),
                    Field.text("subclass").required().says("subclass wanted; * for any"),
                    Field.text("type").required().says("type wanted; * for any"),
                    Field.text("obj_id").required().says("object wanted; * for any"),
                    Field.text("service").says("if it is not the connection's own"),
                    Field.any("body").says("merged into the events, if not empty"))),
        Command.of(
                "core/event/send_event",
                "Sends an event to everyone who asked for it",
                new Permission(
                    "users: classes other than core and media; administrators: all", this::maySend),
                this::send,
                event)
            .also(Alias.bare("core", "send_event"), Alias.of("core", "event", "send")),
        Command.of(
                "core/core/event",
                "Tells the gateway something; not published",
                Permission.LOGGED_IN,
                this::fromClient,
                event)
            .also(Alias.bare(ANY, "event")));
  }

  private static List<Field> topic(Field service) {
    return List.of(
        Field.text("class").required().says("class of the event"),
        Field.text("subclass").alias("obj").orElse(ANY).says("its subclass; * for any"),
        Field.text(TYPE).orElse(ANY).says("its type; * for any"),
        Field.text("obj_id").orElse(ANY).says("what it is about; * for anything"),
        service);
  }

  private static List<Field> withBody(Field service) {
    List<Field> fields = new ArrayList<>(topic(service));
    fields.add(Field.any("body").says("merged into, or sent as, the event's body"));
    return fields;
  }

  private void mayHear(Invocation request) {
    Identity who = request.who();
    Values v = request.values();
    checkService(who, v);
    if (who.role().admin()) {
      return;
    }
    String eventClass = v.text("class");
    String subclass = v.text("subclass");
    String object = v.text("obj_id");
    boolean allowed =
        switch (eventClass) {
          case ANY -> false;
          case "core" ->
              subclass.equals("user_event") && object.equals(who.user())
                  || subclass.equals("session_event") && object.equals(who.connection());
          case "media" -> subclass.equals("room") || access.mayHear(who, subclass, object);
          default -> true;
        };
    if (!allowed) {
      throw Permission.denied();
    }
  }

  private void maySend(Invocation request) {
    Identity who = request.who();
    if (request.values().text("class").equals(ANY)) {
      throw FieldTypes.wrong("class");
    }
    if (request.values().text(SERVICE).equals(ANY)) {
      throw FieldTypes.wrong(SERVICE);
    }
    checkService(who, request.values());
    if (!who.role().admin() && OWN_CLASSES.contains(request.values().text("class"))) {
      throw Permission.denied();
    }
  }

  /**
   * Whose events: the own service's; any that is named, or all, for the gateway's administrator;
   * those that are trusted for the service's.
   */
  private void checkService(Identity who, Values v) {
    String wanted = v.text(SERVICE);
    if (wanted.equals(own.service().name())) {
      return;
    }
    if (!wanted.equals(ANY) && services.find(wanted).isEmpty()) {
      throw FieldTypes.wrong(SERVICE);
    }
    Rights.require(
        who.role() == Role.CORE_ADMIN
            || who.role() == Role.SERVICE_ADMIN && own.trustedServices().contains(wanted));
  }

  private EventBus bus() {
    return own.service().events();
  }

  private CompletionStage<Reply> subscribe(Invocation request) {
    Values v = request.values();
    Subscription topic = topic(v);
    Optional<String> older = part(v, TYPE).filter(type -> !topic.type().equals(Optional.of(type)));
    request.client().spell(topic, new EventSpelling(v.spelled("obj"), older));
    bus().subscribe(request.client(), topic, body(v));
    return Reply.done();
  }

  private CompletionStage<Reply> unsubscribe(Invocation request) {
    Subscription topic = topic(request.values());
    bus().unsubscribe(request.client(), topic);
    request.client().spell(topic, new EventSpelling(false, Optional.empty()));
    return Reply.done();
  }

  private CompletionStage<Reply> list(Invocation request) {
    List<Map<String, Object>> list = new ArrayList<>();
    String name = own.service().name();
    bus()
        .subscriptions(request.client())
        .forEach((topic, body) -> list.add(EventData.of(topic, body, name)));
    return Reply.of(list);
  }

  private CompletionStage<Reply> send(Invocation request) {
    Values v = request.values();
    bus()
        .publish(
            new Event(
                v.text(SERVICE),
                v.text("class"),
                part(v, "subclass"),
                part(v, "type"),
                part(v, "obj_id"),
                body(v)));
    return Reply.done();
  }

  private CompletionStage<Reply> fromClient(Invocation request) {
    request.client().execute(() -> events.received(request.client(), request.values()));
    return Reply.done();
  }

  static Subscription topic(Values v) {
    String type = EventSpelling.canonical(v.text("class"), v.text("subclass"), v.text(TYPE));
    return new Subscription(
        part(v, SERVICE),
        part(v, "class"),
        part(v, "subclass"),
        Optional.of(type).filter(value -> !value.equals(ANY)),
        part(v, "obj_id"));
  }

  private static Object body(Values v) {
    return v.find(Object.class, "body").orElse(Map.of());
  }

  private static Optional<String> part(Values v, String name) {
    return v.maybe(name).filter(value -> !value.equals(ANY));
  }
}
