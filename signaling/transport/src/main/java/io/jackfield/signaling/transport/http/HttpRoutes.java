package io.jackfield.signaling.transport.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is found under which path. An exact path wins over prefixes, a longer prefix over a shorter
 * one. A prefix ends with a slash and matches all paths below it. A path may have HTTP methods,
 * static content and a WebSocket endpoint at once. Immutable.
 */
public final class HttpRoutes {

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

  /**
   * What stands at one path or prefix.
   *
   * @param handlers by method
   * @param content static files, prefixes only
   * @param endpoint finds the WebSocket endpoint
   */
  public record Route(
      Map<String, HttpHandler> handlers,
      Optional<StaticContent> content,
      Optional<WebSocketSource> endpoint) {

    /** Copies the map. */
    public Route {
      handlers = Map.copyOf(handlers);
    }
  }

  /**
   * A route with the path that led to it.
   *
   * @param prefix the exact path or prefix it stands at
   * @param rest what follows a prefix, without a leading slash; empty for an exact path
   * @param route the route
   */
  public record Match(String prefix, String rest, Route route) {}

  private final Map<String, Route> routes;

  private HttpRoutes(Map<String, Route> routes) {
    this.routes = Map.copyOf(routes);
  }

  /** Starts a table. */
  public static Builder builder() {
    return new Builder();
  }

  /** Finds the route of a decoded path. */
  public Optional<Match> match(String path) {
    Route exact = routes.get(path);
    if (exact != null) {
      return Optional.of(new Match(path, "", exact));
    }
    for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
      Route route = routes.get(path.substring(0, slash + 1));
      if (route != null) {
        return Optional.of(
            new Match(path.substring(0, slash + 1), path.substring(slash + 1), route));
      }
      if (slash == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Whether a path without its final slash is a prefix, so that a redirect helps. */
  public boolean hasPrefix(String path) {
    return routes.containsKey(path + "/");
  }

  /** Collects routes; a second entry for the same path and method is refused. */
  public static final class Builder {

    private static final Route EMPTY = new Route(Map.of(), Optional.empty(), Optional.empty());

    private final Map<String, Route> routes = new LinkedHashMap<>();

    private Builder() {}

    /** Handles GET and HEAD; the server leaves the body of a HEAD response out. */
    public Builder get(String path, HttpHandler handler) {
      handle("GET", path, handler);
      return handle("HEAD", path, handler);
    }

    /** Handles POST. */
    public Builder post(String path, HttpHandler handler) {
      return handle("POST", path, handler);
    }

    /**
     * Handles one method.
     *
     * @param path starts with a slash; with one at its end it is a prefix
     */
    public Builder handle(String method, String path, HttpHandler handler) {
      if (!METHODS.contains(method)) {
        throw new IllegalArgumentException("unsupported method " + method);
      }
      Route old = at(path);
      if (old.handlers.containsKey(method)) {
        throw new IllegalArgumentException("second handler for " + method + " " + path);
      }
      Map<String, HttpHandler> handlers = new LinkedHashMap<>(old.handlers);
      handlers.put(method, handler);
      routes.put(path, new Route(handlers, old.content, old.endpoint));
      return this;
    }

    /**
     * Serves static files.
     *
     * @param prefix ends with a slash
     */
    public Builder content(String prefix, StaticContent content) {
      Route old = at(prefix);
      if (!prefix.endsWith("/") || old.content.isPresent()) {
        throw new IllegalArgumentException("content needs a prefix of its own: " + prefix);
      }
      routes.put(prefix, new Route(old.handlers, Optional.of(content), old.endpoint));
      return this;
    }

    /** Accepts WebSockets at an exact path or prefix; prefix {@code /} accepts any path. */
    public Builder webSocket(String path, WebSocketEndpoint endpoint) {
      return webSocket(path, head -> Optional.of(endpoint));
    }

    /** The same with an endpoint that is looked up at each handshake. */
    public Builder webSocket(String path, WebSocketSource endpoint) {
      Route old = at(path);
      if (old.endpoint.isPresent()) {
        throw new IllegalArgumentException("second WebSocket endpoint for " + path);
      }
      routes.put(path, new Route(old.handlers, old.content, Optional.of(endpoint)));
      return this;
    }

    /** The table. */
    public HttpRoutes build() {
      return new HttpRoutes(routes);
    }

    private Route at(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("a path starts with a slash: " + path);
      }
      return routes.getOrDefault(path, EMPTY);
    }
  }

  /** Paths in the table, for the log and tests. */
  public List<String> paths() {
    return routes.keySet().stream().sorted().toList();
  }
}
