package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ExpiresHeader;

/**
 * What a REGISTER asks for.
 *
 * @param removeAll {@code Contact: *}
 * @param contacts in order
 */
record RegisterRequest(boolean removeAll, List<Wish> contacts) {

  private static final String INSTANCE = "+sip.instance";

  /**
   * One contact in it.
   *
   * @param uri where
   * @param instance {@code +sip.instance}, may be empty
   * @param q 0..1000
   * @param expires how long; zero to remove
   */
  record Wish(SipUri uri, String instance, int q, Duration expires) {}

  /** Something the client got wrong; the text is the reason phrase of a 400. */
  static final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String reason) {
      super(reason, null, false, false);
    }
  }

  static RegisterRequest of(SIPRequest request, RegistrarConfig config) throws BadRequestException {
    ContactList contacts = request.getContactHeaders();
    ExpiresHeader header = request.getExpires();
    Optional<Duration> general =
        Optional.ofNullable(header).map(h -> Duration.ofSeconds(Math.max(0, h.getExpires())));
    if (contacts == null) {
      return new RegisterRequest(false, List.of());
    }
    List<Wish> wishes = new ArrayList<>();
    for (Contact contact : contacts) {
      if (contact.getWildCardFlag()) {
        // RFC 3261 10.3 step 6: alone, and with Expires: 0.
        if (contacts.size() > 1 || general.isEmpty() || !general.get().isZero()) {
          throw new BadRequestException("Bad Contact Header");
        }
        return new RegisterRequest(true, List.of());
      }
      if (!(contact.getAddress().getURI() instanceof SipUri uri)) {
        throw new BadRequestException("Bad Contact Header");
      }
      wishes.add(wish(contact, uri, general.orElse(config.defaultExpires())));
    }
    return new RegisterRequest(false, wishes);
  }

  private static Wish wish(Contact contact, SipUri uri, Duration general) {
    int seconds = contact.getExpires();
    Duration expires = seconds < 0 ? general : Duration.ofSeconds(seconds);
    String instance = contact.getParameter(INSTANCE);
    float q = contact.getQValue();
    return new Wish(
        uri,
        instance == null ? "" : instance,
        q < 0 || q > 1 ? 1_000 : Math.round(q * 1_000),
        expires);
  }
}
