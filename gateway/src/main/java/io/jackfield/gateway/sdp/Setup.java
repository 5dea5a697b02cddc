package io.jackfield.gateway.sdp;

import java.util.Locale;

/** Who opens the DTLS association (RFC 4145 4, RFC 5763 5). */
public enum Setup {
  /** The writer opens it: DTLS client. */
  ACTIVE,
  /** The writer waits: DTLS server. */
  PASSIVE,
  /** Either; the answer decides. */
  ACTPASS,
  /** Nobody yet. */
  HOLDCONN;

  /**
   * Parses the value of {@code a=setup}.
   *
   * @throws SdpException for any other text
   */
  public static Setup parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "active" -> ACTIVE;
      case "passive" -> PASSIVE;
      case "actpass" -> ACTPASS;
      case "holdconn" -> HOLDCONN;
      default ->
          throw new SdpException(
              "setup 'active', 'passive', 'actpass' or 'holdconn' expected, got "
                  + Text.quote(text));
    };
  }

  /**
   * The role to answer this one with (RFC 4145 4.1).
   *
   * @param preferred what to take where the offer leaves the choice: ACTIVE (RFC 5763 5 advises it)
   *     or PASSIVE
   */
  public Setup answer(Setup preferred) {
    return switch (this) {
      case ACTIVE -> PASSIVE;
      case PASSIVE -> ACTIVE;
      case ACTPASS -> preferred;
      case HOLDCONN -> HOLDCONN;
    };
  }

  /** The value of {@code a=setup}. */
  public String write() {
    return name().toLowerCase(Locale.ROOT);
  }
}
