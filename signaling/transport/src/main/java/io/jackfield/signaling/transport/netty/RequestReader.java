package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Decodes requests and tells the connection of every inbound byte. */
final class RequestReader extends HttpRequestDecoder {

  private final HttpConnection connection;

  RequestReader(HttpOptions options, HttpConnection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(options.maxRequestLine())
            .setMaxHeaderSize(options.maxHeaderBytes())
            .setInitialBufferSize(512));
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof ByteBuf) {
      connection.inboundBytes(((ByteBuf) message).readableBytes());
    }
    super.channelRead(ctx, message);
  }

  /** Both lengths at once is how requests are smuggled past a proxy (RFC 9112 section 6.1). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    message.setDecoderResult(
        DecoderResult.failure(
            new IllegalArgumentException("both Transfer-Encoding and Content-Length")));
  }
}
