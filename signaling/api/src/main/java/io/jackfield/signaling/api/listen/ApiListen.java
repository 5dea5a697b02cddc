package io.jackfield.signaling.api.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listener as it is written: {@code <transport>:<host|all>[:<port>][/<path>]}, with {@code //}
 * after the first colon if one likes.
 *
 * @param carrier transport
 * @param host an IP address, {@code localhost}, or {@code all}
 * @param port 1..65535, or 0 for one the system picks
 * @param path what a WebSocket must ask for, with its leading slash; empty for any path
 */
public record ApiListen(Carrier carrier, String host, int port, String path) {

  /** The transports of the API. */
  public enum Carrier {
    /** WebSocket. */
    WS(9010, false, true),
    /** WebSocket over TLS. */
    WSS(9011, true, true),
    /** Frames on a plain stream. */
    TCP(9010, false, false),
    /** Frames on a stream over TLS. */
    TLS(9011, true, false);

    private final int defaultPort;
    private final boolean secure;
    private final boolean webSocket;

    Carrier(int defaultPort, boolean secure, boolean webSocket) {
      this.defaultPort = defaultPort;
      this.secure = secure;
      this.webSocket = webSocket;
    }

    /**
     * Whether it needs a certificate.
     *
     * @return true for TLS and WSS
     */
    public boolean secure() {
      return secure;
    }

    /**
     * Whether it begins with an HTTP request.
     *
     * @return true for WS and WSS
     */
    public boolean webSocket() {
      return webSocket;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int LAST_PORT = 65_535;

  // Names are not looked up: that would block, and could change under us.
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<carrier>wss?|tcp|tls):(?://)?"
              + "(?<host>all|localhost|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]{2,45}])"
              + "(?::(?<port>[0-9]{1,5}))?(?<path>/[!-~]{0,255})?",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads one listener.
   *
   * @param text as written
   * @return empty when it is none
   */
  public static Optional<ApiListen> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Carrier carrier = Carrier.valueOf(matcher.group("carrier").toUpperCase(Locale.ROOT));
    String host = matcher.group("host").toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    int port =
        matcher.group("port") == null
            ? carrier.defaultPort
            : Integer.parseInt(matcher.group("port"));
    String path = matcher.group("path") == null ? "" : matcher.group("path");
    boolean fits = port <= LAST_PORT && (path.isEmpty() || carrier.webSocket()) && isAddress(host);
    return fits ? Optional.of(new ApiListen(carrier, host, port, path)) : Optional.empty();
  }

  /**
   * Reads several, separated by commas.
   *
   * @param text as written; blank for none
   * @return empty when one of them is none
   */
  public static Optional<List<ApiListen>> parseAll(String text) {
    List<ApiListen> all = new ArrayList<>();
    if (text.isBlank()) {
      return Optional.of(all);
    }
    for (String part : text.split(",", -1)) {
      Optional<ApiListen> one = parse(part);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all.add(one.get());
    }
    return Optional.of(all);
  }

  private static boolean isAddress(String host) {
    if (host.equals("all") || host.equals("localhost")) {
      return true;
    }
    if (!host.contains(":")) {
      return Arrays.stream(host.split("\\.")).allMatch(part -> Integer.parseInt(part) < 256);
    }
    try {
      // In brackets it is an address or an error; nothing is looked up.
      return InetAddress.getByName('[' + host + ']') != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Where to bind.
   *
   * @return {@code all} is 0.0.0.0
   */
  public InetSocketAddress address() {
    return switch (host) {
      case "all" -> new InetSocketAddress("0.0.0.0", port);
      case "localhost" -> new InetSocketAddress("127.0.0.1", port);
      default -> new InetSocketAddress(host, port);
    };
  }

  /**
   * The same elsewhere.
   *
   * @param newHost host
   * @param newPort port
   * @return a copy
   */
  public ApiListen at(String newHost, int newPort) {
    return new ApiListen(carrier, newHost, newPort, path);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return carrier + ":" + (host.contains(":") ? '[' + host + ']' : host) + ':' + port + path;
  }
}
