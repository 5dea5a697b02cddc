/**
 * Verto server of a service (verto.md, sip-pbx.md): JSON-RPC 2.0 over WebSocket as mod_verto of
 * FreeSWITCH speaks it.
 *
 * <p>{@code rpc} reads and writes messages, {@code connection} is one socket, {@code call} is what
 * a client has in calls and outlives its sockets, {@code event} are the channels clients subscribe
 * to. The calls themselves are the gateway's: no call logic here.
 *
 * <p>Thread rule: a socket belongs to its loop, a client session to an owner chosen by its {@code
 * sessid}; the two talk by tasks.
 */
package io.jackfield.signaling.verto;
