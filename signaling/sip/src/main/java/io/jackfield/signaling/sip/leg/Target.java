package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Flow;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Where an INVITE of ours goes.
 *
 * @param requestUri its Request-URI
 * @param to its To address
 * @param kind the kind of description the far end takes
 * @param flow finds the flow when the call starts; fails if there is none
 * @param natted whether the far end's contact is no use, as it is behind a NAT
 * @param credentials for a challenge of the far end
 */
record Target(
    SipUri requestUri,
    AddressImpl to,
    SdpKind kind,
    Supplier<CompletionStage<Flow>> flow,
    boolean natted,
    Optional<ClientCredentials> credentials) {}
