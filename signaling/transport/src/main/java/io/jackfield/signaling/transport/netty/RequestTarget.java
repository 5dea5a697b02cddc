package io.jackfield.signaling.transport.netty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed request target (RFC 9112 section 3.2), origin or absolute form.
 *
 * @param path decoded; starts with a slash
 * @param query decoded parameters
 */
record RequestTarget(String path, Map<String, List<String>> query) {

  private static final int MAX_PARAMETERS = 256;

  static RequestTarget parse(String target) throws BadRequest {
    String origin = stripAuthority(target);
    int fragment = origin.indexOf('#');
    if (!origin.startsWith("/") || fragment >= 0) {
      throw new BadRequest(400, "the request target must be a path");
    }
    int mark = origin.indexOf('?');
    String path = decode(mark < 0 ? origin : origin.substring(0, mark), false);
    checkSegments(path);
    return new RequestTarget(path, mark < 0 ? Map.of() : query(origin.substring(mark + 1)));
  }

  private static String stripAuthority(String target) throws BadRequest {
    if (!target.regionMatches(true, 0, "http://", 0, 7)
        && !target.regionMatches(true, 0, "https://", 0, 8)) {
      return target;
    }
    int authority = target.indexOf("//") + 2;
    int end = authority;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    if (end == authority) {
      throw new BadRequest(400, "the request target names no host");
    }
    return target.startsWith("/", end) ? target.substring(end) : "/" + target.substring(end);
  }

  /** Clients resolve dot segments themselves (RFC 3986 section 5.2.4); one here is an attack. */
  private static void checkSegments(String path) throws BadRequest {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < 0x20 || c == 0x7f || c == '\\') {
        throw new BadRequest(400, "the path has a forbidden character");
      }
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new BadRequest(400, "the path has a dot segment");
      }
    }
  }

  private static Map<String, List<String>> query(String text) throws BadRequest {
    Map<String, List<String>> query = new LinkedHashMap<>();
    String[] parts = text.split("&", MAX_PARAMETERS + 1);
    if (parts.length > MAX_PARAMETERS) {
      throw new BadRequest(400, "too many query parameters");
    }
    for (String part : parts) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals), true);
        String value = equals < 0 ? "" : decode(part.substring(equals + 1), true);
        query.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      }
    }
    return query;
  }

  private static String decode(String text, boolean plusIsSpace) throws BadRequest {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != '%' && c < 0x80 && !(plusIsSpace && c == '+');
    }
    if (plain) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
        if (low < 0) {
          throw new BadRequest(400, "bad percent-encoding");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c > 0x7f) {
        // The decoder hands over octets as ISO 8859-1.
        bytes.write(c);
      } else {
        bytes.write(plusIsSpace && c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadRequest(400, "the request target is not UTF-8");
    }
  }
}
