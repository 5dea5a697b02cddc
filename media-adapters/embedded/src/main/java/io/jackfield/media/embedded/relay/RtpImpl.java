package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.Peer;
import io.jackfield.media.embedded.net.UdpPort;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A plain RTP or SDES transport on its own pair of ports. Fields belong to the loop. */
final class RtpImpl extends BaseTransport implements RtpTransport {

  private final PlaneImpl plane;
  private final InetAddress advertised;
  private final int portNumber;
  private UdpPort rtpPort;
  private UdpPort rtcpPort;
  private InetSocketAddress signalledRtp;
  private InetSocketAddress signalledRtcp;
  private Peer peer;
  private Peer rtcpPeer;
  private boolean latched;
  private boolean rtcpLatched;
  private boolean secured;
  private SdesKey localKey;
  private SdesKey remoteKey;

  RtpImpl(
      PlaneImpl plane,
      LoopContext context,
      String cname,
      TransportListener listener,
      InetAddress advertised,
      int portNumber) {
    super(context, cname, listener, plane.config().mediaTimeout().toNanos());
    this.plane = plane;
    this.advertised = advertised;
    this.portNumber = portNumber;
  }

  /** Takes the bound ports; on the loop, before any packet. */
  void bound(UdpPort rtp, UdpPort rtcp) {
    rtpPort = rtp;
    rtcpPort = rtcp;
    context.house(this);
  }

  int portNumber() {
    return portNumber;
  }

  @Override
  public InetSocketAddress localRtp() {
    return new InetSocketAddress(advertised, portNumber);
  }

  @Override
  public InetSocketAddress localRtcp() {
    return new InetSocketAddress(advertised, portNumber + 1);
  }

  @Override
  public void remote(InetSocketAddress rtp, InetSocketAddress rtcp) {
    context.loop.execute(
        () -> {
          if (closed || rtp.equals(signalledRtp) && rtcp.equals(signalledRtcp)) {
            return;
          }
          signalledRtp = rtp;
          signalledRtcp = rtcp;
          latched = false;
          rtcpLatched = false;
          rtpPort.disconnect();
          peer = rtpPort.peer(rtp);
          rtcpPeer = rtcp.equals(rtp) ? null : rtcpPort.peer(rtcp);
          expectMedia();
        });
  }

  @Override
  public void secure(SdesKey local, SdesKey remote) {
    context.loop.execute(
        () -> {
          secured = true;
          if (!local.equals(localKey) || !remote.equals(remoteKey)) {
            localKey = local;
            remoteKey = remote;
            protect(new SrtpContext(local, context.tools), new SrtpContext(remote, context.tools));
          }
        });
  }

  // ---- receiving

  void onRtpPort(UdpPort port, byte[] data, int off, int len, Peer from) {
    if (peer == null || closed) {
      strangers++;
      return;
    }
    if (latched && from != peer && !from.address().equals(peer.address())) {
      strangers++;
      return;
    }
    if (!latched && !Rtp.isRtcp(data, off, len) && !secured && !latchable(data, off, len)) {
      malformed++;
      return;
    }
    boolean rtcp = Rtp.isRtcp(data, off, len);
    if (latched) {
      media(data, off, len);
    } else if (rtcp) {
      rtcp(data, off, len);
    } else {
      first(data, off, len, from);
    }
  }

  private boolean latchable(byte[] data, int off, int len) {
    return Rtp.plausible(data, off, len) && expected(data, off);
  }

  /** The first packet that is authentic or plausible fixes the peer's address (RFC 4961). */
  private void first(byte[] data, int off, int len, Peer from) {
    if (secured) {
      if (rtp(data, off, len)) {
        latch(from);
      }
      return;
    }
    latch(from);
    rtp(data, off, len);
  }

  private void latch(Peer from) {
    latched = true;
    peer = from;
    rtpPort.connect(from);
    tell(() -> listener().onUp(protection()));
  }

  void onRtcpPort(UdpPort port, byte[] data, int off, int len, Peer from) {
    if (closed || rtcpPeer == null || !Rtp.isRtcp(data, off, len)) {
      strangers++;
      return;
    }
    boolean known = from.address().equals(rtcpPeer.address());
    boolean movable =
        !rtcpLatched && from.address().getAddress().equals(peer.address().getAddress());
    if (!known && !movable) {
      strangers++;
      return;
    }
    if (rtcp(data, off, len)) {
      rtcpLatched = true;
      rtcpPeer = from;
    }
  }

  // ---- sending

  @Override
  boolean canSend() {
    return peer != null && !closed && (!secured || keyed());
  }

  @Override
  boolean mustProtect() {
    return secured;
  }

  @Override
  void transmitRtp(byte[] data, int off, int len) {
    rtpPort.send(data, off, len, peer);
  }

  @Override
  void transmitRtcp(byte[] data, int off, int len) {
    if (rtcpPeer == null) {
      rtpPort.send(data, off, len, peer);
    } else {
      rtcpPort.send(data, off, len, rtcpPeer);
    }
  }

  @Override
  Optional<InetSocketAddress> remoteAddress() {
    return Optional.ofNullable(peer).map(Peer::address);
  }

  @Override
  void tickKind(long now) {
    // Addresses and keys do not age here.
  }

  @Override
  void closeKind() {
    rtpPort.close();
    rtcpPort.close();
    plane.rtpClosed(this);
  }
}
