package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.AddressImpl;
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
  private static final String REG_ID = "reg-id";

  /**
   * One contact in it.
   *
   * @param uri where
   * @param instance {@code +sip.instance}, may be empty
   * @param regId which of its flows, 0 if it gave none
   * @param q 0..1000
   * @param expires how long; zero to remove
   */
  record Wish(SipUri uri, String instance, int regId, int q, Duration expires) {}

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
      if (!(contact.getAddress().getURI() instanceof SipUri uri) || bareWithHeaders(contact, uri)) {
        throw new BadRequestException("Bad Contact Header");
      }
      wishes.add(wish(contact, uri, general.orElse(config.defaultExpires())));
    }
    if (wishes.stream().filter(wish -> wish.regId() > 0 && !wish.expires().isZero()).count() > 1) {
      // RFC 5626 4.2.1: one flow a request.
      throw new BadRequestException("Several reg-id");
    }
    return new RegisterRequest(false, wishes);
  }

  /** Whether it asks for an outbound registration (RFC 5626 6). */
  boolean outbound() {
    return contacts.stream().anyMatch(wish -> wish.regId() > 0);
  }

  /** RFC 3261 20: a URI with a question mark must stand in angle brackets. */
  private static boolean bareWithHeaders(Contact contact, SipUri uri) {
    return contact.getAddress() instanceof AddressImpl address
        && address.getAddressType() == AddressImpl.ADDRESS_SPEC
        && uri.getHeaderNames().hasNext();
  }

  private static Wish wish(Contact contact, SipUri uri, Duration general) {
    int seconds = contact.getExpires();
    Duration expires = seconds < 0 ? general : Duration.ofSeconds(seconds);
    String instance = contact.getParameter(INSTANCE);
    String regId = contact.getParameter(REG_ID);
    // RFC 5626 4.2: without an instance it means nothing.
    boolean flow = instance != null && regId != null && regId.matches("[1-9]\\d{0,8}");
    float q = contact.getQValue();
    return new Wish(
        uri,
        instance == null ? "" : instance,
        flow ? Integer.parseInt(regId) : 0,
        q < 0 || q > 1 ? 1_000 : Math.round(q * 1_000),
        expires);
  }
}
