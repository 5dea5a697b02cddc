package io.jackfield.media.embedded.dtls;

import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** What client and server of a DTLS-SRTP handshake have in common. One a session. */
final class SrtpNegotiation {

  /** In order of preference. */
  private static final List<SrtpProfile> PROFILES =
      List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

  private static final byte[] NO_MKI = new byte[0];

  private final BcTlsCrypto crypto;
  private final DtlsIdentity own;
  private final List<Fingerprint> expected;
  private Optional<SrtpProfile> profile = Optional.empty();
  private Optional<DtlsKeys> keys = Optional.empty();
  private boolean peerChecked;
  private volatile boolean peerClosed;

  SrtpNegotiation(BcTlsCrypto crypto, DtlsIdentity own, List<Fingerprint> expected) {
    this.crypto = crypto;
    this.own = own;
    this.expected = expected;
  }

  static ProtocolVersion[] versions() {
    return ProtocolVersion.DTLSv12.only();
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        own.certificate().key(),
        own.chain(),
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  static Vector<SignatureAndHashAlgorithm> peerSignatures() {
    Vector<SignatureAndHashAlgorithm> all = new Vector<>();
    for (short signature : new short[] {SignatureAlgorithm.ecdsa, SignatureAlgorithm.rsa}) {
      for (short hash :
          new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512}) {
        all.add(new SignatureAndHashAlgorithm(hash, signature));
      }
    }
    return all;
  }

  /** The extension of a client's offer, all profiles. */
  static UseSRTPData offer() {
    return new UseSRTPData(PROFILES.stream().mapToInt(SrtpProfile::dtlsId).toArray(), NO_MKI);
  }

  /** As server: chooses our first profile that the client has too. */
  void choose(Hashtable<?, ?> clientExtensions) throws IOException {
    UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
    if (offered == null) {
      throw new TlsFatalAlert(
          AlertDescription.handshake_failure, "the peer offers no SRTP (use_srtp missing)");
    }
    profile =
        PROFILES.stream()
            .filter(
                p ->
                    Arrays.stream(offered.getProtectionProfiles()).anyMatch(id -> id == p.dtlsId()))
            .findFirst();
    if (profile.isEmpty()) {
      throw new TlsFatalAlert(
          AlertDescription.handshake_failure, "no SRTP profile in common with the peer");
    }
  }

  /** As client: takes the server's choice. */
  void accept(Hashtable<?, ?> serverExtensions) throws IOException {
    UseSRTPData chosen =
        serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
    if (chosen == null || chosen.getProtectionProfiles().length != 1) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer chose no SRTP profile");
    }
    int id = chosen.getProtectionProfiles()[0];
    profile = PROFILES.stream().filter(p -> p.dtlsId() == id).findFirst();
    if (profile.isEmpty()) {
      throw new TlsFatalAlert(
          AlertDescription.illegal_parameter, "the peer chose a profile that was not offered");
    }
  }

  UseSRTPData chosen() {
    return new UseSRTPData(new int[] {profile.orElseThrow().dtlsId()}, NO_MKI);
  }

  /** Compares the peer's certificate with the signalled fingerprints (RFC 8122 6.2). */
  void checkPeer(Certificate peer) throws IOException {
    if (peer == null || peer.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "the peer shows no certificate");
    }
    CertificateEntry entry = peer.getCertificateEntryAt(0);
    byte[] encoded = entry.getCertificate().getEncoded();
    if (expected.stream().noneMatch(Fingerprint::known)) {
      throw new TlsFatalAlert(
          AlertDescription.bad_certificate, "no fingerprint of the peer has a known hash function");
    }
    if (expected.stream().noneMatch(fingerprint -> fingerprint.matches(encoded))) {
      throw new TlsFatalAlert(
          AlertDescription.bad_certificate,
          "the peer's certificate does not have the signalled fingerprint");
    }
    peerChecked = true;
  }

  /** Derives the SRTP keys; called when the handshake is complete. */
  void export(TlsContext context, boolean server) throws IOException {
    if (!peerChecked) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "the peer was not authenticated");
    }
    SrtpProfile p = profile.orElseThrow();
    int key = p.keyLength();
    int salt = p.saltLength();
    byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
    SdesKey client = part(p, material, 0, 2 * key);
    SdesKey other = part(p, material, key, 2 * key + salt);
    keys = Optional.of(server ? new DtlsKeys(other, client) : new DtlsKeys(client, other));
    Arrays.fill(material, (byte) 0);
  }

  private static SdesKey part(SrtpProfile p, byte[] material, int keyAt, int saltAt) {
    byte[] both = new byte[p.keyLength() + p.saltLength()];
    System.arraycopy(material, keyAt, both, 0, p.keyLength());
    System.arraycopy(material, saltAt, both, p.keyLength(), p.saltLength());
    return new SdesKey(p, both);
  }

  DtlsKeys takeKeys() {
    DtlsKeys result = keys.orElseThrow();
    keys = Optional.empty();
    return result;
  }

  void alertReceived(short description) {
    if (description == AlertDescription.close_notify) {
      peerClosed = true;
    }
  }

  boolean peerClosed() {
    return peerClosed;
  }
}
