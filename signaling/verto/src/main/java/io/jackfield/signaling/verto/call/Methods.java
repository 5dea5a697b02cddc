package io.jackfield.signaling.verto.call;

import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.rpc.Incoming;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.LinkedHashMap;
import java.util.Map;

/** The methods a client may use after log-in, by name. On the client's owner. */
final class Methods {

  private final CallMethods calls;
  private final InfoMethod info;
  private final ModifyMethod modify;
  private final ChannelMethods channels;

  Methods(VertoClient client) {
    this.calls = new CallMethods(client);
    this.info = new InfoMethod(client);
    this.modify = new ModifyMethod(client);
    this.channels = new ChannelMethods(client);
  }

  void handle(Incoming.Request request, Answer answer) {
    Params params = new Params(request.params());
    switch (request.method().orElse("")) {
      case "verto.invite" -> calls.invite(params, request.given(), answer);
      case "verto.answer" -> calls.answer(params, answer);
      case "verto.attach" -> calls.attach(params, answer);
      case "verto.bye" -> calls.bye(params, answer);
      case "verto.info" -> info.handle(params, answer);
      case "verto.modify" -> modify.handle(params, answer);
      case "verto.subscribe" -> channels.subscribe(params, answer);
      case "verto.unsubscribe" -> channels.unsubscribe(params, answer);
      case "verto.broadcast" -> channels.broadcast(params, answer);
      case "verto.ping" -> answer.ok(pong(params));
      case "echo" -> answer.ok(params.values());
      case "jsapi", "fsapi" -> answer.refuse(RpcError.PERMISSION_DENIED);
      default -> answer.refuse(RpcError.NO_METHOD);
    }
  }

  /** The parameters (verto.md) under the real server's own words. */
  private static Map<String, Object> pong(Params params) {
    Map<String, Object> result = new LinkedHashMap<>(params.values());
    result.put("message", "PONG");
    if (params.flag("echoParams")) {
      result.put("requestParams", params.values());
    }
    return result;
  }
}
