package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamHandler;
import io.jackfield.signaling.transport.stream.StreamOptions;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.transport.tls.TlsPeer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Opens raw listeners and outgoing connections. Any thread. */
final class StreamSockets {

  private final Engine engine;
  private final TlsStore tls;

  StreamSockets(Engine engine, TlsStore tls) {
    this.engine = engine;
    this.tls = tls;
  }

  CompletionStage<Listener> listen(
      InetSocketAddress address, Supplier<StreamOptions> options, StreamHandler handler) {
    Optional<TlsIdentity> identity = options.get().tls();
    if (identity.isEmpty()) {
      return bind(address, options, handler, Optional.empty());
    }
    return BindErrors.named(address, tls.server(identity.get()))
        .thenCompose(context -> bind(address, options, handler, Optional.of(context)));
  }

  private CompletionStage<Listener> bind(
      InetSocketAddress address,
      Supplier<StreamOptions> options,
      StreamHandler handler,
      Optional<ServerTls> context) {
    ListenerChannels listener =
        new ListenerChannels(engine, address, options.get().maxConnections());
    return listener.bind(
        (channel, remote) -> {
          StreamOptions now = options.get();
          StreamConnection connection =
              new StreamConnection(
                  engine,
                  channel,
                  listener,
                  context.isPresent() ? TransportKind.TLS : TransportKind.TCP,
                  remote,
                  now.limits(),
                  now.idleTimeout(),
                  handler);
          listener.add(channel, connection);
          context.ifPresent(value -> channel.pipeline().addLast(value.newHandler(channel.alloc())));
          channel.pipeline().addLast(connection);
        });
  }

  CompletionStage<Connection> connect(
      InetSocketAddress remote, StreamConnectOptions options, StreamHandler handler) {
    if (remote.isUnresolved()) {
      return CompletableFuture.failedFuture(
          new IOException("unknown host " + remote.getHostString()));
    }
    if (options.tls().isEmpty()) {
      return open(remote, options, handler, Optional.empty());
    }
    return tls.client(options.tls().get())
        .handle(
            (context, failure) ->
                failure == null
                    ? open(remote, options, handler, Optional.of(context))
                    : StreamSockets.<Connection>cannotConnect(remote, root(failure)))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Connection> open(
      InetSocketAddress remote,
      StreamConnectOptions options,
      StreamHandler handler,
      Optional<SslContext> context) {
    CompletableFuture<Connection> result = new CompletableFuture<>();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(engine.group)
            .channel(engine.platform.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.connectTimeout().toMillis())
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    // The pipeline is filled once connected, when both addresses are known.
                  }
                });
    options.local().ifPresent(bootstrap::localAddress);
    ChannelFuture future = bootstrap.connect(remote);
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            connected(future.channel(), remote, options, handler, context, result);
          } else {
            context.ifPresent(ReferenceCountUtil::release);
            cannotConnect(remote, done.cause())
                .whenComplete((never, failure) -> result.completeExceptionally(failure));
          }
        });
    return result;
  }

  private static <T> CompletionStage<T> cannotConnect(InetSocketAddress remote, Throwable cause) {
    return CompletableFuture.failedFuture(
        new IOException(
            "cannot connect to " + BindErrors.text(remote) + ": " + cause.getMessage(), cause));
  }

  private static Throwable root(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private void connected(
      Channel channel,
      InetSocketAddress remote,
      StreamConnectOptions options,
      StreamHandler handler,
      Optional<SslContext> context,
      CompletableFuture<Connection> result) {
    StreamConnection connection =
        new StreamConnection(
            engine,
            channel,
            engine::forget,
            context.isPresent() ? TransportKind.TLS : TransportKind.TCP,
            remote,
            options.limits(),
            options.idleTimeout(),
            handler);
    engine.remember(connection, deadline -> close(connection, deadline));
    connection
        .ready()
        .whenComplete(
            (open, failure) -> {
              if (failure == null) {
                result.complete(open);
              } else {
                result.completeExceptionally(failure);
              }
            });
    if (context.isPresent()) {
      TlsPeer peer = options.tls().orElseThrow();
      SslHandler handshake =
          ServerTls.limit(
              context.get().newHandler(channel.alloc(), peer.serverName(), remote.getPort()));
      handshake.setHandshakeTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      // The engine keeps the context as long as it needs it.
      ReferenceCountUtil.release(context.get());
      channel.pipeline().addLast(connection);
      channel.pipeline().addFirst(handshake);
    } else {
      channel.pipeline().addLast(connection);
    }
    if (!channel.isOpen()) {
      // Closed before it had a handler to hear of it.
      connection.released();
      engine.forget(connection);
    }
  }

  private static CompletionStage<Void> close(StreamConnection connection, Duration deadline) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    connection.channel.closeFuture().addListener(gone -> closed.complete(null));
    connection.shutDown();
    connection
        .channel
        .eventLoop()
        .schedule(connection::cut, deadline.toNanos(), TimeUnit.NANOSECONDS);
    return closed;
  }
}
