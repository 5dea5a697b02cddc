package io.jackfield.signaling.transport.netty;

import java.nio.charset.StandardCharsets;

/** Makes Location fields from decoded paths. */
final class Redirects {

  private Redirects() {}

  /** The encoded path with a slash added; it can only lead to this server. */
  static String withSlash(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || "/-._~".indexOf(b) >= 0;
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    // Two slashes in front would name another host.
    int start = 0;
    while (start + 1 < out.length() && out.charAt(start + 1) == '/') {
      start++;
    }
    return out.substring(start) + "/";
  }
}
