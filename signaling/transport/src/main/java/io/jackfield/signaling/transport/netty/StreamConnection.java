package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.SendLimits;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.stream.StreamHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A raw TCP or TLS connection, incoming or outgoing. */
final class StreamConnection extends NettyConnection {

  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

  private final StreamHandler handler;

  /** Completes when open; fails when the connection or its handshake does. */
  private final CompletableFuture<StreamConnection> ready = new CompletableFuture<>();

  StreamConnection(
      Engine engine,
      Channel channel,
      Owner owner,
      TransportKind kind,
      InetSocketAddress remote,
      SendLimits limits,
      Duration idleTimeout,
      StreamHandler handler) {
    super(engine, channel, owner, kind, remote, limits, idleTimeout);
    this.handler = handler;
  }

  CompletableFuture<StreamConnection> ready() {
    return ready;
  }

  @Override
  ByteBuf encode(byte[] bytes) {
    return channel.alloc().directBuffer(bytes.length).writeBytes(bytes);
  }

  @Override
  ByteBuf encodeText(byte[] utf8) {
    return encode(utf8);
  }

  @Override
  ByteBuf encode(String text) {
    return ByteBufUtil.writeUtf8(channel.alloc(), text);
  }

  @Override
  void writeGoodbye(CloseCause why) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  void tellOpen() {
    handler.onOpen(this);
    ready.complete(this);
  }

  @Override
  void tellClosed(CloseCause why) {
    handler.onClosed(this, why);
  }

  @Override
  void released() {
    if (!ready.isDone()) {
      ready.completeExceptionally(new java.io.IOException("connection to " + remote() + " lost"));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (channel.isActive() && kind() == TransportKind.TCP) {
      opened();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (kind() == TransportKind.TCP && !isOpened()) {
      opened();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent) {
      SslHandshakeCompletionEvent handshake = (SslHandshakeCompletionEvent) event;
      if (handshake.isSuccess()) {
        opened();
      } else {
        engine.counters.handshakesFailed.increment();
        log.info("TLS handshake with {} failed: {}", remote(), handshake.cause().getMessage());
        ready.completeExceptionally(
            new java.io.IOException(
                "TLS handshake with " + remote() + " failed: " + handshake.cause().getMessage(),
                handshake.cause()));
        cut();
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    startReading();
    ByteBuf bytes = (ByteBuf) message;
    try {
      inbound();
      engine.counters.bytesIn.add(bytes.readableBytes());
      if (!isClosing()) {
        guarded(() -> handler.onBytes(this, bytes.nioBuffer()));
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!isClosing() && isOpened()) {
      guarded(() -> handler.onWritable(this, channel.isWritable()));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    if (isOpened()) {
      super.exceptionCaught(ctx, failure);
    } else {
      // Reported by the handshake event or the connect promise.
      cut();
    }
  }
}
