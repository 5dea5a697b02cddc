package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The Service-Route a registrar gives (RFC 3608): where our further requests shall go through. */
final class ServiceRoutes {

  private ServiceRoutes() {}

  static List<AddressImpl> of(SIPResponse response) {
    List<AddressImpl> routes = new ArrayList<>();
    Iterator<?> all = response.getHeaders("Service-Route");
    while (all.hasNext()) {
      if (all.next() instanceof AddressParametersHeader route
          && route.getAddress() instanceof AddressImpl address) {
        routes.add(address);
      }
    }
    return List.copyOf(routes);
  }
}
