package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.event.EventRow;
import java.util.List;

/** The events of class {@code core} and the requests to every client, as data (events.md). */
public final class CoreEvents {

  private static final Field[] WHO = {
    Field.text("user").required().says("its user"),
    Field.text("remote").required().says("where it comes from, e.g. wss:192.0.2.7:50122")
  };

  private CoreEvents() {}

  /**
   * The rows of the event table.
   *
   * @return in the order of the documents
   */
  public static List<EventRow> rows() {
    return List.of(
        connection(
            "unrecognized_fields",
            "a command succeeded but had unknown fields",
            Shape.object(
                Field.text("class").required().says("class of the command"),
                Field.text("subclass").required().says("its subclass"),
                Field.text("cmd").required().says("its name"),
                Field.any("fields").required().says("array of the unknown names"))),
        connection(
            "login",
            "somebody logged in; not to the connection itself, which is not subscribed yet",
            Shape.object(WHO)),
        connection("logout", "a connection ended", Shape.object(WHO)),
        connection("*", "sent with core/session/send_event", Shape.ANY),
        new EventRow(
            "core/user_event/" + Messages.TYPE,
            "the user it is for",
            "somebody sent the user a text, by whatever protocol; to the user's connections alone",
            Shape.object(
                Field.text("from").required().says("who sent it, as proven"),
                Field.text("name").says("display name of the sender"),
                Field.text("text").required().says("what it says"))),
        new EventRow("core/user_event/*", "the user", "sent with core/user/send_event", Shape.ANY),
        service("created", "a service was made"),
        service("updated", "options of a service changed"),
        service("started", "a service started"),
        service("stopped", "a service stopped"),
        service("deleted", "a service is gone for good"));
  }

  private static EventRow service(String type, String when) {
    return new EventRow("core/service/" + type, "the service", when, Shape.NOTHING);
  }

  /**
   * What the gateway asks of its clients.
   *
   * @return in the order of the documents
   */
  public static List<ServerRequest> requests() {
    return List.of(
        new ServerRequest(
            "core/core/ping",
            "Asks whether the client is there",
            List.of(Field.integer("time", 1, 86_400).required().says("seconds between pings")),
            Shape.NOTHING),
        new ServerRequest(
            "core/core/event",
            "Tells an event",
            List.of(
                Field.text("class").required().says("class of the event"),
                Field.text("subclass").says("left out if the sender left it out or used *"),
                Field.text("type").says("the same"),
                Field.text("obj_id").says("the same; what it is about"),
                Field.text("service").says("who sent it, unless it is the connection's own"),
                Field.any("body").says("left out when empty")),
            Shape.NOTHING));
  }

  private static EventRow connection(String type, String when, Shape body) {
    return new EventRow("core/session_event/" + type, "the connection", when, body);
  }
}
