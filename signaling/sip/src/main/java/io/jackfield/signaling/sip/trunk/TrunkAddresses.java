package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import java.text.ParseException;
import java.util.Optional;

/** Name-addresses for requests to a trunk. */
final class TrunkAddresses {

  private TrunkAddresses() {}

  static AddressImpl of(SipUri uri) {
    AddressImpl address = new AddressImpl();
    address.setURI(uri);
    return address;
  }

  static AddressImpl of(Optional<String> user, String host) {
    try {
      SipUri uri = new SipUri();
      if (user.isPresent()) {
        uri.setUser(user.get());
      }
      uri.setHost(host);
      return of(uri);
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a SIP host: " + host, e);
    }
  }
}
