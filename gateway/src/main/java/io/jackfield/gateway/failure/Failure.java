package io.jackfield.gateway.failure;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One failure, or one end of something, as it is told to others.
 *
 * @param name the reason's name; for logs and metrics, never on the wire
 * @param code the code on the wire
 * @param text the text on the wire; may be empty
 * @param signalling how SIP and Verto are told
 */
public record Failure(String name, int code, String text, Signalling signalling) {

  /** Refuses nulls. */
  public Failure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(signalling, "signalling");
  }

  /**
   * A failure of a reason whose text has nothing to fill in.
   *
   * @throws IllegalArgumentException if the reason's text needs values
   */
  public static Failure of(Reason reason) {
    return of(reason, new Object[0]);
  }

  /**
   * A failure of a reason with the blanks of its text filled in order.
   *
   * @throws IllegalArgumentException if the number of values is wrong
   */
  public static Failure of(Reason reason, Object... args) {
    return new Failure(reason.wireName(), reason.code(), reason.text(args), reason.signalling());
  }

  /**
   * The same failure with more to say: the text is followed by a colon and the detail. Name, code
   * and signalling stay.
   *
   * @param detail for the person who reads it, e.g. which line of a description is wrong
   */
  public Failure withDetail(String detail) {
    return detail.isBlank() ? this : new Failure(name, code, text + ": " + detail, signalling);
  }

  /**
   * A failure of an internal reason known by its name only; one that the table lacks becomes 999999
   * with its name as text.
   */
  public static Failure ofName(String name) {
    return Reason.byName(name)
        .filter(reason -> reason.arguments() == 0)
        .map(Failure::of)
        .orElseGet(() -> new Failure(name, Reason.UNLISTED_CODE, name, Signalling.OTHER));
  }

  /** A failure of the reason a final response (300..699) to our INVITE stands for. */
  public static Failure ofSipResponse(int status) {
    return of(Reason.ofSipResponse(status));
  }

  /**
   * What a client gave in {@code code} and {@code reason}: passed through unchanged, and completed
   * where one is missing.
   *
   * <ul>
   *   <li>Neither: the default.
   *   <li>Code alone: the text of that code, or of that Q.850 cause if 0..127, else empty.
   *   <li>Reason alone: code 0 if the default is {@link Reason#USER_STOP} (session destroy); "API
   *       hangup: ..." if it is {@link Reason#API_HANGUP}; else the default's code.
   * </ul>
   *
   * <p>Signalling: a code of 0..127 is a Q.850 cause; a code of the table maps as its row; any
   * other maps as the default does.
   *
   * @param byDefault the reason of the command that was given; its text needs no values
   */
  public static Failure ofClient(OptionalInt code, Optional<String> reason, Reason byDefault) {
    if (code.isEmpty()) {
      return reason.map(text -> textAlone(text, byDefault)).orElseGet(() -> of(byDefault));
    }
    int given = code.getAsInt();
    if (Q850.isCause(given)) {
      return new Failure(
          byDefault.wireName(),
          given,
          reason.orElseGet(() -> Q850.name(given)),
          Signalling.ofCause(given));
    }
    Optional<Reason> row = Reason.byCode(given);
    Reason known = row.orElse(byDefault);
    String fallback = row.filter(r -> r.arguments() == 0).map(Reason::template).orElse("");
    return new Failure(known.wireName(), given, reason.orElse(fallback), known.signalling());
  }

  private static Failure textAlone(String text, Reason byDefault) {
    return switch (byDefault) {
      case USER_STOP -> new Failure(byDefault.wireName(), 0, text, byDefault.signalling());
      case API_HANGUP -> of(Reason.API_HANGUP_REASON, text);
      default -> new Failure(byDefault.wireName(), byDefault.code(), text, byDefault.signalling());
    };
  }

  /** Whether this is a failure of that reason, whatever its text. */
  public boolean is(Reason reason) {
    return name.equals(reason.wireName());
  }

  /** The plain row of the table with this name; empty for an unlisted internal reason. */
  public Optional<Reason> reason() {
    return Reason.byName(name);
  }

  /** The cause: 0..127 by Q.850, above that FreeSWITCH's numbering. */
  public int q850() {
    return signalling.q850();
  }

  /** The final SIP status for a pending inbound INVITE that ends with this failure. */
  public int sipStatus() {
    return signalling.sipStatus();
  }

  /** The {@code cause} of {@code verto.bye}. */
  public String vertoCause() {
    return signalling.vertoCause();
  }

  /** The {@code causeCode} of {@code verto.bye}. */
  public int vertoCode() {
    return signalling.vertoCode();
  }

  /**
   * The value of the Reason header (RFC 3326) for a CANCEL or BYE that ends a leg with this
   * failure. A branch that lost the race gets {@code SIP;cause=200} so that phones do not list a
   * missed call.
   */
  public String reasonHeader() {
    if (signalling == Signalling.LOSE_RACE) {
      return "SIP;cause=200;text=\"Call completed elsewhere\"";
    }
    return "Q.850;cause=" + signalling.headerCause() + ";text=\"" + quoted(text) + '"';
  }

  /** RFC 3261 25.1 quoted-string; a client's text must not be able to end a header. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(c < ' ' || c == 0x7f ? ' ' : c);
      }
    }
    return out.toString();
  }
}
