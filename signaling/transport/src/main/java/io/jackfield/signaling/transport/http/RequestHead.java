package io.jackfield.signaling.transport.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request without its body, also that of a WebSocket handshake.
 *
 * @param method e.g. {@code GET}
 * @param path percent-decoded, starts with a slash, without {@code .} and {@code ..} segments
 * @param query percent-decoded parameters in order of appearance
 * @param headers header fields
 * @param remote the peer
 * @param local our address
 * @param secure whether it came over TLS
 */
public record RequestHead(
    String method,
    String path,
    Map<String, List<String>> query,
    HttpHeaders headers,
    InetSocketAddress remote,
    InetSocketAddress local,
    boolean secure) {

  /** First value of a query parameter. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }
}
