package io.jackfield.media.embedded.dtls;

import java.io.IOException;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** Who we are to a peer: a certificate, parsed once for all its associations. Immutable. */
public final class DtlsIdentity {

  private final DtlsCertificate certificate;
  private final Certificate chain;

  DtlsIdentity(BcTlsCrypto crypto, DtlsCertificate certificate) {
    this.certificate = certificate;
    try {
      this.chain =
          new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate.encoded())});
    } catch (IOException e) {
      throw new IllegalStateException("our own certificate cannot be read", e);
    }
  }

  /** What is said of it in {@code a=fingerprint} (RFC 8122). */
  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  DtlsCertificate certificate() {
    return certificate;
  }

  Certificate chain() {
    return chain;
  }
}
