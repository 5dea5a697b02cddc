/**
 * The legs of calls: one dialog each, as UAS ({@link io.jackfield.signaling.sip.leg.UasLeg}) or UAC
 * ({@link io.jackfield.signaling.sip.leg.UacLeg}). A leg turns messages into signals of the gateway
 * and back; it knows nothing of the other leg and takes no decision about the call.
 *
 * <p>Threads: a leg runs on the owner loop of its Call-ID. What the gateway says is posted there.
 *
 * <p>RFC 3261 sections 9, 12 to 15, RFC 3264 (hold), RFC 3311 (UPDATE), RFC 3326 (Reason), RFC 6086
 * (INFO), RFC 7092 (B2BUA).
 */
package io.jackfield.signaling.sip.leg;
