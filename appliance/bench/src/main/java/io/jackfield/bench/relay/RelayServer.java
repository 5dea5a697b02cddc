package io.jackfield.bench.relay;

import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaPlaneConfig;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.RtpTransport;
import io.jackfield.media.embedded.relay.StreamConfig;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.TransportListener;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Our relay as a process: bridges SDES legs to plain legs and prints their ports, then serves until
 * its input ends.
 */
public final class RelayServer {

  private RelayServer() {}

  /**
   * Arguments: address, profile, sessions, port of the load's SRTP socket and of its RTP socket.
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress address = InetAddress.getByName(arguments[0]);
    SrtpProfile profile = SrtpProfile.valueOf(arguments[1]);
    int sessions = Integer.parseInt(arguments[2]);
    InetSocketAddress secure = new InetSocketAddress(address, Integer.parseInt(arguments[3]));
    InetSocketAddress plain = new InetSocketAddress(address, Integer.parseInt(arguments[4]));
    int base = Integer.parseInt(arguments[5]);
    StringBuilder ports = new StringBuilder();
    try (MediaPlane plane =
        MediaPlane.open(MediaPlaneConfig.on(address).withPorts(0, base, base + 7999))) {
      for (int i = 0; i < sessions; i++) {
        ports.append(session(plane, profile, i, secure, plain));
      }
      System.out.println(ports.toString().trim());
      System.out.flush();
      while (System.in.read() >= 0) {
        // The parent ends us by closing the pipe.
      }
    }
  }

  private static String session(
      MediaPlane plane,
      SrtpProfile profile,
      int i,
      InetSocketAddress secure,
      InetSocketAddress plain)
      throws IOException {
    StreamConfig config = StreamConfig.audio(new PayloadFormat(0, "PCMU", 8000));
    RtpTransport a = plane.rtp("session-" + i, new TransportListener() {});
    RtpTransport b = plane.rtp("session-" + i, new TransportListener() {});
    MediaStream sa = a.addStream(config, StreamListener.NONE);
    MediaStream sb = b.addStream(config, StreamListener.NONE);
    sa.feedFrom(sb);
    sb.feedFrom(sa);
    a.secure(RelayKeys.relay(profile, i), RelayKeys.load(profile, i));
    a.remote(secure, secure);
    b.remote(plain, plain);
    return a.localRtp().getPort() + ":" + b.localRtp().getPort() + " ";
  }
}
