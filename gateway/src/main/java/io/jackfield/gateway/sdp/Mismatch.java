package io.jackfield.gateway.sdp;

import java.util.List;

/**
 * Why an m-section had to be refused, in the terms of the Warning header (RFC 3261 20.43).
 *
 * @param warnCode 304 media type not available, 305 incompatible media format
 * @param text for people; names the m-line and, for 305, both codec lists
 */
public record Mismatch(int warnCode, String text) {
  /** Media type not available. */
  public static final int MEDIA_TYPE = 304;

  /** Incompatible media format. */
  public static final int MEDIA_FORMAT = 305;

  static Mismatch type(int index, MediaDescription offered, List<MediaCapability> own) {
    String types = String.join(" ", own.stream().map(MediaCapability::type).distinct().toList());
    return new Mismatch(
        MEDIA_TYPE,
        "m-line " + index + " (" + offered.type() + "): not supported; supported " + shown(types));
  }

  static Mismatch codecs(int index, MediaDescription offered, List<Codec> own) {
    return new Mismatch(
        MEDIA_FORMAT,
        "m-line "
            + index
            + " ("
            + offered.type()
            + "): no common codec; offered "
            + shown(names(offered))
            + "; supported "
            + shown(names(own)));
  }

  private static String names(MediaDescription offered) {
    List<Codec> codecs = offered.codecs();
    return codecs.isEmpty() ? String.join(" ", offered.formats()) : names(codecs);
  }

  private static String names(List<Codec> codecs) {
    return String.join(
        " ", codecs.stream().map(Codec::encoding).map(Mismatch::plain).distinct().toList());
  }

  /** Keeps a peer's text from ending the quoted string it will stand in. */
  private static String plain(String text) {
    return text.replace('"', '\'').replace('\\', '/');
  }

  private static String shown(String list) {
    return list.isEmpty() ? "none" : plain(list);
  }

  /**
   * The value of a Warning header.
   *
   * @param agent who warns: host, host:port or a pseudonym; no blanks
   */
  public String header(String agent) {
    return warnCode + " " + agent + " \"" + text + '"';
  }
}
