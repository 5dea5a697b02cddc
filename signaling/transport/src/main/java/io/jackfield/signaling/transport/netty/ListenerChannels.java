package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket and the connections accepted there. Any thread. */
final class ListenerChannels implements Listener, ServedChannel.Owner {

  private static final Logger log = LoggerFactory.getLogger(ListenerChannels.class);
  private static final int BACKLOG = 1_024;
  private static final int SELECTOR_TURN_MILLIS = 5;

  private final Engine engine;
  private final InetSocketAddress asked;
  private final int maxConnections;
  private final Map<ServedChannel, Channel> open = new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean unbound = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile Channel server;

  ListenerChannels(Engine engine, InetSocketAddress asked, int maxConnections) {
    this.engine = engine;
    this.asked = asked;
    this.maxConnections = maxConnections;
  }

  /**
   * Binds. The listener closes with the transport.
   *
   * @param setUp fills the pipeline of an accepted channel and calls {@link #add}
   */
  CompletionStage<Listener> bind(BiConsumer<Channel, InetSocketAddress> setUp) {
    CompletableFuture<Listener> bound = new CompletableFuture<>();
    if (asked.isUnresolved()) {
      bound.completeExceptionally(
          BindErrors.explain(asked, "TCP", new java.net.UnknownHostException()));
      return bound;
    }
    ChannelFuture future =
        new ServerBootstrap()
            .group(engine.group)
            .channel(engine.platform.server())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, setUp);
                  }

                  @Override
                  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
                    log.error("{}: cannot set up a connection", asked, failure);
                    ctx.close();
                  }
                })
            .bind(asked);
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            server = future.channel();
            engine.remember(this, this::close);
            bound.complete(this);
          } else {
            bound.completeExceptionally(BindErrors.explain(asked, "TCP", done.cause()));
          }
        });
    return bound;
  }

  private void accept(Channel channel, BiConsumer<Channel, InetSocketAddress> setUp) {
    // A peer can be gone before it was accepted; then it has no address.
    if (!(channel.remoteAddress() instanceof InetSocketAddress)
        || !(channel.localAddress() instanceof InetSocketAddress)) {
      channel.close();
      return;
    }
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    if (closing.get() || unbound.get() || open.size() >= maxConnections) {
      log.info("{} refused {}: {} connections are open", asked, remote, open.size());
      channel.close();
      return;
    }
    setUp.accept(channel, remote);
  }

  /** Takes a connection into the listener's care until it is {@link #gone}. */
  void add(Channel channel, ServedChannel served) {
    open.put(served, channel);
    if (closing.get()) {
      served.shutDown();
    }
  }

  /** Puts another protocol's view in the place of a connection. */
  void replace(ServedChannel old, ServedChannel served) {
    Channel channel = open.get(old);
    if (channel != null) {
      // In this order, so that the listener never looks empty in between.
      add(channel, served);
      open.remove(old);
    }
  }

  @Override
  public void gone(ServedChannel connection) {
    if (open.remove(connection) != null) {
      checkClosed();
    }
  }

  CompletionStage<Void> closed() {
    return closed;
  }

  boolean isClosing() {
    return closing.get();
  }

  @Override
  public InetSocketAddress local() {
    return (InetSocketAddress) server.localAddress();
  }

  @Override
  public int openConnections() {
    return open.size();
  }

  @Override
  public CompletionStage<Void> unbind() {
    unbound.set(true);
    CompletableFuture<Void> free = new CompletableFuture<>();
    server
        .close()
        .addListener(
            done -> {
              checkClosed();
              // The JDK's selector lets go of a closed socket at its next turn, not before.
              server
                  .eventLoop()
                  .schedule(() -> free.complete(null), SELECTOR_TURN_MILLIS, TimeUnit.MILLISECONDS);
            });
    return free;
  }

  @Override
  public CompletionStage<Void> close(Duration deadline) {
    if (closing.compareAndSet(false, true)) {
      server.close().addListener(unbound -> shutDownAll(deadline));
    }
    return closed;
  }

  private void shutDownAll(Duration deadline) {
    if (deadline.isZero() || deadline.isNegative()) {
      cutAll();
    } else {
      open.keySet().forEach(ServedChannel::shutDown);
      server.eventLoop().schedule(this::cutAll, deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
    checkClosed();
  }

  private void cutAll() {
    open.values().forEach(channel -> channel.eventLoop().execute(() -> Channels.cut(channel)));
  }

  private void checkClosed() {
    if ((closing.get() || unbound.get()) && open.isEmpty() && !server.isOpen()) {
      engine.forget(this);
      closed.complete(null);
    }
  }
}
