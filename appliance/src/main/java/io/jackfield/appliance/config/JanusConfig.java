package io.jackfield.appliance.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One Janus that the gateway uses as media engine (backend-janus.md).
 *
 * @param name its name among them
 * @param url its WebSocket API, {@code ws:} or {@code wss:}
 * @param secret its {@code api_secret}
 */
public record JanusConfig(String name, URI url, Optional<String> secret) {

  static List<JanusConfig> read(Section top) {
    List<JanusConfig> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : top.list("janus")) {
      try (section) {
        String name = section.text("name", "janus-" + (all.size() + 1));
        if (!names.add(name)) {
          section.problem("name", "there is another Janus of this name");
        }
        Optional<String> secret = section.secret("secret");
        Optional<URI> url = section.text("url").flatMap(JanusConfig::webSocket);
        if (url.isEmpty()) {
          section.problem("url", "expected an address such as ws://127.0.0.1:8188");
        } else {
          all.add(new JanusConfig(name, url.get(), secret));
        }
      }
    }
    return all;
  }

  private static Optional<URI> webSocket(String text) {
    try {
      URI url = new URI(text);
      boolean known = "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
      return known && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "JanusConfig[name=" + name + ", url=" + url + "]";
  }
}
