package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.signaling.sip.stack.Flow;
import java.time.Instant;

/**
 * One contact of an address of record.
 *
 * @param aor address of record, {@code user@domain}
 * @param contact the contact's URI; a Request-URI for it is a copy
 * @param instance value of {@code +sip.instance}, empty if the client gave none
 * @param q preference, 0..1000
 * @param callId of the REGISTER that made or refreshed it
 * @param cseq of that REGISTER
 * @param expires when it ends
 * @param flow how it came
 * @param natted whether the client's own idea of its address differs from where it came from, so
 *     that only the flow's address reaches it
 */
public record Binding(
    String aor,
    SipUri contact,
    String instance,
    int q,
    String callId,
    long cseq,
    Instant expires,
    Flow flow,
    boolean natted) {

  /**
   * Whether it still holds. A WebSocket client cannot be connected to (RFC 7118 5), so its contact
   * ends with its connection.
   */
  public boolean live(Instant now) {
    return expires.isAfter(now) && (flow.isOpen() || !flow.kind().webSocket());
  }

  /** Whether another one is about the same contact (RFC 3261 10.3, RFC 5626 6). */
  boolean sameContact(Binding other) {
    return instance.isEmpty() || other.instance.isEmpty()
        ? contact.equals(other.contact)
        : instance.equals(other.instance);
  }
}
