package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The common part of stream and WebSocket connections, and the last handler of their channel.
 *
 * <p>Life: new, {@link #opened} once the channel is ready for the user, {@link #endWith} decides
 * the one cause of the end, {@code channelInactive} reports it. Every way of closing goes through
 * {@code endWith}; the first cause stays.
 */
abstract class NettyConnection extends ChannelInboundHandlerAdapter
    implements Connection, ServedChannel {

  static final int CODE_NORMAL = 1000;
  static final int CODE_GOING_AWAY = 1001;
  static final int CODE_NONE = 1005;
  static final int CODE_BROKEN = 1006;
  static final int CODE_INTERNAL = 1011;

  private static final Logger log = LoggerFactory.getLogger(NettyConnection.class);

  final Engine engine;
  final Channel channel;
  private final TransportKind kind;
  private final long number;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final Owner owner;
  private final Outbox outbox;
  private final long idleNanos;
  private final AtomicReference<CloseCause> cause = new AtomicReference<>();
  private volatile Object attachment;

  // Owned by the event loop.
  private boolean opened;
  private boolean closing;
  private long lastInbound = System.nanoTime();
  private Future<?> idleTimer;
  private Future<?> closeTimer;

  NettyConnection(
      Engine engine,
      Channel channel,
      Owner owner,
      TransportKind kind,
      InetSocketAddress remote,
      SendLimits limits,
      Duration idleTimeout) {
    this.engine = engine;
    this.channel = channel;
    this.owner = owner;
    this.kind = kind;
    this.number = engine.nextNumber();
    this.remote = remote;
    this.local = (InetSocketAddress) channel.localAddress();
    this.outbox = new Outbox(channel, engine.counters, limits, this::tooSlow);
    this.idleNanos = idleTimeout.toNanos();
  }

  /** Makes the wire form of a binary message or a piece of a stream. */
  abstract ByteBuf encode(byte[] bytes);

  /** Makes the wire form of text that is in UTF-8 already. */
  abstract ByteBuf encodeText(byte[] utf8);

  /** Makes the wire form of text. */
  abstract ByteBuf encode(String text);

  /** Says goodbye in the transport's way, if it has one; then the channel closes in time. */
  abstract void writeGoodbye(CloseCause why);

  abstract void tellOpen();

  abstract void tellClosed(CloseCause why);

  @Override
  public final String id() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
  }

  @Override
  public final TransportKind kind() {
    return kind;
  }

  @Override
  public final InetSocketAddress remote() {
    return remote;
  }

  @Override
  public final InetSocketAddress local() {
    return local;
  }

  @Override
  public final boolean isOpen() {
    return cause.get() == null;
  }

  @Override
  public final long queuedBytes() {
    return outbox.bytes();
  }

  @Override
  public final long queuedMessages() {
    return outbox.messages();
  }

  @Override
  public final Loop loop() {
    return engine.loop(channel);
  }

  @Override
  public final void attach(Object newAttachment) {
    this.attachment = newAttachment;
  }

  @Override
  public final <T> Optional<T> attachment(Class<T> type) {
    Object current = attachment;
    return type.isInstance(current) ? Optional.of(type.cast(current)) : Optional.empty();
  }

  @Override
  public final void pauseReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public final void resumeReading() {
    channel.config().setAutoRead(true);
  }

  // Sending

  @Override
  public final CompletionStage<Void> send(byte[] bytes) {
    return isOpen() ? enqueue(encode(bytes)) : refused();
  }

  @Override
  public final CompletionStage<Void> send(String text) {
    return isOpen() ? enqueue(encode(text)) : refused();
  }

  @Override
  public final CompletionStage<Void> sendText(byte[] utf8) {
    return isOpen() ? enqueue(encodeText(utf8)) : refused();
  }

  private CompletionStage<Void> refused() {
    return CompletableFuture.failedFuture(new IOException(id() + " is closed"));
  }

  /** Queues a wire form. Any thread. */
  final CompletionStage<Void> enqueue(ByteBuf message) {
    return outbox.add(message);
  }

  private void tooSlow() {
    log.info(
        "{} {} reads too slowly: {} messages, {} bytes queued",
        id(),
        remote,
        outbox.messages(),
        outbox.bytes());
    endWith(
        new CloseCause(
            CloseCause.Kind.SLOW_CONSUMER, outbox.limits().closeCode(), "slow consumer"));
  }

  // Closing

  @Override
  public final void close() {
    endWith(CloseCause.local());
  }

  @Override
  public final void close(int code, String reason) {
    endWith(new CloseCause(CloseCause.Kind.LOCAL, code, reason));
  }

  /** Ends the connection; the first caller's cause is the one reported. Any thread. */
  final void endWith(CloseCause why) {
    if (!cause.compareAndSet(null, why)) {
      return;
    }
    if (channel.eventLoop().inEventLoop()) {
      startClosing(why);
    } else {
      try {
        channel.eventLoop().execute(() -> startClosing(why));
      } catch (java.util.concurrent.RejectedExecutionException e) {
        log.debug("{} went down with its event loop", id());
      }
    }
  }

  @Override
  public final void shutDown() {
    endWith(new CloseCause(CloseCause.Kind.SHUTDOWN, CODE_GOING_AWAY, "server stopping"));
  }

  private void startClosing(CloseCause why) {
    if (closing || !channel.isActive()) {
      return;
    }
    closing = true;
    outbox.close();
    // A goodbye can only be noticed by a peer whose own one we read.
    channel.config().setAutoRead(true);
    closeTimer = schedule(this::cut, engine.config.closeTimeout().toNanos());
    writeGoodbye(why);
  }

  /** Closes at once, past the TLS layer and whatever is queued. */
  final void cut() {
    endWith(new CloseCause(CloseCause.Kind.SHUTDOWN, CODE_GOING_AWAY, "cut"));
    Channels.cut(channel);
  }

  final boolean isClosing() {
    return closing;
  }

  // Channel events

  /** The channel is ready: tells the user and starts the idle watch. */
  final void opened() {
    opened = true;
    engine.counters.opened(kind);
    log.debug("{} open", this);
    inbound();
    if (idleNanos > 0) {
      idleTimer = schedule(this::checkIdle, idleNanos);
    }
    guarded(this::tellOpen);
  }

  final boolean isOpened() {
    return opened;
  }

  /** Bytes arrived. */
  final void inbound() {
    lastInbound = System.nanoTime();
  }

  final long quietNanos() {
    return System.nanoTime() - lastInbound;
  }

  private void checkIdle() {
    // While the user does not read, silence is not the peer's.
    long quiet = channel.config().isAutoRead() ? quietNanos() : 0;
    if (quiet >= idleNanos) {
      endWith(new CloseCause(CloseCause.Kind.IDLE, CODE_GOING_AWAY, "idle timeout"));
    } else if (!closing) {
      idleTimer = schedule(this::checkIdle, idleNanos - quiet);
    }
  }

  /** Runs a callback of the user; one that throws ends the connection. */
  final void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      log.error("{} {}: callback failed", id(), remote, e);
      endWith(new CloseCause(CloseCause.Kind.INTERNAL, CODE_INTERNAL, "internal error"));
    }
  }

  /** A read burst begins; its end is {@code channelReadComplete}. */
  final void startReading() {
    outbox.readStarts();
  }

  @Override
  public final void channelReadComplete(ChannelHandlerContext ctx) {
    endReading();
  }

  final void endReading() {
    outbox.readEnds();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    cause.compareAndSet(
        null,
        kind.webSocket()
            ? new CloseCause(CloseCause.Kind.BROKEN, CODE_BROKEN, "connection lost")
            : new CloseCause(CloseCause.Kind.PEER, CODE_NONE, ""));
    closing = true;
    outbox.close();
    cancel(idleTimer);
    cancel(closeTimer);
    released();
    if (opened) {
      opened = false;
      CloseCause why = cause.get();
      engine.counters.closed(kind, why.kind());
      log.debug("{} closed: {} {} {}", this, why.kind(), why.code(), why.reason());
      guarded(() -> tellClosed(why));
      attachment = null;
    }
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    owner.gone(this);
  }

  /** Lets go of what the connection holds. */
  void released() {}

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    if (!(failure instanceof IOException)) {
      log.warn("{} {}: {}", id(), remote, failure.toString());
    }
    String words = Optional.ofNullable(failure.getMessage()).orElse("connection lost");
    endWith(new CloseCause(CloseCause.Kind.BROKEN, CODE_BROKEN, words));
    cut();
  }

  final Future<?> schedule(Runnable task, long nanos) {
    return channel.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public final String toString() {
    return id() + " " + remote;
  }
}
