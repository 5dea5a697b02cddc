/**
 * The media port: what a media engine (embedded, Janus, FreeSWITCH, Kurento) offers to sessions.
 *
 * <p>Thread rule: methods of an engine and its legs may be called from any owner and never block;
 * results and observer calls may come on any thread, those of one leg in order. RFC 3264 (offer and
 * answer), RFC 8838 (trickle ICE), RFC 4733 (telephone events).
 */
package io.jackfield.gateway.media;
