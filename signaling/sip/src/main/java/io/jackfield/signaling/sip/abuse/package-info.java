/**
 * Abuse defence (sip-pbx.md, "Abuse"): what counts against a source address, and when it is not
 * listened to any more.
 *
 * <p>Threads: any; every message asks, so nothing here waits.
 */
package io.jackfield.signaling.sip.abuse;
