package io.jackfield.bench.start;

import io.jackfield.media.embedded.dtls.DtlsKeys;
import io.jackfield.media.embedded.dtls.DtlsListener;
import io.jackfield.media.embedded.dtls.DtlsPool;
import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.DtlsSession;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.stun.IceCredentials;
import io.jackfield.media.embedded.stun.StunKey;
import io.jackfield.media.embedded.stun.StunMessage;
import io.jackfield.media.embedded.stun.StunWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser's part in one WebRTC session as far as DTLS: offer, one ICE check, handshake. */
final class WebRtcPeer implements AutoCloseable {

  private static final long WAIT_SECONDS = 20;

  private final SecureRandom random = new SecureRandom();
  private final IceCredentials ice = IceCredentials.create(random);
  private final CompletableFuture<Void> checked = new CompletableFuture<>();
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final DatagramSocket socket;
  private final DtlsPool pool;
  private volatile DtlsSession dtls;
  private volatile InetSocketAddress gateway;

  WebRtcPeer(String host, DtlsPool pool) throws IOException {
    this.pool = pool;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
    Thread reader = new Thread(this::read, "webrtc-peer");
    reader.setDaemon(true);
    reader.start();
  }

  /** What a browser would offer, of one candidate (RFC 8829). */
  String offer() {
    Fingerprint own = pool.identity().fingerprint();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 8",
        "c=IN IP4 0.0.0.0",
        "a=rtcp-mux",
        "a=mid:0",
        "a=sendrecv",
        "a=setup:actpass",
        "a=ice-ufrag:" + ice.ufrag(),
        "a=ice-pwd:" + ice.password(),
        "a=fingerprint:" + own.algorithm() + " " + own.value(),
        "a=rtpmap:111 opus/48000/2",
        "a=rtpmap:8 PCMA/8000",
        "a=candidate:1 1 udp 2113937151 "
            + socket.getLocalAddress().getHostAddress()
            + " "
            + socket.getLocalPort()
            + " typ host",
        "a=end-of-candidates",
        "");
  }

  /** Connects as the answer says; returns when DTLS is up on this side. */
  void connect(String answer) throws Exception {
    String[] candidate = find(answer, "a=candidate:(.*)").split(" ");
    String ufrag = find(answer, "a=ice-ufrag:(\\S+)");
    String password = find(answer, "a=ice-pwd:(\\S+)");
    String[] fingerprint = find(answer, "a=fingerprint:(.*)").trim().split(" ");
    boolean theirs = find(answer, "a=setup:(\\S+)").equals("active");
    gateway = new InetSocketAddress(candidate[4], Integer.parseInt(candidate[5]));
    dtls =
        pool.session(
            pool.identity(),
            theirs ? DtlsRole.SERVER : DtlsRole.CLIENT,
            List.of(new Fingerprint(fingerprint[0], fingerprint[1])),
            new Handshake());
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    send(
        new StunWriter(StunMessage.BINDING_REQUEST, transaction)
            .username(ufrag + ":" + ice.ufrag())
            .priority(1000)
            .role(true, 1)
            .useCandidate()
            .finish(new StunKey(password)));
    checked.get(WAIT_SECONDS, TimeUnit.SECONDS);
    dtls.start();
    up.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private static String find(String sdp, String line) {
    Matcher matcher = Pattern.compile(line).matcher(sdp);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + line + " in\n" + sdp);
    }
    return matcher.group(1);
  }

  private void send(byte[] datagram) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, gateway));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    try {
      while (true) {
        packet.setLength(2000);
        socket.receive(packet);
        int first = packet.getData()[0] & 255; // RFC 7983
        if (first <= 3) {
          StunMessage.parse(packet.getData(), 0, packet.getLength())
              .ifPresent(answer -> checked.complete(null));
        } else if (first >= 20 && first <= 63) {
          dtls.receive(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
      }
    } catch (SocketException e) {
      // Closed: the reader ends with its socket.
      checked.completeExceptionally(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (dtls != null) {
      dtls.close();
    }
    socket.close();
  }

  private final class Handshake implements DtlsListener {
    @Override
    public void send(byte[] datagram) {
      if (!socket.isClosed()) {
        WebRtcPeer.this.send(datagram);
      }
    }

    @Override
    public void onKeys(DtlsKeys keys) {
      up.complete(null);
    }

    @Override
    public void onFailed(String reason) {
      up.completeExceptionally(new IOException(reason));
    }

    @Override
    public void onPeerClosed() {
      up.completeExceptionally(new IOException("the gateway closed DTLS"));
    }
  }
}
