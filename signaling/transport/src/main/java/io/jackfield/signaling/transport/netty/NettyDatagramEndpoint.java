package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramHandler;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UDP address with one socket a loop. Any thread. */
final class NettyDatagramEndpoint implements DatagramEndpoint {

  private static final Logger log = LoggerFactory.getLogger(NettyDatagramEndpoint.class);

  /**
   * One socket serves all peers, so its queue holds more than a connection's: what other loops hand
   * over in one burst must not count as overload.
   */
  private static final WriteBufferWaterMark QUEUE = new WriteBufferWaterMark(1 << 20, 2 << 20);

  private final Engine engine;
  private final DatagramOptions options;
  private final DatagramHandler handler;
  private final List<Channel> channels = new CopyOnWriteArrayList<>();

  NettyDatagramEndpoint(Engine engine, DatagramOptions options, DatagramHandler handler) {
    this.engine = engine;
    this.options = options;
    this.handler = handler;
  }

  CompletionStage<DatagramEndpoint> bind(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return CompletableFuture.failedFuture(
          BindErrors.explain(address, "UDP", new java.net.UnknownHostException()));
    }
    int sockets = engine.platform.reusePort() ? options.sockets() : 1;
    CompletableFuture<DatagramEndpoint> bound = new CompletableFuture<>();
    bindNext(address, sockets, bound);
    return bound;
  }

  /** Binds one after the other, as the first one finds the port when 0 was asked for. */
  private void bindNext(
      InetSocketAddress address, int sockets, CompletableFuture<DatagramEndpoint> bound) {
    if (channels.size() == sockets) {
      engine.remember(this, this::close);
      bound.complete(this);
      return;
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(engine.group)
            .channel(engine.platform.datagram())
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(options.maxDatagram()))
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUE)
            .handler(new Receiver());
    if (options.receiveBuffer() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, options.receiveBuffer());
    }
    if (sockets > 1) {
      bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    ChannelFuture future = bootstrap.bind(address);
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            engine.counters.opened(TransportKind.UDP);
            future.channel().closeFuture().addListener(gone -> engine.counters.closedSocket());
            bindNext((InetSocketAddress) future.channel().localAddress(), sockets, bound);
          } else {
            channels.forEach(Channel::close);
            bound.completeExceptionally(BindErrors.explain(address, "UDP", done.cause()));
          }
        });
  }

  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    /** Known before it is bound, as datagrams may come before the bind is reported. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      channels.add(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      ByteBuf content = packet.content();
      engine.counters.bytesIn.add(content.readableBytes());
      try {
        handler.onDatagram(NettyDatagramEndpoint.this, packet.sender(), content.nioBuffer());
      } catch (RuntimeException e) {
        log.error("datagram from {}: callback failed", packet.sender(), e);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
      // Errors of single datagrams (ICMP) show here; the socket itself stays usable.
      log.debug("{}: {}", ctx.channel(), failure.toString());
    }
  }

  @Override
  public InetSocketAddress local() {
    return (InetSocketAddress) channels.get(0).localAddress();
  }

  @Override
  public Loop loop() {
    return engine.loop(channels.get(0));
  }

  @Override
  public CompletionStage<Void> send(byte[] bytes, InetSocketAddress remote) {
    return send(ByteBuffer.wrap(bytes), remote);
  }

  @Override
  public CompletionStage<Void> send(ByteBuffer bytes, InetSocketAddress remote) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Channel channel = own();
    int size = bytes.remaining();
    if (remote.isUnresolved() || !channel.isWritable()) {
      done.completeExceptionally(
          new IOException(
              remote.isUnresolved()
                  ? "unknown host " + remote.getHostString()
                  : "datagram to " + remote + " dropped: the socket's buffer is full"));
      return done;
    }
    ByteBuf copy = channel.alloc().directBuffer(size).writeBytes(bytes.duplicate());
    channel
        .writeAndFlush(new DatagramPacket(copy, remote))
        .addListener(
            sent -> {
              if (sent.isSuccess()) {
                engine.counters.bytesOut.add(size);
                done.complete(null);
              } else {
                done.completeExceptionally(
                    new IOException(
                        "cannot send to " + remote + ": " + sent.cause().getMessage(),
                        sent.cause()));
              }
            });
    return done;
  }

  /** The caller's own loop's socket, if it has one: then nothing is handed over. */
  private Channel own() {
    for (Channel channel : channels) {
      if (channel.eventLoop().inEventLoop()) {
        return channel;
      }
    }
    return channels.get(0);
  }

  @Override
  public CompletionStage<Void> close(Duration deadline) {
    CompletableFuture<?>[] all =
        channels.stream()
            .map(
                channel -> {
                  CompletableFuture<Void> closed = new CompletableFuture<>();
                  channel.close().addListener(done -> closed.complete(null));
                  return closed;
                })
            .toArray(CompletableFuture<?>[]::new);
    engine.forget(this);
    return CompletableFuture.allOf(all);
  }
}
