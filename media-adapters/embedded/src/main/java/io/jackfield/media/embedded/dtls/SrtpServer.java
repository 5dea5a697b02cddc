package io.jackfield.media.embedded.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The server's side of a DTLS-SRTP handshake. */
final class SrtpServer extends DefaultTlsServer {

  private static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
  };

  private final SrtpNegotiation negotiation;
  private final int timeoutMillis;

  SrtpServer(BcTlsCrypto crypto, SrtpNegotiation negotiation, int timeoutMillis) {
    super(crypto);
    this.negotiation = negotiation;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return SrtpNegotiation.versions();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return negotiation.credentials(context);
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    // RFC 7627 and RFC 8827 6.5: without it the exported keys are not bound to the handshake.
    return true;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return timeoutMillis;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return DtlsSession.RESEND_MILLIS;
  }

  @Override
  public void processClientExtensions(@SuppressWarnings("rawtypes") Hashtable extensions)
      throws IOException {
    super.processClientExtensions(extensions);
    negotiation.choose(extensions);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, negotiation.chosen());
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        SrtpNegotiation.peerSignatures(),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    negotiation.checkPeer(chain);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    negotiation.export(context, true);
    // The library keeps this object as long as the association, and nothing reads them again.
    clientExtensions = null;
    serverExtensions.clear();
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    negotiation.alertReceived(description);
  }
}
