package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.call.InviteGate;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Q850;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begin, answer, take over and end calls (verto.md, "Messages" and "Inbound calls"). */
final class CallMethods {

  private static final Logger log = LoggerFactory.getLogger(CallMethods.class);
  private static final int INVALID_MESSAGE = 95;
  private static final int OUT_OF_ORDER = 27;
  private static final int LONGEST_ID = 128;

  private final VertoClient client;

  CallMethods(VertoClient client) {
    this.client = client;
  }

  /** FreeSWITCH takes {@code CallID} too. */
  static Optional<String> callId(Params params) {
    return params.object("dialogParams").flatMap(d -> d.text("callID", "CallID"));
  }

  static Map<String, Object> named(String id) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("callID", id);
    return fields;
  }

  void invite(Params params, boolean given, Answer answer) {
    Optional<Params> dialogParams = params.object("dialogParams");
    Optional<String> id = callId(params);
    Optional<String> sdp = params.text("sdp");
    Optional<String> number = dialogParams.flatMap(d -> d.text("destination_number"));
    if (!given) {
      refuse(answer, "Params data missing", INVALID_MESSAGE);
    } else if (dialogParams.isEmpty()) {
      refuse(answer, "Dialog data missing", INVALID_MESSAGE);
    } else if (id.filter(text -> text.length() <= LONGEST_ID).isEmpty()) {
      refuse(answer, "CallID missing", INVALID_MESSAGE);
    } else if (sdp.isEmpty()) {
      refuse(answer, "SDP missing", INVALID_MESSAGE);
    } else if (number.isEmpty()) {
      refuse(answer, "destination_number missing", INVALID_MESSAGE);
    } else if (client.dialog(id.get()).isPresent()) {
      refuse(answer, "Cannot create channel", OUT_OF_ORDER);
    } else {
      place(id.get(), number.get(), sdp.get(), dialogParams.get(), answer);
    }
  }

  private static void refuse(Answer answer, String detail, int cause) {
    answer.refuse(RpcError.noCall(detail, cause, Q850.name(cause)));
  }

  private void place(String id, String number, String sdp, Params dialog, Answer answer) {
    Optional<String> name = dialog.text("caller_id_name");
    String from = dialog.text("caller_id_number").orElse(client.user());
    Parties parties =
        new Parties(
            name.orElse(""),
            from,
            dialog.text("remote_caller_id_name").orElse(Parties.NO_CALLEE),
            dialog.text("remote_caller_id_number").orElse(number),
            true);
    Map<String, Object> created = named(id);
    created.put("message", "CALL CREATED");
    answer.ok(created);
    log.info("call={} from user {}, sessid {} to {}", id, client.user(), client.sessid(), number);
    if (client.context().service().calls().exists(new CallId(id))) {
      Map<String, Object> bye = named(id);
      bye.putAll(Causes.fields(Failure.of(Reason.CALL_REJECTED)));
      client.tell("verto.bye", bye);
      return;
    }
    Dialog made = Dialog.placed(client, id, parties);
    client.add(made);
    PartyInfo caller = new PartyInfo(name, Optional.of(from), shown(name, from));
    admitted(wanted(id, number, sdp, caller), made)
        .whenComplete(
            (placed, error) -> {
              if (error != null) {
                client.run(() -> made.refused(Causes.of(error)));
              }
            });
  }

  /** What API clients see of the caller (verto.md, "Inbound calls"): name and number as well. */
  private static Map<String, Object> shown(Optional<String> name, String number) {
    Map<String, Object> caller = new LinkedHashMap<>();
    caller.put("info", "verto_native");
    name.ifPresent(text -> caller.put("name", text));
    caller.put("number", number);
    return caller;
  }

  /**
   * Somebody may have to be asked first, which takes its time; the client may give up meanwhile.
   */
  private CompletionStage<CallId> admitted(PlaceCall call, Dialog made) {
    InviteGate gate = client.context().invites();
    Calls calls = client.context().service().calls();
    return gate.held()
        ? gate.admit(call, client.remote())
            .thenComposeAsync(
                admitted ->
                    made.state() == Dialog.State.OVER
                        ? CompletableFuture.failedFuture(
                            FailureException.of(Reason.ORIGINATOR_CANCEL))
                        : calls.place(admitted, made),
                client::run)
        : calls.place(call, made);
  }

  private PlaceCall wanted(String id, String number, String sdp, PartyInfo caller) {
    return new PlaceCall(
        Optional.of(new CallId(id)),
        "verto",
        number,
        "all",
        Optional.of(Dialog.description(sdp)),
        SdpKind.WEBRTC,
        Optional.empty(),
        caller,
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        CreateSession.TRICKLE_TIMEOUT,
        client.context().ringTimeout(),
        Optional.of(new SessionOwner(client.sessid(), Optional.of(client.user()))),
        "user:" + client.user());
  }

  void answer(Params params, Answer answer) {
    Optional<String> id = callId(params);
    Optional<String> sdp = params.text("sdp");
    if (id.isEmpty() || sdp.isEmpty()) {
      answer.refuse(RpcError.call(id.isEmpty() ? "CallID missing" : "SDP missing", Map.of()));
      return;
    }
    answer.ok(Map.of());
    Optional<Dialog> dialog = client.dialog(id.get());
    if (dialog.isEmpty()) {
      // Lost, or never there; a client that has had its bye does not mind a second one.
      Map<String, Object> bye = named(id.get());
      bye.putAll(Causes.fields(Failure.of(Reason.ALREADY_ANSWERED)));
      client.tell("verto.bye", bye);
    } else if (dialog.get().state() == Dialog.State.RINGING) {
      dialog.get().accept(sdp.get());
    }
  }

  /** The answer to our {@code verto.attach}. */
  void attach(Params params, Answer answer) {
    Optional<Dialog> dialog = callId(params).flatMap(client::dialog);
    Optional<String> sdp = params.text("sdp");
    if (dialog.isEmpty()) {
      answer.refuse(RpcError.noSuchCall(Map.of()));
    } else if (sdp.isEmpty()) {
      answer.refuse(RpcError.call("SDP missing", Map.of()));
    } else if (dialog.get().attach(sdp.get())) {
      answer.ok(Map.of());
    } else {
      answer.refuse(RpcError.call("CALL ERROR", named(dialog.get().id())));
    }
  }

  void bye(Params params, Answer answer) {
    Optional<String> id = callId(params);
    if (id.isEmpty()) {
      answer.refuse(RpcError.call("CallID missing", Map.of()));
      return;
    }
    Optional<Dialog> dialog = client.dialog(id.get());
    boolean ringing = dialog.filter(d -> d.state() == Dialog.State.RINGING).isPresent();
    Failure failure = Causes.ofClient(params, ringing ? Reason.VERTO_REJECTED : Reason.VERTO_BYE);
    Map<String, Object> result = named(id.get());
    result.put("message", "CALL ENDED");
    result.putAll(Causes.fields(failure));
    answer.ok(result);
    dialog.ifPresent(each -> each.leave(failure));
  }
}
