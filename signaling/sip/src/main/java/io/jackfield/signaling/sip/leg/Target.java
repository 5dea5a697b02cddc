package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One place an INVITE of ours goes to.
 *
 * @param requestUri its Request-URI
 * @param to its To address
 * @param kind the kind of description the far end takes
 * @param flow finds the flow when the call starts; fails if there is none
 * @param natted whether the far end's contact is no use, as it is behind a NAT
 * @param credentials for a challenge of the far end
 * @param patience how long it may say nothing at all before the next place is tried; zero for as
 *     long as the transaction takes
 * @param routes route set of the INVITE; usually none
 * @param manner what the far end wants of it
 */
record Target(
    SipUri requestUri,
    AddressImpl to,
    SdpKind kind,
    Supplier<CompletionStage<Flow>> flow,
    boolean natted,
    Optional<ClientCredentials> credentials,
    Duration patience,
    List<AddressImpl> routes,
    Manner manner) {

  /** A target without routes and wishes of its own. */
  static Target plain(
      SipUri requestUri,
      AddressImpl to,
      SdpKind kind,
      Supplier<CompletionStage<Flow>> flow,
      boolean natted,
      Duration patience) {
    return new Target(
        requestUri, to, kind, flow, natted, Optional.empty(), patience, List.of(), Manner.PLAIN);
  }
}
