package io.jackfield.signaling.api.callback;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.HookHolder;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One callback: a hook as clients hold it.
 *
 * @param name what it is registered by
 * @param cmd command of the request
 * @param summary what is asked, for the documents
 * @param deadline how long a holder has, acks included
 * @param hook the hook of a service
 * @param fields data of the request, for the documents
 * @param reply data of the response, for the documents
 * @param data a question as data
 * @param answer data as an answer; fails when it makes no sense
 * @param <Q> question
 * @param <A> answer
 */
record Callback<Q, A>(
    String name,
    String cmd,
    String summary,
    Duration deadline,
    Function<Hooks, Hook<Q, A>> hook,
    List<Field> fields,
    Shape reply,
    Function<Q, Map<String, Object>> data,
    Function<AnswerData, A> answer) {

  /** Whether it may be registered by that name: its own or its command's, prefixes or not. */
  boolean isNamed(String wanted) {
    return wanted.equals(name)
        || wanted.equals(cmd)
        || wanted.equals("api_" + name)
        || wanted.equals("api_server_" + name);
  }

  /**
   * Lets a client hold the hook of a service.
   *
   * @return to be run once to end that
   */
  Runnable hold(Client client, Hooks hooks) {
    HookHolder<Q, A> holder = question -> ask(client, question);
    hook.apply(hooks).add(holder);
    return () -> hook.apply(hooks).remove(holder);
  }

  private CompletionStage<A> ask(Client client, Q question) {
    CompletableFuture<A> result = new CompletableFuture<>();
    Timer timer =
        client.schedule(
            deadline, () -> result.completeExceptionally(FailureException.of(Reason.TIMEOUT)));
    client
        .request("core", "callback", cmd, data.apply(question))
        .thenApply(this::read)
        .whenComplete(
            (answered, error) -> {
              timer.cancel();
              if (error == null) {
                result.complete(answered);
              } else {
                result.completeExceptionally(error);
              }
            });
    return result;
  }

  private A read(ClientReply reply) {
    if (!reply.ok()) {
      throw FailureException.of(Reason.INVALID_REPLY);
    }
    return answer.apply(new AnswerData(reply));
  }

  /** As a row of the documents. */
  ServerRequest row() {
    return new ServerRequest("core/callback/" + cmd, summary, fields, reply);
  }
}
