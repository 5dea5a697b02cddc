package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.Map;
import java.util.Optional;

/** {@code verto.modify}: changes to a call that is up. */
final class ModifyMethod {

  private final VertoClient client;

  ModifyMethod(VertoClient client) {
    this.client = client;
  }

  void handle(Params params, Answer answer) {
    Optional<String> id = CallMethods.callId(params);
    Optional<String> action = params.text("action");
    if (action.isEmpty()) {
      answer.refuse(RpcError.call("action missing", Map.of()));
      return;
    }
    Map<String, Object> repeated = CallMethods.named(id.orElse(""));
    repeated.put("action", action.get());
    Optional<Dialog> dialog = id.flatMap(client::dialog);
    if (dialog.isEmpty()) {
      answer.refuse(RpcError.noSuchCall(repeated));
      return;
    }
    Dialog call = dialog.get();
    switch (action.get()) {
      case "hold" -> hold(call, true, repeated, answer);
      case "unhold" -> hold(call, false, repeated, answer);
      case "toggleHold" -> hold(call, !call.held(), repeated, answer);
      case "transfer" -> transfer(call, params, repeated, answer);
      case "replace" -> replace(call, params, repeated, answer);
      case "updateMedia" -> update(call, params, repeated, answer);
      // The next key frame comes by RTCP; the request asks for nothing we would have to do.
      case "videoRefresh" -> held(call, repeated, answer);
      default -> answer.refuse(RpcError.call("unknown action", repeated));
    }
  }

  private static void hold(Dialog call, boolean hold, Map<String, Object> repeated, Answer answer) {
    call.hold(hold);
    held(call, repeated, answer);
  }

  private static void held(Dialog call, Map<String, Object> repeated, Answer answer) {
    repeated.put("holdState", call.holdState());
    answer.ok(repeated);
  }

  private static void transfer(
      Dialog call, Params params, Map<String, Object> repeated, Answer answer) {
    Optional<String> to = params.text("destination").filter(d -> !d.isBlank());
    if (to.isPresent()) {
      call.transfer(new Signal.Transfer(to.get()), repeated, answer);
    } else {
      answer.refuse(RpcError.call("destination missing", repeated));
    }
  }

  private void replace(Dialog call, Params params, Map<String, Object> repeated, Answer answer) {
    Optional<Dialog> other = params.text("replaceCallID").flatMap(client::dialog);
    if (other.isPresent()) {
      call.transfer(new Signal.Join(other.get().call(), other.get().leg()), repeated, answer);
    } else {
      answer.refuse(RpcError.noSuchCall(repeated));
    }
  }

  private static void update(
      Dialog call, Params params, Map<String, Object> repeated, Answer answer) {
    Optional<String> sdp = params.text("sdp");
    if (sdp.isPresent()) {
      call.update(sdp.get(), answer);
    } else {
      answer.refuse(RpcError.call("SDP missing", repeated));
    }
  }
}
