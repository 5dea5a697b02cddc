package io.jackfield.media.embedded.dtls;

/** Who sends the ClientHello ({@code a=setup}, RFC 4145, RFC 5763 5). */
public enum DtlsRole {
  /** We wait: {@code a=setup:passive}. The default, since the server picks the SRTP profile. */
  SERVER,
  /** We begin: {@code a=setup:active}, when the peer is passive. */
  CLIENT
}
