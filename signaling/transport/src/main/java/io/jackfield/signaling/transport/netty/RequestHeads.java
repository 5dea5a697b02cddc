package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpHeaders;
import io.jackfield.signaling.transport.http.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns decoded requests into the module's own form, or says what is wrong with them. */
final class RequestHeads {

  private RequestHeads() {}

  static RequestHead of(
      HttpRequest request, InetSocketAddress remote, InetSocketAddress local, boolean secure)
      throws BadRequest {
    checkDecoded(request.decoderResult().cause());
    HttpVersion version = request.protocolVersion();
    if (version.majorVersion() != 1) {
      throw new BadRequest(505, "HTTP/1.1 is spoken here");
    }
    // RFC 9112 section 3.2: exactly one Host, except from HTTP/1.0.
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || hosts == 0 && version.minorVersion() > 0) {
      throw new BadRequest(400, "exactly one Host field is needed");
    }
    RequestTarget target = RequestTarget.parse(request.uri());
    return new RequestHead(
        request.method().name(),
        target.path(),
        target.query(),
        headers(request),
        remote,
        local,
        secure);
  }

  /** Translates the decoder's complaint, if there is one. */
  static void checkDecoded(Throwable failure) throws BadRequest {
    if (failure instanceof TooLongHttpLineException) {
      throw new BadRequest(414, "the request line is too long");
    } else if (failure instanceof TooLongHttpHeaderException) {
      throw new BadRequest(431, "the header fields are too long");
    } else if (failure != null) {
      String words = Optional.ofNullable(failure.getMessage()).orElse("not HTTP");
      throw new BadRequest(400, "malformed request: " + printable(words));
    }
  }

  private static String printable(String words) {
    StringBuilder out = new StringBuilder();
    words.chars().limit(100).forEach(c -> out.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return out.toString();
  }

  private static HttpHeaders headers(HttpRequest request) {
    Map<String, List<String>> fields = new TreeMap<>();
    request
        .headers()
        .iteratorCharSequence()
        .forEachRemaining(
            field ->
                fields
                    .computeIfAbsent(
                        field.getKey().toString().toLowerCase(Locale.ROOT),
                        name -> new ArrayList<>(1))
                    .add(field.getValue().toString()));
    return new HttpHeaders(fields);
  }
}
