/**
 * The embedded engine's face to the gateway: legs, their negotiation, and who hears whom.
 *
 * <p>Owns offer and answer of each leg and its type; packets, sockets and keys are the business of
 * the packages below. Thread rule: an engine and its legs may be called from any thread; the state
 * of a leg is touched on its media loop only, and its observer is called there. What one leg must
 * know of another it reads from the other's {@link io.jackfield.media.embedded.LegFace}, an
 * immutable snapshot; pairs of bridged legs are kept in {@link
 * io.jackfield.media.embedded.Partners}.
 *
 * <p>RFC 3264 (offer and answer), 8829 (JSEP), 8839 (ICE in SDP), 5763 (DTLS-SRTP in SDP), 5761
 * (rtcp-mux), 8843 (BUNDLE), 4733 (telephone events).
 */
package io.jackfield.media.embedded;
