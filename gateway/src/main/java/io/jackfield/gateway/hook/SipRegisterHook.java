package io.jackfield.gateway.hook;

import java.util.Optional;

/** Somebody registers by SIP. */
public final class SipRegisterHook {

  private SipRegisterHook() {}

  /**
   * Who wants to.
   *
   * @param aor address of record, {@code user@domain}
   * @param contact the first contact as written; empty for a query
   * @param remote e.g. {@code udp:198.51.100.4:5060}
   * @param user name in the credentials, or of the address of record
   */
  public record Question(String aor, String contact, String remote, String user) {}

  /**
   * Whether it may.
   *
   * @param verdict yes or no
   * @param password what its digest must be made with; empty when the holder vouches for it
   */
  public record Answer(Verdict verdict, Optional<String> password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Answer[verdict=" + verdict + "]";
    }
  }
}
