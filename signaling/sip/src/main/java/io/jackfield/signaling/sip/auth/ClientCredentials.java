package io.jackfield.signaling.sip.auth;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.Tags;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/**
 * What we answer challenges with (RFC 3261 22.2).
 *
 * @param user user name
 * @param password clear text; never logged
 */
public record ClientCredentials(String user, String password) {

  /**
   * Adds credentials to a request that was challenged.
   *
   * @param request the request to send instead, without credentials
   * @param challenge the 401 or 407
   * @return false if no challenge in it is one we can answer
   */
  public boolean answer(SIPRequest request, SIPResponse challenge) {
    boolean proxy = challenge.getStatusCode() == 407;
    Iterator<SIPHeader> all =
        challenge.getHeaders(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
    while (all.hasNext()) {
      if (all.next() instanceof AuthenticationHeader header
          && "Digest".equalsIgnoreCase(header.getScheme())) {
        // RFC 8760 2.4: the first one we know is the one the server likes best.
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(header.getAlgorithm());
        if (algorithm.isPresent()) {
          Headers.text(
              request,
              proxy ? "Proxy-Authorization" : "Authorization",
              value(request, header, algorithm.get()));
          return true;
        }
      }
    }
    return false;
  }

  private String value(
      SIPRequest request, AuthenticationHeader challenge, DigestAlgorithm algorithm) {
    String uri = request.getRequestURI().toString();
    String realm = text(challenge.getRealm());
    String nonce = text(challenge.getNonce());
    String offered = text(challenge.getParameter("qop")).toLowerCase(Locale.ROOT);
    String qop = offered.matches("(.*,)?\\s*auth\\s*(,.*)?") ? "auth" : "";
    String cnonce = Tags.next();
    String nc = "00000001";
    String ha1 = algorithm.hash(user + ':' + realm + ':' + password);
    String response =
        DigestResponse.of(algorithm, ha1, request.getMethod(), uri, nonce, qop, nc, cnonce);
    StringBuilder out = new StringBuilder(256);
    out.append("Digest username=\"").append(user);
    out.append("\", realm=\"").append(realm);
    out.append("\", nonce=\"").append(nonce);
    out.append("\", uri=\"").append(uri);
    out.append("\", response=\"").append(response);
    out.append("\", algorithm=").append(algorithm.wireName());
    String opaque = text(challenge.getOpaque());
    if (!opaque.isEmpty()) {
      out.append(", opaque=\"").append(opaque).append('"');
    }
    if (!qop.isEmpty()) {
      out.append(", qop=auth, nc=").append(nc).append(", cnonce=\"").append(cnonce).append('"');
    }
    return out.toString();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** Shows the user alone. */
  @Override
  public String toString() {
    return "ClientCredentials[" + user + "]";
  }
}
