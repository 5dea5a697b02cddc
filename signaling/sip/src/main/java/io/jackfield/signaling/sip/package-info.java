/**
 * SIP: entry of the module. {@link io.jackfield.signaling.sip.SipServer} is what the appliance
 * makes; {@code stack} has transports and transactions, {@code registrar} and {@code auth} say who
 * is where and who may, {@code leg} has the calls, {@code message} reads and writes.
 *
 * <p>JAIN-SIP's types stay in this module. Threads: messages run on the event loop that owns their
 * Call-ID; public methods may be called from any thread and do not block.
 */
package io.jackfield.signaling.sip;
