package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPMessage;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.stack.ListeningAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.address.URI;
import javax.sip.header.Header;

/** Addresses and URIs of ours, and what a peer's tell about it. */
final class Addresses {

  private static final String MARKS = "-_.!~*'()&=+$,;?/";
  private static final String CONTACT_USER = "jackfield";

  /** One Contact for each listener, shared by all messages: nothing changes it. */
  private static final Map<ListeningAddress, ContactList> CONTACTS = new ConcurrentHashMap<>();

  private Addresses() {}

  /** A SIP URI. */
  static SipUri uri(Optional<String> user, String host) {
    try {
      SipUri uri = new SipUri();
      if (user.isPresent()) {
        uri.setUser(escaped(user.get()));
      }
      uri.setHost(host);
      return uri;
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a SIP host: " + host, e);
    }
  }

  /** A user part that can end neither its URI nor its header (RFC 3261 25.1, "user"). */
  static String escaped(String user) {
    StringBuilder out = new StringBuilder(user.length());
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain =
          c >= '0' && c <= '9'
              || c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || MARKS.indexOf(c) >= 0
              || c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2);
      if (plain) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isHex(byte[] bytes, int at) {
    return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
  }

  /** A name and address. */
  static AddressImpl address(Optional<String> name, URI uri) {
    AddressImpl address = new AddressImpl();
    address.setURI(uri);
    name.filter(n -> !n.isBlank()).ifPresent(n -> address.setDisplayName(clean(n)));
    return address;
  }

  /** A display name must not end its quoted string or its line (RFC 3261 25.1). */
  private static String clean(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(c < ' ' || c == '"' || c == '\\' || c == 0x7f ? ' ' : c);
    }
    return out.toString();
  }

  /** Who wants not to be known (RFC 3323 4.1.1.3). */
  static AddressImpl anonymous() {
    return address(Optional.of("Anonymous"), uri(Optional.of("anonymous"), "anonymous.invalid"));
  }

  /** Who the peer says it is, from an address. */
  static PartyInfo party(javax.sip.address.Address address) {
    Optional<String> number =
        address.getURI() instanceof SipUri uri
            ? Optional.ofNullable(uri.getUser())
            : Optional.of(address.getURI().toString());
    Optional<String> name =
        Optional.ofNullable(address.getDisplayName()).map(String::strip).filter(n -> !n.isEmpty());
    return new PartyInfo(name, number, Map.of());
  }

  /** Adds our Contact as seen on a listener. */
  static <M extends SIPMessage> M contact(M message, ListeningAddress address) {
    message.setHeader((Header) CONTACTS.computeIfAbsent(address, Addresses::contact));
    return message;
  }

  private static ContactList contact(ListeningAddress address) {
    try {
      SipUri uri = uri(Optional.of(CONTACT_USER), address.host());
      uri.setPort(address.port());
      if (!address.uriTransport().equals("udp")) {
        uri.setTransportParam(address.uriTransport());
      }
      Contact contact = new Contact();
      contact.setAddress(address(Optional.empty(), uri));
      ContactList list = new ContactList();
      list.add(contact);
      return list;
    } catch (ParseException e) {
      throw new IllegalStateException("our contact was refused: " + address, e);
    }
  }
}
