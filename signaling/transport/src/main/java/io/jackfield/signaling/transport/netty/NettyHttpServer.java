package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpHandler;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketSource;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes requests. The table is immutable, so any connection's loop may ask it. */
final class NettyHttpServer implements HttpServer {

  private static final Logger log = LoggerFactory.getLogger(NettyHttpServer.class);

  private final Engine engine;
  private final TlsStore tls;
  private final HttpOptions options;
  private final HttpRoutes routes;
  private final StaticAssets assets;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  NettyHttpServer(Engine engine, TlsStore tls, HttpOptions options, HttpRoutes routes) {
    this.engine = engine;
    this.tls = tls;
    this.options = options;
    this.routes = routes;
    this.assets = new StaticAssets(engine);
  }

  Engine engine() {
    return engine;
  }

  HttpOptions options() {
    return options;
  }

  @Override
  public CompletionStage<Listener> listen(InetSocketAddress address) {
    return bind(address, Optional.empty());
  }

  @Override
  public CompletionStage<Listener> listen(InetSocketAddress address, TlsIdentity identity) {
    return BindErrors.named(address, tls.server(identity))
        .thenCompose(context -> bind(address, Optional.of(context)));
  }

  private CompletionStage<Listener> bind(InetSocketAddress address, Optional<ServerTls> context) {
    ListenerChannels listener = new ListenerChannels(engine, address, options.maxConnections());
    return listener
        .bind((channel, remote) -> setUp(listener, channel, remote, context))
        .thenApply(
            bound -> {
              listeners.add(listener);
              listener.closed().whenComplete((gone, never) -> listeners.remove(listener));
              return bound;
            });
  }

  /** Fills the pipeline of an accepted channel. */
  void setUp(
      ListenerChannels listener,
      Channel channel,
      InetSocketAddress remote,
      Optional<ServerTls> context) {
    HttpConnection connection =
        new HttpConnection(this, channel, listener, remote, context.isPresent());
    context.ifPresent(value -> channel.pipeline().addLast(value.newHandler(channel.alloc())));
    channel.pipeline().addLast(new RequestReader(options, connection), connection);
    listener.add(channel, connection);
  }

  /** Finds what answers a request. */
  Dispatch decide(RequestHead head) {
    Optional<HttpRoutes.Match> match = routes.match(head.path());
    if (match.isEmpty()) {
      return refuse(
          routes.hasPrefix(head.path())
              ? HttpResponse.redirect(Redirects.withSlash(head.path()))
              : HttpResponse.text(404, "not found"));
    }
    HttpRoutes.Route route = match.get().route();
    if (route.endpoint().isPresent() && WebSocketHandshake.asked(head)) {
      return find(route.endpoint().get(), head)
          .map(endpoint -> handshake(head, endpoint))
          .orElseGet(() -> refuse(HttpResponse.text(404, "not found")));
    }
    Optional<HttpHandler> handler = Optional.ofNullable(route.handlers().get(head.method()));
    if (handler.isPresent()) {
      return Dispatch.to(handler.get());
    }
    boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
    if (reads && route.content().isPresent()) {
      String rest = match.get().rest();
      return Dispatch.to(request -> assets.respond(route.content().get(), rest, request.head()));
    }
    return refuse(reads && route.endpoint().isPresent() ? upgradeRequired() : notAllowed(route));
  }

  private static Optional<WebSocketEndpoint> find(WebSocketSource source, RequestHead head) {
    try {
      return source.find(head);
    } catch (RuntimeException e) {
      log.error("{}: no endpoint", head.path(), e);
      return Optional.empty();
    }
  }

  private Dispatch handshake(RequestHead head, WebSocketEndpoint endpoint) {
    Optional<HttpResponse> refusal = WebSocketHandshake.check(head, endpoint.options());
    if (refusal.isEmpty()) {
      try {
        refusal = endpoint.handler().refuse(head);
      } catch (RuntimeException e) {
        log.error("{}: handshake check failed", head.path(), e);
        refusal = Optional.of(HttpResponse.text(500, "internal error"));
      }
    }
    return refusal.map(this::refuse).orElseGet(() -> Dispatch.to(endpoint));
  }

  private Dispatch refuse(HttpResponse response) {
    if (response.status() >= 400) {
      engine.counters.httpRefused.increment();
    }
    return Dispatch.to(response);
  }

  private static HttpResponse upgradeRequired() {
    return new HttpResponse(
        426,
        Map.of("upgrade", "websocket", "content-type", "text/plain; charset=utf-8"),
        "this is a WebSocket address\n".getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse notAllowed(HttpRoutes.Route route) {
    Set<String> allowed = new TreeSet<>(route.handlers().keySet());
    if (route.content().isPresent()) {
      allowed.addAll(List.of("GET", "HEAD"));
    }
    return new HttpResponse(
        405,
        Map.of("allow", String.join(", ", allowed), "content-type", "text/plain; charset=utf-8"),
        "method not allowed\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public CompletionStage<Void> close(Duration deadline) {
    return CompletableFuture.allOf(
        listeners.stream()
            .map(listener -> listener.close(deadline).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }
}
