/**
 * Janus as media engine, over its WebSocket API. One connection an engine, one Janus session a leg;
 * foreign messages end here.
 *
 * <table>
 *   <caption>Which message for which operation (Janus 1.x)</caption>
 *   <tr><th>Operation</th><th>Plugin</th><th>Message</th></tr>
 *   <tr><td>{@code echo}: answer</td><td>{@code echotest}</td><td>empty body with the offer</td></tr>
 *   <tr><td>{@code echo}: update</td><td></td><td>{@code audio}, {@code video}, {@code bitrate}</td></tr>
 *   <tr><td>{@code publish}: answer</td><td>{@code videoroom}</td><td>{@code join} as {@code
 *       publisher}, then {@code configure} with the offer</td></tr>
 *   <tr><td>{@code publish}: update</td><td></td><td>{@code configure}: {@code bitrate}, {@code
 *       streams} with {@code send}</td></tr>
 *   <tr><td>{@code listen}: offer</td><td>{@code videoroom}</td><td>{@code join} as {@code
 *       subscriber}; the offer is in its event</td></tr>
 *   <tr><td>{@code listen}: answer</td><td></td><td>{@code start} with the answer</td></tr>
 *   <tr><td>{@code listen}: update</td><td></td><td>{@code configure}: {@code streams} with {@code
 *       send}</td></tr>
 *   <tr><td>{@code listen} to another publisher</td><td></td><td>{@code switch}, stream by
 *       stream</td></tr>
 *   <tr><td>{@code proxy}, {@code bridge}: WebRTC to RTP</td><td>{@code nosip}</td><td>{@code
 *       generate} with the caller's offer; {@code process} with the far answer</td></tr>
 *   <tr><td>{@code proxy}, {@code bridge}: RTP to WebRTC</td><td>{@code nosip}</td><td>{@code
 *       process} with the caller's offer; {@code generate} with the far answer</td></tr>
 *   <tr><td>{@code proxy}, {@code bridge}: WebRTC to WebRTC</td><td>two of {@code
 *       videocall}</td><td>{@code register} each, {@code call} with the caller's offer, {@code
 *       accept} with the far answer; events {@code incomingcall}, {@code accepted}</td></tr>
 *   <tr><td>between two browsers: update</td><td></td><td>{@code set}: {@code audio}, {@code video},
 *       {@code bitrate}</td></tr>
 *   <tr><td>a new offer of a phone</td><td>{@code nosip}</td><td>{@code process}; the browser is not
 *       asked (decision 210)</td></tr>
 *   <tr><td>a new offer of a browser</td><td>the same of each</td><td>{@code generate}, {@code
 *       process}; or {@code set} twice; or the first message again</td></tr>
 *   <tr><td>recorder: start, stop</td><td>{@code echotest}, {@code videocall}, {@code
 *       videoroom}</td><td>{@code record}, {@code filename}</td></tr>
 *   <tr><td></td><td>{@code nosip}</td><td>{@code recording}</td></tr>
 *   <tr><td>room: open, senders, close</td><td>{@code videoroom}</td><td>{@code create}, {@code
 *       listparticipants}, {@code destroy}</td></tr>
 * </table>
 *
 * <p>Thread rule: each engine has one thread, its loop; state of legs, rooms and the connection is
 * touched there alone, and observers are called there. RFC 3264 (offer and answer), RFC 8838
 * (trickle ICE), RFC 8829 (JSEP).
 */
package io.jackfield.media.janus;
