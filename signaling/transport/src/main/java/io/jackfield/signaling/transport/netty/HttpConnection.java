package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection until it ends or becomes a WebSocket. One request at a time: what a
 * client pipelines waits until the response before it is written.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements ServedChannel {

  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

  /** What a client must at least take of a response, so that none is held for ever. */
  private static final long MIN_BYTES_PER_SECOND = 4_096;

  private final NettyHttpServer server;
  private final Engine engine;
  private final Channel channel;
  private final ListenerChannels listener;
  private final InetSocketAddress remote;
  private final boolean secure;
  private final Deadline deadline;

  // Owned by the event loop.
  private final Deque<Object> waiting = new ArrayDeque<>(0);
  private HttpRequest request;
  private RequestHead head;
  private ByteArrayOutputStream body;
  private boolean busy;
  private boolean discarding;
  private boolean partial;
  private int requests;

  HttpConnection(
      NettyHttpServer server,
      Channel channel,
      ListenerChannels listener,
      InetSocketAddress remote,
      boolean secure) {
    this.server = server;
    this.engine = server.engine();
    this.channel = channel;
    this.listener = listener;
    this.remote = remote;
    this.secure = secure;
    this.deadline = new Deadline(channel, this::timeIsOver);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    engine.counters.httpOpen.increment();
    within(options().requestTimeout().toNanos());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    engine.counters.httpOpen.decrement();
    discarding = true;
    deadline.cancel();
    dropWaiting();
    listener.gone(this);
  }

  private HttpOptions options() {
    return server.options();
  }

  // Time

  private void within(long nanos) {
    deadline.within(nanos);
  }

  private void timeIsOver() {
    if (partial && !busy && !discarding) {
      refuse(new BadRequest(408, "the request took too long"));
    } else if (busy && !discarding && request != null) {
      log.warn("no response to {} {} in time", head.method(), head.path());
      answer(HttpResponse.text(504, "no response in time"), false);
    } else {
      closeNow();
    }
  }

  void inboundBytes(int count) {
    engine.counters.bytesIn.add(count);
    if (!partial && !busy && !discarding) {
      partial = true;
      within(options().requestTimeout().toNanos());
    }
  }

  // Requests

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (discarding) {
      ReferenceCountUtil.release(message);
    } else if (busy) {
      waiting.add(message);
    } else {
      take(message);
    }
  }

  private void take(Object message) {
    try {
      if (message instanceof HttpRequest) {
        begin((HttpRequest) message);
      }
      if (message instanceof HttpContent && head != null) {
        more((HttpContent) message);
      }
    } catch (BadRequest e) {
      refuse(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest next) throws BadRequest {
    partial = true;
    requests++;
    request = next;
    head = null;
    head = RequestHeads.of(next, remote, (InetSocketAddress) channel.localAddress(), secure);
    long length = HttpUtil.getContentLength(next, 0L);
    if (length > options().maxBodyBytes()) {
      throw bodyTooLong();
    }
    body = new ByteArrayOutputStream((int) Math.min(length, 8_192));
    String expectation = next.headers().get(HttpHeaderNames.EXPECT);
    if (expectation != null) {
      if (!expectation.equalsIgnoreCase("100-continue")) {
        throw new BadRequest(417, "only 100-continue can be expected");
      }
      channel.writeAndFlush(
          channel
              .alloc()
              .buffer()
              .writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private BadRequest bodyTooLong() {
    return new BadRequest(413, "a body may have " + options().maxBodyBytes() + " bytes");
  }

  private void more(HttpContent content) throws BadRequest {
    RequestHeads.checkDecoded(content.decoderResult().cause());
    ByteBuf bytes = content.content();
    if (body.size() + bytes.readableBytes() > options().maxBodyBytes()) {
      throw bodyTooLong();
    }
    try {
      bytes.readBytes(body, bytes.readableBytes());
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    if (content instanceof LastHttpContent) {
      busy = true;
      partial = false;
      within(options().responseTimeout().toNanos());
      dispatch();
    }
  }

  private void dispatch() {
    RequestHead current = head;
    byte[] bytes = body.toByteArray();
    body = null;
    Dispatch decision = server.decide(current);
    if (decision.endpoint().isPresent()) {
      upgrade(current, decision.endpoint().get());
      return;
    }
    channel.config().setAutoRead(false);
    int serial = requests;
    CompletionStage<HttpResponse> stage;
    try {
      stage =
          decision
              .handler()
              .handle(new io.jackfield.signaling.transport.http.HttpRequest(current, bytes));
    } catch (RuntimeException e) {
      log.error("{} {}: handler failed", current.method(), current.path(), e);
      answer(HttpResponse.text(500, "internal error"), true);
      return;
    }
    stage.whenComplete(
        (response, failure) -> {
          if (channel.eventLoop().inEventLoop()) {
            complete(serial, current, response, failure);
          } else {
            channel.eventLoop().execute(() -> complete(serial, current, response, failure));
          }
        });
  }

  private void complete(int serial, RequestHead current, HttpResponse response, Throwable failure) {
    if (serial != requests || !busy || request == null) {
      log.debug("late response to {} {} dropped", current.method(), current.path());
    } else if (failure != null || response == null) {
      log.error("{} {}: handler failed", current.method(), current.path(), failure);
      answer(HttpResponse.text(500, "internal error"), true);
    } else {
      answer(response, true);
    }
  }

  // Responses

  private void refuse(BadRequest refusal) {
    engine.counters.httpRefused.increment();
    log.debug("{} refused: {} {}", remote, refusal.status(), refusal.getMessage());
    busy = true;
    answer(HttpResponse.text(refusal.status(), refusal.getMessage()), false);
  }

  private void answer(HttpResponse response, boolean mayKeepAlive) {
    boolean keepAlive =
        mayKeepAlive
            && HttpUtil.isKeepAlive(request)
            && requests < options().maxRequestsPerConnection()
            && !listener.isClosing();
    boolean withBody = request == null || !request.method().name().equals("HEAD");
    request = null;
    head = null;
    body = null;
    partial = false;
    engine.counters.httpRequests.increment();
    ByteBuf bytes;
    try {
      bytes = ResponseWriter.write(channel.alloc(), response, withBody, keepAlive);
    } catch (IllegalArgumentException e) {
      log.error("unusable response", e);
      bytes =
          ResponseWriter.write(
              channel.alloc(), HttpResponse.text(500, "internal error"), withBody, keepAlive);
    }
    int size = bytes.readableBytes();
    within(
        options().keepAliveTimeout().toNanos()
            + TimeUnit.SECONDS.toNanos(size / MIN_BYTES_PER_SECOND));
    channel.writeAndFlush(bytes).addListener(written -> written(size, keepAlive));
  }

  private void written(int size, boolean keepAlive) {
    engine.counters.bytesOut.add(size);
    if (!channel.isActive()) {
      return;
    }
    if (!keepAlive) {
      finish();
      return;
    }
    busy = false;
    within(options().keepAliveTimeout().toNanos());
    while (!busy && !discarding && !waiting.isEmpty()) {
      take(waiting.poll());
    }
    if (!busy) {
      channel.config().setAutoRead(true);
    }
  }

  /**
   * Closes our direction and reads on until the peer closes its own: closing with unread input
   * would reset the connection and could destroy the response on its way (RFC 9112 section 9.6).
   */
  private void finish() {
    discarding = true;
    dropWaiting();
    within(engine.config.closeTimeout().toNanos());
    Channels.shutdownOutput(channel);
    channel.config().setAutoRead(true);
  }

  // WebSocket

  private void upgrade(RequestHead current, WebSocketEndpoint endpoint) {
    WebSocketConnection connection =
        new WebSocketConnection(engine, channel, listener, current, endpoint);
    channel.config().setAutoRead(true);
    channel.write(WebSocketHandshake.accept(channel.alloc(), current, endpoint.options()));
    var pipeline = channel.pipeline();
    pipeline.addLast(new WebSocketReader(connection, endpoint.options().maxMessageBytes()));
    pipeline.addLast(connection);
    listener.replace(this, connection);
    pipeline.remove(this);
    // Flushed after this, so that who sees the handshake succeed can rely on an open connection.
    connection.opened();
    channel.flush();
    // Bytes the client sent after its handshake move on to the WebSocket reader here.
    pipeline.remove(RequestReader.class);
    connection.endReading();
  }

  // Closing

  @Override
  public void shutDown() {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (!busy && !discarding) {
                finish();
              }
            });
  }

  private void closeNow() {
    Channels.cut(channel);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    if (failure instanceof IOException) {
      log.debug("{}: {}", remote, failure.getMessage());
    } else {
      Channels.logDecoderFailure(log, remote, failure, engine.counters);
    }
    closeNow();
  }

  private void dropWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
