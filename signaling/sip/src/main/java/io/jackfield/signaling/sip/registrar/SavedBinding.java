package io.jackfield.signaling.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A binding in the form in which it outlives the process: everything but its flow, of which only
 * transport and address are left.
 *
 * @param aor address of record
 * @param contact URI
 * @param instance value of {@code +sip.instance}, may be empty
 * @param regId 0 for none
 * @param q 0..1000
 * @param callId of the last REGISTER
 * @param cseq of that REGISTER
 * @param expires when it ends
 * @param natted whether only the address it came from reaches it
 * @param path URIs of proxies
 * @param transport it came over
 * @param host address it came from
 * @param port port it came from
 */
public record SavedBinding(
    String aor,
    String contact,
    String instance,
    int regId,
    int q,
    String callId,
    long cseq,
    Instant expires,
    boolean natted,
    List<String> path,
    TransportKind transport,
    String host,
    int port) {

  /** Copies the path. */
  public SavedBinding {
    path = List.copyOf(path);
  }

  static SavedBinding of(Binding binding) {
    return new SavedBinding(
        binding.aor(),
        binding.contact().toString(),
        binding.instance(),
        binding.regId(),
        binding.q(),
        binding.callId(),
        binding.cseq(),
        binding.expires(),
        binding.natted(),
        binding.path(),
        binding.flow().kind(),
        binding.flow().remoteHost(),
        binding.flow().remote().getPort());
  }

  /** The binding again, with a flow; empty if the contact is not readable. */
  Optional<Binding> over(Flow flow) {
    Optional<SipUri> uri = Uris.parse(contact);
    return uri.map(
        parsed ->
            new Binding(
                aor, parsed, instance, regId, q, callId, cseq, expires, flow, natted, path));
  }
}
