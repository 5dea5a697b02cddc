package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.DtlsIdentity;
import io.jackfield.media.embedded.dtls.DtlsKeys;
import io.jackfield.media.embedded.dtls.DtlsListener;
import io.jackfield.media.embedded.dtls.DtlsPool;
import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.DtlsSession;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shakes hands with itself in memory and protects some packets, so that classes are loaded and
 * compiled before the first call.
 */
final class WarmUp {

  private static final int PACKETS = 3000;

  private WarmUp() {}

  static CompletionStage<Void> run(DtlsPool pool) {
    CompletableFuture<Void> server = new CompletableFuture<>();
    CompletableFuture<Void> client = new CompletableFuture<>();
    AtomicReference<DtlsSession> serverSession = new AtomicReference<>();
    AtomicReference<DtlsSession> clientSession = new AtomicReference<>();
    DtlsIdentity own = pool.identity();
    List<Fingerprint> known = List.of(own.fingerprint());
    serverSession.set(pool.session(own, DtlsRole.SERVER, known, new Side(clientSession, server)));
    clientSession.set(pool.session(own, DtlsRole.CLIENT, known, new Side(serverSession, client)));
    clientSession.get().start();
    return CompletableFuture.allOf(server, client)
        .whenComplete(
            (done, failure) -> {
              clientSession.get().close();
              serverSession.get().close();
            });
  }

  private static final class Side implements DtlsListener {
    private final AtomicReference<DtlsSession> other;
    private final CompletableFuture<Void> done;

    Side(AtomicReference<DtlsSession> other, CompletableFuture<Void> done) {
      this.other = other;
      this.done = done;
    }

    @Override
    public void send(byte[] datagram) {
      other.get().receive(datagram);
    }

    @Override
    public void onKeys(DtlsKeys keys) {
      packets(keys.local());
      done.complete(null);
    }

    @Override
    public void onFailed(String reason) {
      done.completeExceptionally(new IllegalStateException(reason));
    }

    @Override
    public void onPeerClosed() {
      done.complete(null);
    }
  }

  /** Runs all profiles over voice packets, one seal and one open each. */
  private static void packets(SdesKey negotiated) {
    for (SrtpProfile profile : SrtpProfile.values()) {
      byte[] material = new byte[profile.keyLength() + profile.saltLength()];
      byte[] drawn = negotiated.masterKeyAndSalt();
      System.arraycopy(drawn, 0, material, 0, Math.min(drawn.length, material.length));
      CryptoTools tools = new CryptoTools();
      SrtpContext out = new SrtpContext(new SdesKey(profile, material), tools);
      SrtpContext in = new SrtpContext(new SdesKey(profile, material), tools);
      byte[] packet = new byte[256];
      for (int i = 0; i < PACKETS; i++) {
        Rtp.writeHeader(packet, 0, 0, false, i, i * 160, 1);
        int size = out.protectRtp(packet, 0, 172);
        in.unprotectRtp(packet, 0, size);
      }
    }
  }
}
