package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.signaling.sip.stack.Flow;
import java.time.Instant;
import java.util.List;

/**
 * One contact of an address of record.
 *
 * @param aor address of record, {@code user@domain}
 * @param contact the contact's URI; a Request-URI for it is a copy
 * @param instance value of {@code +sip.instance}, empty if the client gave none
 * @param regId which of its flows (RFC 5626 4.2), 0 if it is no outbound registration
 * @param q preference, 0..1000
 * @param callId of the REGISTER that made or refreshed it
 * @param cseq of that REGISTER
 * @param expires when it ends
 * @param flow how it came
 * @param natted whether the client's own idea of its address differs from where it came from, so
 *     that only the flow's address reaches it
 * @param path URIs of the proxies on the way to it (RFC 3327), in order
 */
public record Binding(
    String aor,
    SipUri contact,
    String instance,
    int regId,
    int q,
    String callId,
    long cseq,
    Instant expires,
    Flow flow,
    boolean natted,
    List<String> path) {

  /** Copies the path. */
  public Binding {
    path = List.copyOf(path);
  }

  /**
   * Whether it still holds. A WebSocket client cannot be connected to (RFC 7118 5), so its contact
   * ends with its connection, unless it said that it will come back (RFC 5626).
   */
  public boolean live(Instant now) {
    return expires.isAfter(now) && (flow.isOpen() || !flow.kind().webSocket() || regId > 0);
  }

  /** Whether a request would get to it now. */
  public boolean reachable() {
    return flow.isOpen() || !path.isEmpty();
  }

  /** Whether another one is about the same contact (RFC 3261 10.3, RFC 5626 6). */
  boolean sameContact(Binding other) {
    return instance.isEmpty() || other.instance.isEmpty()
        ? contact.equals(other.contact)
        : instance.equals(other.instance) && regId == other.regId;
  }
}
