package io.jackfield.signaling.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** Reads frames and tells the connection of every inbound byte. */
final class WebSocketReader extends WebSocket13FrameDecoder {

  private final WebSocketConnection connection;

  WebSocketReader(WebSocketConnection connection, int maxFrameBytes) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(maxFrameBytes)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build());
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof ByteBuf) {
      connection.inboundBytes(((ByteBuf) message).readableBytes());
    }
    super.channelRead(ctx, message);
  }
}
