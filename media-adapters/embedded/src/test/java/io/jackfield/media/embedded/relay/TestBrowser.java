package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.DtlsCertificate;
import io.jackfield.media.embedded.dtls.DtlsKeys;
import io.jackfield.media.embedded.dtls.DtlsListener;
import io.jackfield.media.embedded.dtls.DtlsPool;
import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.DtlsSession;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.stun.IceCredentials;
import io.jackfield.media.embedded.stun.StunKey;
import io.jackfield.media.embedded.stun.StunMessage;
import io.jackfield.media.embedded.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The browser's half of a WebRTC transport: full ICE as far as one pair needs it, DTLS, SRTP. */
public final class TestBrowser implements AutoCloseable {

  private static final long WAIT_SECONDS = 20;

  public final IceCredentials ice = IceCredentials.create(new SecureRandom());

  /** True loses the next media packet on the way to the browser. */
  volatile boolean losing;

  public final BlockingQueue<byte[]> rtp = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> rtcp = new LinkedBlockingQueue<>();
  public final CompletableFuture<DtlsKeys> keys = new CompletableFuture<>();
  public final CompletableFuture<Void> peerClosed = new CompletableFuture<>();
  private final BlockingQueue<StunMessage> stun = new LinkedBlockingQueue<>();
  private final DatagramSocket socket;
  private final DtlsPool pool;
  private final CryptoTools inTools = new CryptoTools();
  private final CryptoTools outTools = new CryptoTools();
  private volatile DtlsSession dtls;
  private volatile SrtpContext in;
  private SrtpContext out;
  private InetSocketAddress gateway;

  public TestBrowser() throws IOException {
    this(InetAddress.getByName("127.0.0.1"));
  }

  TestBrowser(InetAddress local) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(local, 0));
    SecureRandom random = new SecureRandom();
    pool =
        new DtlsPool(
            DtlsCertificate.create(random, Instant.now()), random, 1, Duration.ofSeconds(20));
    Thread reader = new Thread(this::read, "test-browser");
    reader.setDaemon(true);
    reader.start();
  }

  public Fingerprint fingerprint() {
    return pool.identity().fingerprint();
  }

  /** What the gateway learns from our description. */
  RemoteParameters parameters(DtlsRole gatewayRole) {
    return new RemoteParameters(ice.ufrag(), ice.password(), List.of(fingerprint()), gatewayRole);
  }

  /** Sends one check and waits for its answer. */
  StunMessage check(WebRtcTransport to, boolean nominate) throws Exception {
    return check(
        to.localCandidates().get(0).address(), to.localUfrag(), to.localPassword(), nominate);
  }

  public StunMessage check(InetSocketAddress to, String ufrag, String password, boolean nominate)
      throws Exception {
    gateway = to;
    byte[] transaction = new byte[12];
    new SecureRandom().nextBytes(transaction);
    StunWriter request =
        new StunWriter(StunMessage.BINDING_REQUEST, transaction)
            .username(ufrag + ":" + ice.ufrag())
            .priority(1000)
            .role(true, 1);
    if (nominate) {
      request.useCandidate();
    }
    send(request.finish(new StunKey(password)));
    StunMessage answer = stun.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("no answer to a STUN check");
    }
    return answer;
  }

  public void startDtls(DtlsRole role, Fingerprint expected) {
    dtls =
        pool.session(
            pool.identity(),
            role,
            List.of(expected),
            new DtlsListener() {
              @Override
              public void send(byte[] datagram) {
                TestBrowser.this.send(datagram);
              }

              @Override
              public void onKeys(DtlsKeys agreed) {
                out = new SrtpContext(agreed.local(), outTools);
                in = new SrtpContext(agreed.remote(), inTools);
                keys.complete(agreed);
              }

              @Override
              public void onFailed(String reason) {
                keys.completeExceptionally(new IOException(reason));
              }

              @Override
              public void onPeerClosed() {
                peerClosed.complete(null);
              }
            });
    dtls.start();
  }

  /** Check, nomination, handshake as DTLS client; until both sides are up. */
  void connect(WebRtcTransport to, TestListener told) throws Exception {
    to.start(parameters(DtlsRole.SERVER));
    check(to, true);
    startDtls(DtlsRole.CLIENT, to.localFingerprint());
    keys.get(WAIT_SECONDS, TimeUnit.SECONDS);
    told.await("up");
  }

  public void sendRtp(int type, int ssrc, int sequence, int timestamp, byte[] payload) {
    byte[] data = new byte[Rtp.HEADER + payload.length + 32];
    Rtp.writeHeader(data, 0, type, false, sequence, timestamp, ssrc);
    System.arraycopy(payload, 0, data, Rtp.HEADER, payload.length);
    sendProtected(data, Rtp.HEADER + payload.length);
  }

  void sendProtected(byte[] data, int len) {
    int size = out.protectRtp(data, 0, len);
    send(Arrays.copyOf(data, size));
  }

  void sendRtcp(byte[] compound) {
    byte[] data = Arrays.copyOf(compound, compound.length + 32);
    send(Arrays.copyOf(data, out.protectRtcp(data, 0, compound.length)));
  }

  public byte[] receiveRtp() throws InterruptedException {
    byte[] packet = rtp.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (packet == null) {
      throw new IllegalStateException("no RTP arrived");
    }
    return packet;
  }

  void send(byte[] datagram) {
    sendTo(datagram, gateway);
  }

  void sendTo(byte[] datagram, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, to));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    try {
      while (true) {
        packet.setLength(2000);
        socket.receive(packet);
        take(packet.getData(), packet.getLength());
      }
    } catch (SocketException e) {
      // Closed: the reader ends with its socket.
      return;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void take(byte[] data, int len) {
    int first = data[0] & 255;
    if (first <= 3) {
      StunMessage.parse(data, 0, len).ifPresent(stun::add);
    } else if (first <= 63) {
      if (dtls != null) {
        dtls.receive(Arrays.copyOf(data, len));
      }
    } else if (in != null) {
      boolean control = Rtp.isRtcp(data, 0, len);
      if (!control && losing) {
        losing = false;
        return;
      }
      int size = control ? in.unprotectRtcp(data, 0, len) : in.unprotectRtp(data, 0, len);
      if (size > 0) {
        (control ? rtcp : rtp).add(Arrays.copyOf(data, size));
      }
    }
  }

  public void closeDtls() {
    dtls.close();
  }

  @Override
  public void close() {
    socket.close();
    pool.close();
  }
}
