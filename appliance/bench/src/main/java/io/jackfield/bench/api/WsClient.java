package io.jackfield.bench.api;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.util.concurrent.atomic.AtomicInteger;

/** One WebSocket of a {@link WsClients}. */
final class WsClient extends SimpleChannelInboundHandler<TextWebSocketFrame> {

  private final Talk talk;
  private final AtomicInteger open;
  private Channel channel;

  WsClient(Talk talk, AtomicInteger open) {
    this.talk = talk;
    this.open = open;
  }

  /** Sends a message. Any thread. */
  void say(String text) {
    channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      channel = context.channel();
      open.incrementAndGet();
      channel.closeFuture().addListener(closed -> open.decrementAndGet());
      talk.opened(this);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    talk.said(this, frame.text());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    context.close(); // who counts the open ones will notice
  }
}
