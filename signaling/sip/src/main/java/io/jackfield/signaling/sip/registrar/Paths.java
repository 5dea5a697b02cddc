package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The Path of a REGISTER (RFC 3327): proxies that requests to its contact shall go through. */
final class Paths {

  private Paths() {}

  /** Their URIs, in the order in which requests pass them. */
  static List<String> of(SIPRequest register) {
    List<String> path = new ArrayList<>();
    Iterator<?> all = register.getHeaders("Path");
    while (all.hasNext()) {
      if (all.next() instanceof AddressParametersHeader proxy) {
        path.add(proxy.getAddress().getURI().toString());
      }
    }
    return path;
  }

  /** Whether the proxy next to the client keeps its flow (RFC 5626 5.1): it says so by "ob". */
  static boolean keepsFlow(SIPRequest register) {
    Object last = null;
    Iterator<?> all = register.getHeaders("Path");
    while (all.hasNext()) {
      last = all.next();
    }
    return last instanceof AddressParametersHeader proxy
        && proxy.getAddress().getURI() instanceof SipUri uri
        && uri.hasParameter("ob");
  }
}
