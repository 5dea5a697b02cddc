/**
 * The signal port: the words every signalling protocol (SIP, Verto, External API) and the gateway
 * say to each other about a call.
 *
 * <p>A protocol module turns a message into a {@link io.jackfield.gateway.signal.Signal} and hands
 * it to {@code call.Calls#signal}; the gateway talks back to a {@link
 * io.jackfield.gateway.signal.Party}. The module keeps its own dialog and holds no call logic.
 *
 * <p>How a call looks to a protocol module:
 *
 * <ul>
 *   <li><b>Incoming</b>: make a {@code call.PlaceCall} with the offer, call {@code
 *       Calls#place(place, party)}; the party hears {@code Ringing} (any number), {@code Accepted}
 *       with the answer (once), then {@code HangUp}, or {@code HangUp} alone when nobody answers. A
 *       caller that placed the call without an offer hears {@code Accepted} with the gateway's
 *       offer and says {@code Accepted} with its answer. To cancel or end: {@code
 *       Calls#signal(call, LegId.CALLER, new HangUp(failure))}.
 *   <li><b>Outgoing</b>: register a {@link io.jackfield.gateway.signal.DestinationResolver}; each
 *       destination's party gets one {@code Invite}; answer it with {@code Ringing}, {@code
 *       Accepted} or {@code Rejected} through {@code Calls#signal(call, leg, ...)}. The party hears
 *       {@code AcceptConfirmed} when its accept has won (SIP may then consider the dialog up),
 *       {@code Cancel} when it lost, nobody waits any more or the accept could not be carried out,
 *       and {@code HangUp} when an established call ends.
 *   <li>A party that ended the call itself ({@code HangUp}, {@code Rejected}) hears nothing more.
 *       Exactly one of {@code Cancel} and {@code HangUp} reaches any other party, and it is the
 *       last.
 * </ul>
 *
 * <p>Thread rule: {@code Party#deliver} is called on the call's owner and must not block or call
 * back synchronously; signals may be handed over from any thread and are handled in order.
 */
package io.jackfield.gateway.signal;
