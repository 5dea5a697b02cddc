package io.jackfield.bench.relay;

import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** rtpengine in userspace as a process, driven over its ng protocol. */
final class RtpEngine implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
  private static final Pattern KEY =
      Pattern.compile("a=crypto:\\S+ (\\S+) inline:([A-Za-z0-9+/=]+)");

  private final Process process;
  private final DatagramSocket control;
  private final InetSocketAddress engine;
  private final InetAddress address;
  private int cookie;

  RtpEngine(InetAddress address, int controlPort, int portMin, int portMax, Path log)
      throws IOException {
    this.address = address;
    engine = new InetSocketAddress(address, controlPort);
    String host = address.getHostAddress();
    process =
        new ProcessBuilder(
                "rtpengine",
                "--foreground",
                "--log-stderr",
                "--log-level=3",
                "--table=-1",
                "--num-threads=" + Runtime.getRuntime().availableProcessors(),
                "--interface=" + host,
                "--listen-ng=" + host + ":" + controlPort,
                "--port-min=" + portMin,
                "--port-max=" + portMax)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    control = new DatagramSocket(new InetSocketAddress(address, 0));
    control.setSoTimeout(500);
  }

  /** Sets up the sessions; the load's two sockets are the peers of all. */
  RelayTarget prepare(SrtpProfile profile, int sessions, int securePort, int plainPort)
      throws IOException {
    await();
    List<RelayTarget.Session> made = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      made.add(session(profile, i, securePort, plainPort));
    }
    return new RelayTarget("rtpengine", process.pid(), made);
  }

  private void await() throws IOException {
    for (int i = 0; i < 20; i++) {
      if (!process.isAlive()) {
        throw new IOException("rtpengine ended with code " + process.exitValue());
      }
      try {
        ask(Map.of("command", "ping"));
        return;
      } catch (SocketTimeoutException e) {
        // Not listening yet; asked again until the tries are used up.
        continue;
      }
    }
    throw new IOException("rtpengine does not answer");
  }

  private RelayTarget.Session session(SrtpProfile profile, int i, int securePort, int plainPort)
      throws IOException {
    String crypto =
        "a=crypto:1 "
            + profile.sdesName()
            + " inline:"
            + Base64.getEncoder().encodeToString(RelayKeys.load(profile, i).masterKeyAndSalt());
    Map<String, Object> offer = command("offer", i);
    offer.put("sdp", sdp(securePort, "RTP/SAVP", crypto));
    offer.put("transport-protocol", "RTP/AVP");
    offer.put("ICE", "remove");
    offer.put("replace", List.of("origin", "session-connection"));
    offer.put("rtcp-mux", List.of("accept", "demux"));
    String offered = Bencode.text(ask(offer), "sdp");
    Map<String, Object> answer = command("answer", i);
    answer.put("to-tag", "b");
    answer.put("sdp", sdp(plainPort, "RTP/AVP", "a=sendrecv"));
    answer.put("replace", List.of("origin", "session-connection"));
    String answered = Bencode.text(ask(answer), "sdp");
    Matcher key = KEY.matcher(answered);
    if (!key.find() || !key.group(1).equals(profile.sdesName())) {
      throw new IOException("rtpengine does not answer with " + profile + ": " + answered);
    }
    byte[] material = Base64.getDecoder().decode(pad(key.group(2)));
    return new RelayTarget.Session(port(answered), port(offered), new SdesKey(profile, material));
  }

  private static String pad(String base64) {
    return base64 + "=".repeat((4 - base64.length() % 4) % 4);
  }

  private InetSocketAddress port(String sdp) throws IOException {
    Matcher matcher = PORT.matcher(sdp);
    if (!matcher.find()) {
      throw new IOException("no audio port in " + sdp);
    }
    return new InetSocketAddress(address, Integer.parseInt(matcher.group(1)));
  }

  private static Map<String, Object> command(String name, int i) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("command", name);
    command.put("call-id", "bench-" + i);
    command.put("from-tag", "a");
    return command;
  }

  private String sdp(int port, String protocol, String extra) {
    String host = address.getHostAddress();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 " + host,
        "s=-",
        "c=IN IP4 " + host,
        "t=0 0",
        "m=audio " + port + " " + protocol + " 0",
        "a=rtpmap:0 PCMU/8000",
        "a=rtcp-mux",
        extra,
        "");
  }

  private String ask(Map<String, Object> command) throws IOException {
    String mark = "c" + cookie++;
    byte[] question = (mark + " " + Bencode.write(command)).getBytes(StandardCharsets.ISO_8859_1);
    control.send(new DatagramPacket(question, question.length, engine));
    DatagramPacket answer = new DatagramPacket(new byte[8192], 8192);
    String text;
    do {
      answer.setLength(8192);
      control.receive(answer);
      text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
    } while (!text.startsWith(mark + " "));
    return text;
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    try {
      // The next one listens on the same port: it must not find the last one answering there.
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
