/**
 * Who we are and whom we trust on TLS: PEM files, reload, self-signed certificates.
 *
 * <p>Threads: values are immutable; files are read on threads outside the event loops. RFC 5280,
 * RFC 5958 (PKCS#8), RFC 5915 (EC keys), RFC 7468 (PEM), RFC 8017 (PKCS#1).
 */
package io.jackfield.signaling.transport.tls;
