package io.jackfield.signaling.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The TLS context in use for one identity, replaceable while connections made with the old one live
 * on. Any thread.
 */
final class ServerTls {

  private static final int HANDSHAKE_SECONDS = 10;
  private static final int CLOSE_SECONDS = 2;

  // A context may be freed natively once replaced, so taking a handler excludes replacing.
  private SslContext context;

  ServerTls(SslContext context) {
    this.context = context;
  }

  synchronized SslHandler newHandler(ByteBufAllocator allocator) {
    return limit(context.newHandler(allocator));
  }

  synchronized void replace(SslContext next) {
    SslContext old = context;
    context = next;
    ReferenceCountUtil.release(old);
  }

  static SslHandler limit(SslHandler handler) {
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    handler.setCloseNotifyFlushTimeout(CLOSE_SECONDS, TimeUnit.SECONDS);
    return handler;
  }
}
