package io.jackfield.gateway.sdp;

import java.util.List;

/**
 * The value of {@code a=group} (RFC 5888 5).
 *
 * @param semantics {@code BUNDLE}, {@code LS}, ...
 * @param mids the members' {@code mid}s in order; may be empty
 */
public record Group(String semantics, List<String> mids) {
  /** RFC 8843. */
  public static final String BUNDLE = "BUNDLE";

  /**
   * Checks that each part is one word.
   *
   * @throws SdpException if not
   */
  public Group {
    Text.word(semantics, "group semantics");
    mids = List.copyOf(mids);
    mids.forEach(mid -> Text.word(mid, "group mid"));
  }

  /** A BUNDLE group of these sections. */
  public static Group bundle(List<String> mids) {
    return new Group(BUNDLE, mids);
  }

  /**
   * Parses the value of {@code a=group}.
   *
   * @throws SdpException if it is empty
   */
  public static Group parse(String text) {
    List<String> words = Text.words(text);
    if (words.isEmpty()) {
      throw new SdpException("group '<semantics> <mid>...' expected");
    }
    return new Group(words.get(0), words.subList(1, words.size()));
  }

  /** Whether this is a BUNDLE group. */
  public boolean isBundle() {
    return semantics.equals(BUNDLE);
  }

  /** The value of {@code a=group}. */
  public String write() {
    return mids.isEmpty() ? semantics : semantics + ' ' + String.join(" ", mids);
  }
}
