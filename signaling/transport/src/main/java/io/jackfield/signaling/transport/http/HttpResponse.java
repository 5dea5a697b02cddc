package io.jackfield.signaling.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A response. The server adds length, date, connection and security header fields.
 *
 * @param status e.g. 200
 * @param headers header fields; these win over those the server would add
 * @param body not copied; must not be changed afterwards
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

  /** Copies the header fields. */
  public HttpResponse {
    headers = Map.copyOf(headers);
  }

  /** A body with its type. */
  public static HttpResponse of(int status, String contentType, byte[] body) {
    return new HttpResponse(status, Map.of("content-type", contentType), body);
  }

  /** Text in UTF-8 with its type, e.g. {@code application/json}. */
  public static HttpResponse of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Plain text; a newline is added. */
  public static HttpResponse text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body + "\n");
  }

  /** A redirect (307) to another address. */
  public static HttpResponse redirect(String location) {
    return new HttpResponse(307, Map.of("location", location), new byte[0]);
  }
}
