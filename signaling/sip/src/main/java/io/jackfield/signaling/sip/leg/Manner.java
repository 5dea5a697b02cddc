package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.gateway.signal.PartyInfo;
import java.util.Optional;

/** What a far end wants of our INVITEs that others do not. */
interface Manner {

  /** Nothing in particular. */
  Manner PLAIN =
      new Manner() {
        @Override
        public Optional<AddressImpl> from(PartyInfo caller) {
          return Optional.empty();
        }

        @Override
        public void dress(SIPRequest invite, PartyInfo caller) {
          // As it is.
        }

        @Override
        public Optional<String> offer(String sdp) {
          return Optional.of(sdp);
        }

        @Override
        public boolean takes(String answer) {
          return true;
        }

        @Override
        public boolean elsewhere(int status) {
          // RFC 3263 4.3: this server is overloaded or being mended.
          return status == 503;
        }
      };

  /** The From address; empty for the usual one. */
  Optional<AddressImpl> from(PartyInfo caller);

  /** Adds headers to an INVITE. */
  void dress(SIPRequest invite, PartyInfo caller);

  /** The offer for it; empty if nothing in it is for this far end. */
  Optional<String> offer(String sdp);

  /** Whether an answer of this far end may be taken. */
  boolean takes(String answer);

  /** Whether a final response means that the next place may do better. */
  boolean elsewhere(int status);
}
