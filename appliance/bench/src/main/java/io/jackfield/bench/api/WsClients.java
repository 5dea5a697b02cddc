package io.jackfield.bench.api;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/** WebSockets to one address, any number of them on two event loops. */
final class WsClients implements AutoCloseable {

  private static final int LOOPS = 2;
  private static final int LARGEST = 1 << 20;

  /** Connections that are being made at once; more would overflow the listener's backlog. */
  private static final int AT_ONCE = 64;

  private static final int WAIT_SECONDS = 60;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final AtomicInteger open = new AtomicInteger();
  private final URI address;
  private final String subprotocol;
  private final Optional<SslContext> tls;

  /**
   * Makes a maker of WebSockets.
   *
   * @param address {@code ws:} or {@code wss:}; any certificate will do
   * @param subprotocol to offer, null for none
   */
  WsClients(URI address, String subprotocol) throws SSLException {
    this.address = address;
    this.subprotocol = subprotocol;
    this.tls =
        address.getScheme().equals("wss")
            ? Optional.of(
                SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build())
            : Optional.empty();
  }

  /**
   * Makes one more; it tells its talk when it is open.
   *
   * @param ready to be called by the talk, once this connection has done what it does first
   * @throws TimeoutException if those before it are not ready in time
   */
  void connect(Talk talk) throws InterruptedException, TimeoutException {
    if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException(open.get() + " connections to " + address + ", and no more");
    }
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(address)
            .subprotocol(subprotocol)
            .maxFramePayloadLength(LARGEST)
            .build();
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                tls.ifPresent(
                    context ->
                        channel
                            .pipeline()
                            .addLast(
                                context.newHandler(
                                    channel.alloc(), address.getHost(), address.getPort())));
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(LARGEST),
                        new WebSocketClientProtocolHandler(config),
                        new WsClient(talk, open));
              }
            })
        .connect(address.getHost(), address.getPort());
  }

  /** A connection is through with what it does first. Any thread. */
  void ready() {
    free.release();
  }

  /** Waits until all that were asked for are ready. */
  void awaitReady() throws InterruptedException, TimeoutException {
    if (!free.tryAcquire(AT_ONCE, WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("of the connections to " + address + " " + open.get() + " are up");
    }
    free.release(AT_ONCE);
  }

  /** How many are open now. */
  int open() {
    return open.get();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
