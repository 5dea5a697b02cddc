package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;

/**
 * The branch of a client older than RFC 3261, or of the magic cookie alone (RFC 4475 3.2.1), which
 * identifies nothing by itself (17.2.3). The stack would compare such a request with every
 * transaction it has; so it gets a branch of our making, from the fields that identify it, and its
 * answers get the old one back.
 *
 * @param ours what the stack sees
 * @param theirs as it came; empty if there was none
 */
record OldBranch(String ours, String theirs) {

  private static final String COOKIE = "z9hg4bk";

  /** Whether a branch, or null for none, is one of a client older than RFC 3261 (8.1.1.7). */
  static boolean isOld(String branch) {
    return branch == null
        || branch.length() <= COOKIE.length()
        || !branch.toLowerCase(Locale.ROOT).startsWith(COOKIE);
  }

  /** Replaces the branch of a request if it is an old one. */
  static void hide(SIPRequest request) throws ParseException {
    Via via = request.getTopmostVia();
    String branch = via.getBranch();
    if (!isOld(branch)) {
      return;
    }
    String key =
        request.getCallId().getCallId()
            + '|'
            + request.getFromTag()
            + '|'
            + request.getCSeq().getSeqNumber()
            + '|'
            + via.getSentByField();
    String ours =
        "z9hG4bKold"
            + Integer.toHexString(key.hashCode())
            + Integer.toHexString(new StringBuilder(key).reverse().toString().hashCode());
    request.setApplicationData(new OldBranch(ours, branch == null ? "" : branch));
    via.setBranch(ours);
  }

  /** Gives an encoded answer the client's own branch back. */
  byte[] restore(byte[] response) {
    String text = new String(response, StandardCharsets.ISO_8859_1);
    String instead = theirs.isEmpty() ? "" : ";branch=" + theirs;
    return text.replace(";branch=" + ours, instead).getBytes(StandardCharsets.ISO_8859_1);
  }
}
