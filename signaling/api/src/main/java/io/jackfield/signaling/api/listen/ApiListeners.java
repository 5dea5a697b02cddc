package io.jackfield.signaling.api.listen;

import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.http.WebSocketSource;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one service. A change leaves those alone that stay as they are, and leaves all
 * as it was if one of the new ones cannot be opened. Connections outlive their listener; the {@link
 * ApiServer} closes them. One change at a time.
 */
public final class ApiListeners {

  private static final Logger log = LoggerFactory.getLogger(ApiListeners.class);

  /** A listener with the certificate it was opened with. */
  private record Wanted(ApiListen listen, Optional<TlsIdentity> identity) {

    static Wanted of(ApiListen listen, TlsIdentity identity) {
      return new Wanted(
          listen, listen.carrier().secure() ? Optional.of(identity) : Optional.empty());
    }
  }

  private record Bound(Wanted wanted, Listener listener) {

    /** With the port the system picked if it was asked to. */
    Wanted real() {
      ApiListen listen = wanted.listen();
      return new Wanted(listen.at(listen.host(), listener.local().getPort()), wanted.identity());
    }

    String address() {
      return real().listen().toString();
    }

    boolean is(Wanted other) {
      return other.equals(wanted) || other.equals(real());
    }
  }

  private final Transport transport;
  private final HttpOptions http;
  private final ApiServer server;
  private volatile List<Bound> bound = List.of();

  /**
   * Makes none yet.
   *
   * @param transport opens them
   * @param http limits of the requests WebSockets begin with
   * @param server takes the connections
   */
  public ApiListeners(Transport transport, HttpOptions http, ApiServer server) {
    this.transport = transport;
    this.http = http;
    this.server = server;
  }

  /**
   * Every bound address.
   *
   * @return as listeners are written, with their real ports
   */
  public List<String> addresses() {
    return bound.stream().map(Bound::address).toList();
  }

  /**
   * Opens, leaves alone and closes listeners until these are there.
   *
   * @param listeners wanted
   * @param identity certificate of those that need one
   * @return what is listened on now; fails with a {@link
   *     io.jackfield.signaling.transport.connection.ListenException}, and then nothing has changed
   */
  public CompletionStage<Listening> change(List<ApiListen> listeners, TlsIdentity identity) {
    List<Wanted> wanted =
        listeners.stream().map(each -> Wanted.of(each, identity)).distinct().toList();
    List<Bound> before = bound;
    List<Bound> staying = before.stream().filter(b -> wanted.stream().anyMatch(b::is)).toList();
    List<Bound> leaving = before.stream().filter(b -> !staying.contains(b)).toList();
    List<Wanted> coming =
        wanted.stream().filter(w -> staying.stream().noneMatch(b -> b.is(w))).toList();
    // An address can be bound again only once it is free.
    List<Bound> inTheWay =
        leaving.stream()
            .filter(
                b -> coming.stream().anyMatch(w -> w.listen.port() == b.listener.local().getPort()))
            .toList();
    List<Bound> opened = new ArrayList<>();
    return inTurn(inTheWay, b -> b.listener.unbind())
        .thenCompose(free -> inTurn(coming, w -> open(w).thenAccept(opened::add)))
        .handle(
            (done, failure) ->
                failure == null
                    ? replaced(staying, leaving, opened)
                    : putBack(inTheWay, opened, failure))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Listening> replaced(
      List<Bound> staying, List<Bound> leaving, List<Bound> opened) {
    List<Bound> now = new ArrayList<>(staying);
    now.addAll(opened);
    bound = List.copyOf(now);
    leaving.forEach(b -> log.info("{} listens no more on {}", name(), b.address()));
    opened.forEach(b -> log.info("{} listens on {}", name(), b.address()));
    return inTurn(leaving, b -> b.listener.unbind())
        .thenApply(
            free -> new Listening(addresses(), opened.stream().map(Bound::address).toList()));
  }

  private CompletionStage<Listening> putBack(
      List<Bound> taken, List<Bound> opened, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    List<Bound> back = new ArrayList<>(bound);
    back.removeAll(taken);
    return inTurn(opened, b -> b.listener.unbind())
        .thenCompose(
            free ->
                inTurn(
                    taken,
                    b ->
                        open(b.real())
                            .thenAccept(again -> back.add(new Bound(b.wanted, again.listener)))
                            .exceptionally(lost -> lost(b, lost))))
        .thenCompose(
            done -> {
              bound = List.copyOf(back);
              return CompletableFuture.failedFuture(cause);
            });
  }

  private Void lost(Bound old, Throwable why) {
    log.error("{} could not be opened again at {}", name(), old.address(), why);
    return null;
  }

  private CompletionStage<Bound> open(Wanted wanted) {
    ApiListen listen = wanted.listen();
    CompletionStage<Listener> opening;
    if (listen.carrier().webSocket()) {
      WebSocketSource endpoint = head -> Optional.of(server.endpoint());
      String path = listen.path().isEmpty() ? "/" : listen.path();
      HttpServer web =
          transport.httpServer(http, HttpRoutes.builder().webSocket(path, endpoint).build());
      opening =
          wanted.identity().isPresent()
              ? web.listen(listen.address(), wanted.identity().get())
              : web.listen(listen.address());
    } else {
      opening =
          transport.listen(
              listen.address(), () -> server.streamOptions(wanted.identity()), server.streams());
    }
    return opening.thenApply(listener -> new Bound(wanted, listener));
  }

  /** One after the other, until one fails. */
  private static <T> CompletionStage<Void> inTurn(
      List<T> each, Function<T, CompletionStage<Void>> action) {
    CompletionStage<Void> chain = CompletableFuture.completedFuture(null);
    for (T one : each) {
      chain = chain.thenCompose(done -> action.apply(one));
    }
    return chain;
  }

  /**
   * Stops listening.
   *
   * @return completes when every address is free again
   */
  public CompletionStage<Void> close() {
    List<Bound> last = bound;
    bound = List.of();
    return inTurn(last, b -> b.listener.unbind());
  }

  private String name() {
    return "service " + server.service().name();
  }
}
