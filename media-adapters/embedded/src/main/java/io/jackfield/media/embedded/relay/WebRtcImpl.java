package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.DtlsIdentity;
import io.jackfield.media.embedded.dtls.DtlsKeys;
import io.jackfield.media.embedded.dtls.DtlsListener;
import io.jackfield.media.embedded.dtls.DtlsSession;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.net.PacketHandler;
import io.jackfield.media.embedded.net.Peer;
import io.jackfield.media.embedded.net.UdpPort;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.stun.HostCandidate;
import io.jackfield.media.embedded.stun.IceCredentials;
import io.jackfield.media.embedded.stun.IceLiteResponder;
import io.jackfield.media.embedded.stun.StunMessage;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A WebRTC transport. Fields belong to the loop unless volatile or final. */
final class WebRtcImpl extends BaseTransport implements WebRtcTransport, PacketHandler {

  private static final int HELD_DATAGRAMS = 4;

  private final PlaneImpl plane;
  private final IcePaths paths;
  private final DtlsIdentity identity;
  private volatile IceLiteResponder ice;
  private IceLiteResponder formerIce;
  private RemoteParameters remote;
  private DtlsSession dtls;
  private DtlsLink link;
  private IcePaths.Path dtlsPath;
  private List<byte[]> held = new ArrayList<>(0);
  private final EarlyMedia early = new EarlyMedia();
  private long lastCheck;
  private boolean connected;
  private long dtlsDeadline;

  WebRtcImpl(
      PlaneImpl plane,
      LoopContext context,
      String cname,
      TransportListener listener,
      IceCredentials local,
      DtlsIdentity identity) {
    super(context, cname, listener, plane.config().mediaTimeout().toNanos());
    this.plane = plane;
    this.identity = identity;
    this.ice = new IceLiteResponder(local);
    this.paths = new IcePaths(this, plane);
  }

  @Override
  public String localUfrag() {
    return ice.local().ufrag();
  }

  @Override
  public String localPassword() {
    return ice.local().password();
  }

  @Override
  public Fingerprint localFingerprint() {
    return identity.fingerprint();
  }

  @Override
  public List<HostCandidate> localCandidates() {
    return plane.candidates();
  }

  @Override
  public void start(RemoteParameters next) {
    context.loop.execute(
        () -> {
          if (closed) {
            return;
          }
          RemoteParameters before = remote;
          remote = next;
          boolean sameAssociation =
              before != null
                  && before.fingerprints().equals(next.fingerprints())
                  && before.localRole() == next.localRole();
          if (sameAssociation) {
            return;
          }
          if (before != null) {
            endDtls();
          }
          if (paths.selected() != null) {
            beginDtls();
          }
        });
  }

  @Override
  public void restartIce() {
    IceLiteResponder before = ice;
    ice = new IceLiteResponder(plane.newCredentials(this));
    context.loop.execute(
        () -> {
          if (formerIce != null) {
            plane.forget(formerIce.local().ufrag(), this);
          }
          formerIce = before;
        });
  }

  // ---- receiving

  /** A packet of a validated peer, on whichever loop the kernel chose. */
  @Override
  public void onPacket(UdpPort port, byte[] data, int off, int len, Peer from) {
    if (port.loop() != context.loop) {
      HandOver.datagram(this, plane.portIndex(port), from.address(), data, off, len);
      return;
    }
    IcePaths.Path path = paths.selected();
    if (path == null || path.peer() != from) {
      path = paths.find(plane.portIndex(port), from.address());
    }
    if (path == null || closed) {
      context.strayMedia++;
      return;
    }
    packet(path, data, off, len);
  }

  /** A packet that came in on another loop. */
  void handedOver(int index, InetSocketAddress from, byte[] data, int off, int len) {
    if (closed) {
      return;
    }
    if (data[off] >= 0 && data[off] <= 3) {
      Optional<StunMessage> message = StunMessage.parse(data, off, len);
      message.ifPresentOrElse(
          m -> onStun(index, context.webRtcPorts.get(index).peer(from), m), () -> malformed++);
      return;
    }
    IcePaths.Path path = paths.find(index, from);
    if (path == null) {
      context.strayMedia++;
    } else {
      packet(path, data, off, len);
    }
  }

  /** Takes a packet that was kept; its path may be forgotten by now. */
  private void late(IcePaths.Path path, byte[] data, int off, int len) {
    if (paths.find(path.port(), path.peer().address()) == path) {
      packet(path, data, off, len);
    }
  }

  /** Sorts by the first byte (RFC 7983 7). */
  private void packet(IcePaths.Path path, byte[] data, int off, int len) {
    int first = len == 0 ? 255 : data[off] & 255;
    if (first >= 128 && first <= 191) {
      if (dtlsDeadline != 0 && early.hold(path, data, off, len)) {
        return;
      }
      // Only what authenticates moves an address.
      if (media(data, off, len) && path != paths.selected()) {
        paths.select(path);
      }
    } else if (first <= 3) {
      Optional<StunMessage> message = StunMessage.parse(data, off, len);
      message.ifPresentOrElse(m -> onOwnedStun(path, m), () -> malformed++);
    } else if (first >= 20 && first <= 63) {
      onDtls(path, data, off, len);
    } else {
      malformed++;
    }
  }

  /** A check from one of our addresses may still be for another transport: its name decides. */
  private void onOwnedStun(IcePaths.Path path, StunMessage message) {
    if (message.type() == StunMessage.BINDING_REQUEST
        && !plane.check(context, path.port(), path.peer(), message)) {
      context.badStun++;
    }
  }

  /** Answers a check; on the loop. */
  void onStun(int index, Peer from, StunMessage message) {
    if (closed || message.type() != StunMessage.BINDING_REQUEST) {
      return;
    }
    IceLiteResponder responder = ice;
    boolean former =
        formerIce != null
            && IceLiteResponder.localFragment(message)
                .filter(formerIce.local().ufrag()::equals)
                .isPresent();
    IceLiteResponder.Verdict verdict =
        (former ? formerIce : responder).answer(message, from.address());
    byte[] response = verdict.response();
    context.webRtcPorts.get(index).send(response, 0, response.length, from);
    if (!verdict.valid()) {
      context.badStun++;
      return;
    }
    if (!former && formerIce != null) {
      // The peer uses the new credentials: the old ones have served.
      plane.forget(formerIce.local().ufrag(), this);
      formerIce = null;
    }
    lastCheck = context.loop.now();
    boolean moved =
        paths.checked(
            index,
            from,
            message.priority().orElse(0),
            verdict.nominated(),
            keyed(),
            context.loop.now());
    if (moved || !connected && verdict.nominated()) {
      connected = true;
      tell(() -> listener().onIceConnected(from.address()));
    }
    if (dtls == null && remote != null) {
      beginDtls();
    }
  }

  // ---- DTLS

  private void onDtls(IcePaths.Path path, byte[] data, int off, int len) {
    dtlsPath = path;
    byte[] copy = Arrays.copyOfRange(data, off, off + len);
    if (dtls == null) {
      // The peer's first flight may overtake its description; it is kept until that comes.
      if (held.size() < HELD_DATAGRAMS) {
        held.add(copy);
      }
      return;
    }
    dtls.receive(copy);
  }

  private void beginDtls() {
    link = new DtlsLink();
    dtls = plane.dtls().session(identity, remote.localRole(), remote.fingerprints(), link);
    dtlsDeadline = context.loop.now() + plane.config().handshakeTimeout().toNanos();
    dtls.start();
    List<byte[]> begun = held;
    held = new ArrayList<>(0);
    begun.forEach(dtls::receive);
  }

  private void endDtls() {
    if (dtls != null) {
      dtls.close();
      dtls = null;
      link = null;
    }
    shakenHands();
    protect(null, null);
  }

  /** The handshake is over, one way or the other. */
  private void shakenHands() {
    dtlsDeadline = 0;
    early.clear();
  }

  /** The pool's way back to the loop; one a session, so that a former session cannot interfere. */
  private final class DtlsLink implements DtlsListener {

    @Override
    public void send(byte[] datagram) {
      // After the close too: close_notify goes to the path the session had.
      context.loop.execute(
          () -> {
            IcePaths.Path path = dtlsPath != null ? dtlsPath : paths.selected();
            if (path != null) {
              context.webRtcPorts.get(path.port()).send(datagram, 0, datagram.length, path.peer());
            }
          });
    }

    private void ifCurrent(Runnable action) {
      context.loop.execute(
          () -> {
            if (link == this && !closed) {
              action.run();
            }
          });
    }

    @Override
    public void onKeys(DtlsKeys keys) {
      ifCurrent(
          () -> {
            dtlsDeadline = 0;
            protect(
                new SrtpContext(keys.local(), context.tools),
                new SrtpContext(keys.remote(), context.tools));
            expectMedia();
            reachable();
            tell(() -> listener().onUp(protection()));
            early.release(WebRtcImpl.this::late);
          });
    }

    @Override
    public void onFailed(String reason) {
      ifCurrent(
          () -> {
            shakenHands();
            tell(() -> listener().onFailed(reason));
          });
    }

    @Override
    public void onPeerClosed() {
      ifCurrent(
          () -> {
            protect(null, null);
            tell(() -> listener().onDown("the peer closed the DTLS association"));
          });
    }
  }

  // ---- sending and the rest

  @Override
  boolean canSend() {
    return keyed() && connected && !closed;
  }

  @Override
  boolean mustProtect() {
    return true;
  }

  @Override
  void transmitRtp(byte[] data, int off, int len) {
    IcePaths.Path path = paths.selected();
    if (path != null) {
      context.webRtcPorts.get(path.port()).send(data, off, len, path.peer());
    }
  }

  @Override
  void transmitRtcp(byte[] data, int off, int len) {
    transmitRtp(data, off, len);
  }

  @Override
  Optional<InetSocketAddress> remoteAddress() {
    return Optional.ofNullable(paths.selected()).map(path -> path.peer().address());
  }

  @Override
  void tickKind(long now) {
    if (connected && now - lastCheck > plane.config().consentTimeout().toNanos()) {
      connected = false;
      tell(() -> listener().onDown("no ICE check for " + plane.config().consentTimeout()));
    }
    if (dtlsDeadline != 0 && now - dtlsDeadline > 0) {
      shakenHands();
      DtlsSession late = dtls;
      if (late != null) {
        late.close();
      }
      tell(() -> listener().onFailed("DTLS handshake timed out"));
    }
  }

  @Override
  void closeKind() {
    plane.forget(ice.local().ufrag(), this);
    if (formerIce != null) {
      plane.forget(formerIce.local().ufrag(), this);
    }
    IcePaths.Path last = dtlsPath != null ? dtlsPath : paths.selected();
    paths.clear();
    dtlsPath = last;
    if (dtls != null) {
      dtls.close();
      dtls = null;
    }
    shakenHands();
    protect(null, null);
    plane.webRtcClosed(this);
  }

  MediaLoop loop() {
    return context.loop;
  }
}
