package io.jackfield.signaling.verto.event;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.Subscriber;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.time.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of the service, live: a live array on channel {@code calls} in the form conferences
 * have in the real server ({@code bootObj}, {@code add}, {@code modify}, {@code del}), and presence
 * events on {@code presence.<user>@<domain>}. All of it on one owner.
 */
public final class CallList implements Subscriber {

  /** The channel and the name of the live array. */
  public static final String CHANNEL = "calls";

  private static final String PRESENCE = "presence";

  private final Service service;
  private final Channels channels;
  private final Owner owner;
  private final Map<String, LiveCall> calls = new LinkedHashMap<>();
  private long serial;

  /**
   * An empty list.
   *
   * @param service whose calls
   * @param channels where to tell
   * @param owner where the list lives
   */
  public CallList(Service service, Channels channels, Owner owner) {
    this.service = service;
    this.channels = channels;
    this.owner = owner;
  }

  /** Begins to listen. */
  public void open() {
    service
        .events()
        .subscribe(
            this,
            new Subscription(
                Optional.of(service.name()),
                Optional.of("media"),
                Optional.of("call"),
                Optional.empty(),
                Optional.empty()),
            Map.of());
  }

  /** Stops listening. */
  public void close() {
    service.events().unsubscribeAll(this);
  }

  @Override
  public void onEvent(Event event) {
    String id = event.objId().orElse("");
    switch (event.type().orElse("")) {
      case "ringing" -> look(id, "RINGING");
      case "accepted" -> look(id, "ACTIVE");
      case "hangup" -> owner.execute(() -> ended(id));
      default -> {
        // Nothing that changes a row.
      }
    }
  }

  private void look(String id, String state) {
    service
        .calls()
        .info(new CallId(id))
        .whenComplete(
            (info, error) -> {
              if (error == null) {
                owner.execute(() -> changed(LiveCall.of(id, info, state)));
              }
            });
  }

  private void changed(LiveCall call) {
    LiveCall before = calls.get(call.id());
    if (call.equals(before) || !service.calls().exists(new CallId(call.id()))) {
      return;
    }
    calls.put(call.id(), call);
    tell(before == null ? "add" : "modify", call);
    presence(call);
  }

  private void ended(String id) {
    LiveCall call = calls.remove(id);
    if (call != null) {
      tell("del", call);
      presence(call.with("HANGUP"));
    }
  }

  private void tell(String action, LiveCall call) {
    serial++;
    if (!channels.heard(CHANNEL)) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("action", action);
    if (action.equals("add")) {
      data.put("arrIndex", calls.size() - 1);
    }
    data.put("name", CHANNEL);
    data.put("hashKey", call.id());
    data.put("wireSerno", serial);
    data.put("data", call.row());
    channels.publish(CHANNEL, Map.of("data", data));
  }

  private void presence(LiveCall call) {
    presence(call, call.callerNumber(), true);
    presence(call, call.callee(), false);
  }

  private void presence(LiveCall call, String name, boolean caller) {
    if (service.users().find(name).isPresent()) {
      String user = name + '@' + service.users().realm();
      String channel = PRESENCE + '.' + user;
      if (channels.heard(channel)) {
        channels.publish(channel, Map.of("data", call.presence(user, caller)));
      }
    }
  }

  /**
   * A client asks for the whole list.
   *
   * @param listener hears a {@code bootObj}
   */
  public void bootstrap(Listener listener) {
    owner.execute(
        () -> {
          List<Object> rows = new ArrayList<>();
          calls.forEach((id, call) -> rows.add(List.of(id, call.row())));
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("action", "bootObj");
          data.put("name", CHANNEL);
          data.put("wireSerno", -1);
          data.put("data", rows);
          Map<String, Object> params = new LinkedHashMap<>();
          params.put("data", data);
          params.put("eventChannel", CHANNEL);
          params.put("sessid", listener.sessid());
          listener.event(params);
        });
  }
}
