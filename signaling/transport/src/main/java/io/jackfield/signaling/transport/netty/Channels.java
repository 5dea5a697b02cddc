package io.jackfield.signaling.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.slf4j.Logger;

/** What several handlers do to channels. On the channel's loop. */
final class Channels {

  private Channels() {}

  /** Closes at once, past the TLS layer and whatever is queued. */
  static void cut(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      first.close();
    } else {
      channel.close();
    }
  }

  /** Tells the peer that nothing more comes, and goes on reading. */
  static void shutdownOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel) {
      ((DuplexChannel) channel).shutdownOutput();
    }
  }

  /** A failed handshake is the peer's matter; anything else here is worth a look. */
  static void logDecoderFailure(
      Logger log, InetSocketAddress remote, Throwable failure, Counters counters) {
    if (failure instanceof DecoderException && failure.getCause() instanceof java.io.IOException) {
      counters.handshakesFailed.increment();
      log.info("{}: {}", remote, failure.getCause().getMessage());
    } else {
      log.warn("{}: {}", remote, failure.toString());
    }
  }
}
