package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes response heads (RFC 9112) with the fields every response of ours carries. */
final class ResponseWriter {

  /** Our pages load from themselves alone; 'self' includes WebSockets to the same host and port. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "media-src 'self' blob: mediastream:; font-src 'self'; connect-src 'self'; "
          + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "content-security-policy", CONTENT_SECURITY_POLICY,
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY",
          "referrer-policy", "no-referrer",
          "cross-origin-opener-policy", "same-origin",
          "permissions-policy", "microphone=(self), camera=(self), geolocation=()");

  private ResponseWriter() {}

  /**
   * Writes a whole response.
   *
   * @param withBody false for the answer to HEAD: the length is told, the body left out
   */
  static ByteBuf write(
      ByteBufAllocator allocator, HttpResponse response, boolean withBody, boolean keepAlive) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(
        "date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    fields.putAll(ALWAYS);
    fields.put("cache-control", "no-store");
    response.headers().forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
    fields.put("connection", keepAlive ? "keep-alive" : "close");
    boolean bodyless = bodyless(response.status());
    if (bodyless) {
      fields.remove("content-length");
    } else {
      fields.put("content-length", Integer.toString(response.body().length));
    }
    ByteBuf head = head(allocator, response.status(), fields);
    if (!withBody || bodyless || response.body().length == 0) {
      return head;
    }
    return Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(response.body()));
  }

  /** Responses that never have a body (RFC 9110 section 6.4.1). */
  private static boolean bodyless(int status) {
    return status == 204 || status == 304 || status < 200;
  }

  static ByteBuf head(ByteBufAllocator allocator, int status, Map<String, String> fields) {
    StringBuilder text = new StringBuilder(512);
    HttpResponseStatus known = HttpResponseStatus.valueOf(status);
    text.append("HTTP/1.1 ").append(status).append(' ').append(known.reasonPhrase());
    text.append("\r\n");
    fields.forEach(
        (name, value) ->
            text.append(checked(name)).append(": ").append(checked(value)).append("\r\n"));
    text.append("\r\n");
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    return allocator.directBuffer(bytes.length).writeBytes(bytes);
  }

  /** A line break in a field would let its author write fields of his own. */
  private static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\t' || c == 0x7f) {
        throw new IllegalArgumentException("control character in a header field");
      }
    }
    return text;
  }
}
