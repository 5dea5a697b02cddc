package io.jackfield.signaling.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/** Reads frames and tells the connection of every inbound byte. */
final class WebSocketReader extends WebSocket13FrameDecoder {

  /** Bytes of the longest frame header (RFC 6455 section 5.2). */
  static final int MAX_HEADER = 14;

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

  /** The decoder keeps a frame until it is whole; its limit may be lower now than at the start. */
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int frames = out.size();
    super.decode(ctx, in, out);
    if (out.size() == frames && connection.isTooMuch(in.readableBytes())) {
      in.skipBytes(in.readableBytes());
    }
  }
}
