/**
 * Session descriptions: the model, its parser and writer, and the offer/answer rules on it.
 *
 * <p>The model keeps every line as it came and derives typed views on demand, so what this gateway
 * does not know passes through it in place. The parser is the border: a description that got
 * through it can be asked for any typed view without an error. Everything that can fail on bad text
 * fails with {@link io.jackfield.gateway.sdp.SdpException}.
 *
 * <p>Thread rule: immutable values and pure functions; usable from any thread.
 *
 * <p>Documents: RFC 8866 (SDP), 3264 (offer/answer), 8829 (JSEP), 8839 and 8840 (ICE, trickle ICE),
 * 5888 and 8843 (mid, BUNDLE), 4145, 5763 and 8122 (setup, fingerprint), 5761 (rtcp-mux), 4568
 * (crypto), 4585 (rtcp-fb), 3551 (static payload types), 3261 20.43 (Warning).
 */
package io.jackfield.gateway.sdp;
