package io.jackfield.signaling.verto.call;

import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.event.CallList;
import io.jackfield.signaling.verto.event.Channels;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscribe, unsubscribe and broadcast. */
final class ChannelMethods {

  private static final String CHANNEL = "eventChannel";
  private static final int CODE = -32002;

  private final VertoClient client;

  ChannelMethods(VertoClient client) {
    this.client = client;
  }

  private Channels channels() {
    return client.context().channels();
  }

  void subscribe(Params params, Answer answer) {
    List<String> wanted = params.texts(CHANNEL);
    Channels.Outcome outcome = channels().subscribe(client, wanted);
    reply(outcome, "unauthorizedChannels", answer);
  }

  void unsubscribe(Params params, Answer answer) {
    List<String> wanted = params.texts(CHANNEL);
    Channels.Outcome outcome = channels().unsubscribe(client, wanted);
    reply(outcome, "notSubscribedChannels", answer);
  }

  /** Where nothing but refusals came out, the reply is an error, as the real server's is. */
  private static void reply(Channels.Outcome outcome, String refusals, Answer answer) {
    if (outcome.lists().keySet().equals(java.util.Set.of(refusals))) {
      answer.refuse(new RpcError(outcome.body(), refusals, CODE));
    } else {
      answer.ok(outcome.body());
    }
  }

  void broadcast(Params params, Answer answer) {
    Optional<String> channel = params.text(CHANNEL);
    if (channel.isEmpty()) {
      // A result, whatever it says: so the real server answers.
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("message", "eventChannel not specified.");
      result.put("code", CODE);
      answer.ok(result);
      return;
    }
    if (!channels().allows(channel.get())) {
      answer.refuse(RpcError.call("Permission Denied.", Map.of(CHANNEL, channel.get())));
      return;
    }
    answer.ok(Map.of());
    Optional<Params> array = params.object("data").flatMap(data -> data.object("liveArray"));
    if (array.isPresent()) {
      bootstrap(channel.get(), array.get());
      return;
    }
    Map<String, Object> event = new LinkedHashMap<>(params.values());
    event.put("userid", client.user() + '@' + client.context().service().users().realm());
    event.put("sessid", client.sessid());
    channels().broadcast(client, channel.get(), event, params.flag("localBroadcast"));
  }

  private void bootstrap(String channel, Params array) {
    if (channel.equals(CallList.CHANNEL) && array.text("command").isPresent()) {
      client.context().callList().bootstrap(client);
    }
  }
}
