package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpHeaders;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The opening handshake, server side (RFC 6455 section 4.2). */
final class WebSocketHandshake {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketHandshake() {}

  /** Whether a request asks for a WebSocket. */
  static boolean asked(RequestHead head) {
    return tokens(head.headers(), "upgrade").anyMatch("websocket"::equalsIgnoreCase);
  }

  /** What is wrong with a handshake, as the response that refuses it. */
  static Optional<HttpResponse> check(RequestHead head, WebSocketOptions options) {
    HttpHeaders headers = head.headers();
    if (!head.method().equals("GET")) {
      return refuse(400, "a WebSocket handshake is a GET");
    }
    if (tokens(headers, "connection").noneMatch("upgrade"::equalsIgnoreCase)) {
      return refuse(400, "the Connection field must name Upgrade");
    }
    if (!headers.all("sec-websocket-version").equals(List.of("13"))) {
      return Optional.of(
          new HttpResponse(
              426,
              Map.of(
                  "sec-websocket-version", "13",
                  "upgrade", "websocket",
                  "content-type", "text/plain; charset=utf-8"),
              "WebSocket version 13 is spoken here\n".getBytes(StandardCharsets.UTF_8)));
    }
    if (!keyIsValid(headers)) {
      return refuse(400, "the Sec-WebSocket-Key field must be 16 bytes in Base64");
    }
    if (!options.origins().isEmpty()
        && !headers
            .first("origin")
            .map(origin -> options.origins().contains(origin.toLowerCase(Locale.ROOT)))
            .orElse(false)) {
      return refuse(403, "this origin is not allowed");
    }
    // RFC 7118 section 4.1: a client that does not offer the subprotocol is not one of ours.
    if (options.subprotocol().isPresent()
        && tokens(headers, "sec-websocket-protocol")
            .noneMatch(options.subprotocol().get()::equals)) {
      return refuse(
          400, "the WebSocket subprotocol " + options.subprotocol().get() + " must be offered");
    }
    return Optional.empty();
  }

  /** The response that completes a checked handshake. */
  static ByteBuf accept(ByteBufAllocator allocator, RequestHead head, WebSocketOptions options) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("upgrade", "websocket");
    fields.put("connection", "Upgrade");
    fields.put(
        "sec-websocket-accept",
        acceptance(head.headers().first("sec-websocket-key").orElseThrow()));
    options.subprotocol().ifPresent(name -> fields.put("sec-websocket-protocol", name));
    return ResponseWriter.head(allocator, 101, fields);
  }

  static String acceptance(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key.trim() + GUID).getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static boolean keyIsValid(HttpHeaders headers) {
    List<String> keys = headers.all("sec-websocket-key");
    if (keys.size() != 1) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(keys.get(0).trim()).length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Stream<String> tokens(HttpHeaders headers, String name) {
    return headers.all(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::trim);
  }

  private static Optional<HttpResponse> refuse(int status, String reason) {
    return Optional.of(HttpResponse.text(status, reason));
  }
}
