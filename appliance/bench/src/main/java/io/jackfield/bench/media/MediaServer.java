package io.jackfield.bench.media;

import io.jackfield.bench.relay.RelayKeys;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.mixer.Conference;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaPlaneConfig;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.RtpTransport;
import io.jackfield.media.embedded.relay.StreamConfig;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.TransportListener;
import io.jackfield.media.embedded.relay.Workers;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The engine as a process: sets up a scenario, prints the ports the load sends to, then serves
 * until its input ends. All it sends goes to one socket of the load.
 */
public final class MediaServer {

  /** What a browser has. */
  static final SrtpProfile PROFILE = SrtpProfile.AEAD_AES_128_GCM;

  static final PayloadFormat VP8 = new PayloadFormat(96, "vp8", 90000);

  private final MediaPlane plane;
  private final InetSocketAddress load;
  private final StringBuilder ports = new StringBuilder();

  private MediaServer(MediaPlane plane, InetSocketAddress load) {
    this.plane = plane;
    this.load = load;
  }

  /** Arguments: address, scenario, port of the load's socket, first port of ours. */
  public static void main(String[] arguments) throws IOException {
    InetAddress address = InetAddress.getByName(arguments[0]);
    Scenario scenario = Scenario.parse(arguments[1]);
    InetSocketAddress load = new InetSocketAddress(address, Integer.parseInt(arguments[2]));
    int base = Integer.parseInt(arguments[3]);
    try (MediaPlane plane =
            MediaPlane.open(MediaPlaneConfig.on(address).withPorts(0, base, base + 7999));
        Workers mixers = new Workers("media-mixer-", 1)) {
      MediaServer server = new MediaServer(plane, load);
      server.set(scenario, mixers);
      System.out.println(server.ports.toString().trim());
      System.out.flush();
      while (System.in.read() >= 0) {
        // The parent ends us by closing the pipe.
      }
    }
  }

  private void set(Scenario scenario, Workers mixers) throws IOException {
    switch (scenario.kind()) {
      case LISTEN -> listen(scenario, false);
      case WATCH -> listen(scenario, true);
      case CONFERENCE -> conference(scenario, mixers);
      case TRANSCODE -> pairs(scenario, false);
      case RELAY -> pairs(scenario, true);
    }
  }

  private RtpTransport leg(String call) throws IOException {
    RtpTransport transport = plane.rtp(call, new TransportListener() {});
    transport.remote(load, load);
    return transport;
  }

  private void tell(RtpTransport transport) {
    ports.append(transport.localRtp().getPort()).append(' ');
  }

  private static StreamConfig audio(AudioCodec codec) {
    return StreamConfig.audio(Voice.format(codec));
  }

  private static StreamConfig video() {
    return new StreamConfig(
        MediaKind.VIDEO,
        Optional.empty(),
        Optional.empty(),
        List.of(VP8),
        List.of(VP8),
        List.of(),
        true,
        true,
        false,
        true,
        false,
        true,
        true);
  }

  private void listen(Scenario scenario, boolean watch) throws IOException {
    MediaStream sound = published(audio(scenario.from()));
    Optional<MediaStream> picture = watch ? Optional.of(published(video())) : Optional.empty();
    for (int i = 0; i < scenario.count(); i++) {
      // As in a bundle: both on one transport.
      RtpTransport listener = leg("room");
      listener.secure(RelayKeys.relay(PROFILE, i), RelayKeys.load(PROFILE, i));
      listener.addStream(audio(scenario.from()), StreamListener.NONE).feedFrom(sound);
      if (picture.isPresent()) {
        listener.addStream(video(), StreamListener.NONE).feedFrom(picture.get());
      }
    }
  }

  private MediaStream published(StreamConfig config) throws IOException {
    RtpTransport transport = leg("room");
    tell(transport);
    return transport.addStream(config, StreamListener.NONE);
  }

  private void conference(Scenario scenario, Workers mixers) throws IOException {
    Conference conference = new Conference(plane, mixers.next(), System::nanoTime, changed -> {});
    StreamConfig config = audio(scenario.from());
    for (int i = 0; i < scenario.count(); i++) {
      String call = "member-" + i;
      RtpTransport transport = leg(call);
      tell(transport);
      MediaStream stream = transport.addStream(config, StreamListener.NONE);
      conference
          .join(new SessionId(call), call, Optional.of(stream), Optional.of(config), false)
          .ifPresent(stream::feedFrom);
    }
  }

  private void pairs(Scenario scenario, boolean secure) throws IOException {
    for (int i = 0; i < scenario.count(); i++) {
      String call = "session-" + i;
      RtpTransport a = leg(call);
      RtpTransport b = leg(call);
      if (secure) {
        a.secure(RelayKeys.relay(PROFILE, i), RelayKeys.load(PROFILE, i));
      }
      MediaStream in = a.addStream(audio(scenario.from()), StreamListener.NONE);
      MediaStream out = b.addStream(audio(scenario.to()), StreamListener.NONE);
      out.feedFrom(in);
      tell(a);
    }
  }
}
