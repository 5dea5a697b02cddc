/**
 * Where a SIP URI leads (RFC 3263): transport, addresses and their order.
 *
 * <p>Threads: any; stages complete where the name servers' answers arrive.
 */
package io.jackfield.signaling.sip.locate;
