/**
 * The one failure family: every way something can go wrong or come to an end, as data.
 *
 * <p>Owns the table of reasons (name, code, text, side at fault, retryable), their signalling
 * mapping, and the two conversions every protocol module needs: a final SIP response to a reason,
 * and a raw Q.850 cause to a SIP status and a cause name. Adapters and protocol modules translate
 * into this family at their edge; nothing else invents codes.
 *
 * <p>Thread rule: immutable values and pure functions; usable from any thread.
 *
 * <p>Documents: ITU-T Q.850; RFC 3326 (Reason header); RFC 3398 (ISUP to SIP); RFC 3261 21; cause
 * names follow FreeSWITCH.
 */
package io.jackfield.gateway.failure;
