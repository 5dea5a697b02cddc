package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A server's side of a WebSocket (RFC 6455). */
final class WebSocketConnection extends NettyConnection {

  private static final int CODE_UNACCEPTABLE = 1003;
  private static final int CODE_NOT_UTF8 = 1007;
  private static final int CODE_TOO_BIG = 1009;

  private final WebSocketOptions options;
  private final WebSocketHandler handler;

  // Owned by the event loop. The head is needed until the open callback only.
  private RequestHead head;
  private int maxMessageBytes;
  private ByteBuf fragments;
  private boolean fragmentsAreText;
  private boolean goodbyeSent;
  private Future<?> pingTimer;

  WebSocketConnection(
      Engine engine, Channel channel, Owner owner, RequestHead head, WebSocketEndpoint endpoint) {
    super(
        engine,
        channel,
        owner,
        head.secure() ? TransportKind.WSS : TransportKind.WS,
        head.remote(),
        endpoint.options().limits(),
        endpoint.options().idleTimeout());
    this.options = endpoint.options();
    this.handler = endpoint.handler();
    this.head = head;
    this.maxMessageBytes = options.maxMessageBytes();
  }

  @Override
  ByteBuf encode(byte[] bytes) {
    return WebSocketFrames.binary(channel.alloc(), bytes);
  }

  @Override
  ByteBuf encodeText(byte[] utf8) {
    return WebSocketFrames.text(channel.alloc(), utf8);
  }

  @Override
  ByteBuf encode(String text) {
    return WebSocketFrames.text(channel.alloc(), text);
  }

  @Override
  void tellOpen() {
    RequestHead request = head;
    head = null;
    long interval = options.pingInterval().toNanos();
    if (interval > 0) {
      pingTimer = schedule(this::ping, interval);
    }
    handler.onOpen(this, request);
  }

  @Override
  void tellClosed(CloseCause why) {
    handler.onClosed(this, why);
  }

  @Override
  void released() {
    cancel(pingTimer);
    dropFragments();
  }

  @Override
  public void limitMessages(int bytes) {
    maxMessageBytes = Math.min(bytes, options.maxMessageBytes());
  }

  /**
   * Whether so many bytes that make no frame yet are too many; the connection then ends. A frame
   * has at most 14 bytes besides its payload.
   */
  boolean isTooMuch(int pending) {
    if (pending <= maxMessageBytes + WebSocketReader.MAX_HEADER) {
      return false;
    }
    tooBig();
    return true;
  }

  void inboundBytes(int count) {
    startReading();
    inbound();
    engine.counters.bytesIn.add(count);
  }

  private void ping() {
    long interval = options.pingInterval().toNanos();
    if (isClosing()) {
      return;
    }
    if (quietNanos() >= 2 * interval && channel.config().isAutoRead()) {
      endWith(new CloseCause(CloseCause.Kind.IDLE, CODE_GOING_AWAY, "no answer to pings"));
      return;
    }
    channel.writeAndFlush(WebSocketFrames.ping(channel.alloc()));
    pingTimer = schedule(this::ping, interval);
  }

  @Override
  void writeGoodbye(CloseCause why) {
    goodbyeSent = true;
    dropFragments();
    boolean answer = why.kind() == CloseCause.Kind.PEER;
    var written =
        channel.writeAndFlush(WebSocketFrames.close(channel.alloc(), why.code(), why.reason()));
    if (answer || why.kind() == CloseCause.Kind.BROKEN) {
      // Section 7.1.1: the server closes the TCP connection first, once both said goodbye.
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    WebSocketFrame frame = (WebSocketFrame) message;
    try {
      if (frame instanceof CloseWebSocketFrame) {
        peerCloses((CloseWebSocketFrame) frame);
      } else if (!isClosing()) {
        received(frame);
      }
    } finally {
      frame.release();
    }
  }

  private void peerCloses(CloseWebSocketFrame frame) {
    if (goodbyeSent) {
      channel.close();
      return;
    }
    int code = frame.statusCode() < 0 ? CODE_NONE : frame.statusCode();
    endWith(new CloseCause(CloseCause.Kind.PEER, code, frame.reasonText()));
  }

  private void received(WebSocketFrame frame) {
    if (frame instanceof PingWebSocketFrame) {
      // Answers count as queued: a peer that pings without reading is a slow consumer.
      enqueue(WebSocketFrames.pong(channel.alloc(), frame.content()));
    } else if (frame instanceof PongWebSocketFrame) {
      return;
    } else if (frame instanceof TextWebSocketFrame) {
      data(frame, true);
    } else if (frame instanceof BinaryWebSocketFrame) {
      if (options.acceptBinary()) {
        data(frame, false);
      } else {
        protocolError(CODE_UNACCEPTABLE, "binary messages are not accepted");
      }
    } else {
      data(frame, fragmentsAreText);
    }
  }

  private void data(WebSocketFrame frame, boolean text) {
    ByteBuf content = frame.content();
    int total = (fragments == null ? 0 : fragments.readableBytes()) + content.readableBytes();
    if (total > maxMessageBytes) {
      tooBig();
      return;
    }
    if (fragments == null && frame.isFinalFragment()) {
      deliver(content, text);
      return;
    }
    if (fragments == null) {
      fragmentsAreText = text;
      fragments = channel.alloc().heapBuffer(content.readableBytes());
    }
    fragments.writeBytes(content);
    if (frame.isFinalFragment()) {
      ByteBuf whole = fragments;
      fragments = null;
      try {
        deliver(whole, text);
      } finally {
        whole.release();
      }
    }
  }

  private void deliver(ByteBuf content, boolean text) {
    byte[] bytes = ByteBufUtil.getBytes(content);
    if (!text) {
      guarded(() -> handler.onBinary(this, bytes));
      return;
    }
    String string = new String(bytes, StandardCharsets.UTF_8);
    // Only a text with the replacement character can have been malformed.
    if (string.indexOf('\uFFFD') >= 0 && !wellFormed(bytes)) {
      protocolError(CODE_NOT_UTF8, "text is not UTF-8");
      return;
    }
    guarded(() -> handler.onText(this, string));
  }

  private static boolean wellFormed(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void dropFragments() {
    if (fragments != null) {
      fragments.release();
      fragments = null;
    }
  }

  private void tooBig() {
    endWith(
        new CloseCause(
            CloseCause.Kind.TOO_LARGE, CODE_TOO_BIG, "message over " + maxMessageBytes + " bytes"));
  }

  private void protocolError(int code, String reason) {
    endWith(new CloseCause(CloseCause.Kind.PROTOCOL, code, reason));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException) {
      int code = ((CorruptedWebSocketFrameException) failure).closeStatus().code();
      if (code == CODE_TOO_BIG) {
        tooBig();
      } else {
        protocolError(code, String.valueOf(failure.getMessage()));
      }
    } else {
      super.exceptionCaught(ctx, failure);
    }
  }
}
