package io.jackfield.media.embedded.dtls;

import io.jackfield.media.embedded.srtp.SdesKey;

/**
 * What a handshake yields (RFC 5764 4.2).
 *
 * @param local protects what we send
 * @param remote opens what the peer sends
 */
public record DtlsKeys(SdesKey local, SdesKey remote) {}
