/**
 * STUN messages and the ICE-lite responder.
 *
 * <p>Thread rule: parsing, integrity, credentials, consent.
 *
 * <p>everything runs on the owning loop; messages are values:RFC 8489, 8445, 7675, 8839.
 */
package io.jackfield.media.embedded.stun;
