package io.jackfield.signaling.sip;

import io.jackfield.signaling.sip.message.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the fuzzer of SIP starts: the torture messages, and the lives of well-behaved peers. */
final class SipFuzzSeeds {

  private static final String HOLD = Probe.OFFER.replace("sendrecv", "sendonly");
  private static final String MOVED = Probe.OFFER.replace("41000", "42000");
  private static final String RELIABLE = "Supported: 100rel, timer\r\nSession-Expires: 90\r\n";

  private SipFuzzSeeds() {}

  /** Inputs of {@link io.jackfield.signaling.sip.stack.StreamFuzzer}. */
  static List<byte[]> parsing() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] message : torture()) {
      seeds.add(with(7, message));
    }
    for (List<String> life : lives()) {
      for (String message : life) {
        seeds.add(with(3, message.getBytes(StandardCharsets.ISO_8859_1)));
      }
      seeds.add(with(11, String.join("\r\n\r\n", life).getBytes(StandardCharsets.ISO_8859_1)));
    }
    return seeds;
  }

  /** Inputs of {@link LifeFuzzer}. */
  static List<byte[]> lives(boolean stream) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] message : torture()) {
      seeds.add(with(stream ? 1 : 0, message));
    }
    for (List<String> life : lives()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(stream ? 1 : 0);
      for (String message : life) {
        if (out.size() > 1) {
          out.write(0xFF);
        }
        out.writeBytes(message.getBytes(StandardCharsets.ISO_8859_1));
      }
      seeds.add(out.toByteArray());
    }
    return seeds;
  }

  private static byte[] with(int first, byte[] rest) {
    byte[] bytes = new byte[rest.length + 1];
    bytes[0] = (byte) first;
    System.arraycopy(rest, 0, bytes, 1, rest.length);
    return bytes;
  }

  private static List<byte[]> torture() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    try {
      Path folder = Path.of(SipFuzzSeeds.class.getResource("/torture").toURI());
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".sip")).sorted().toList()) {
          messages.add(TortureTest.message(Files.readString(file)));
        }
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return messages;
  }

  private static List<List<String>> lives() {
    List<List<String>> lives = new ArrayList<>();
    for (String method : Headers.METHODS) {
      lives.add(List.of(request(method, "answer", 1, false, "", "")));
      String refer = method.equals("REFER") ? "Refer-To: <sip:1001@jackfield>\r\n" : "";
      lives.add(
          List.of(
              request("INVITE", "answer", 1, false, "", Probe.OFFER),
              request("ACK", "answer", 1, true, "", ""),
              request(method, "answer", 2, true, refer, ""),
              request("BYE", "answer", 3, true, "", "")));
    }
    lives.add(
        List.of(
            request("INVITE", "answer", 1, false, RELIABLE, Probe.OFFER),
            request("ACK", "answer", 1, true, "", ""),
            request("INVITE", "answer", 2, true, "", HOLD),
            request("ACK", "answer", 2, true, "", ""),
            request("UPDATE", "answer", 3, true, "", Probe.OFFER),
            request("INVITE", "answer", 4, true, "", MOVED),
            request("ACK", "answer", 4, true, "", ""),
            request("BYE", "answer", 5, true, "Reason: Q.850;cause=16\r\n", "")));
    lives.add(
        List.of(
            request("INVITE", "ring", 1, false, "Require: 100rel\r\n", Probe.OFFER),
            request("PRACK", "ring", 2, true, "RAck: 1 1 INVITE\r\n", ""),
            request("CANCEL", "ring", 1, false, "", "")));
    lives.add(
        List.of(
            request("INVITE", "delayed", 1, false, "", ""),
            request("ACK", "delayed", 1, true, "", Probe.OFFER),
            request("BYE", "delayed", 2, true, "", "")));
    lives.add(
        List.of(
            request("INVITE", "answer", 1, false, "", Probe.OFFER),
            request("ACK", "answer", 1, true, "", ""),
            request("INVITE", "answer", 1, false, "Replaces: probe;to-tag=\1;from-tag=f\r\n", "")));
    for (String status : List.of("180 Ringing", "200 OK", "401 No", "422 Small", "503 Busy")) {
      String more =
          switch (status.charAt(0)) {
            case '1' -> "Require: 100rel\r\nRSeq: 1\r\n";
            case '4' -> "Min-SE: 2000\r\nWWW-Authenticate: Digest realm=\"r\",nonce=\"n\"\r\n";
            default -> "Retry-After: 1\r\n";
          };
      lives.add(
          List.of(
              request("REGISTER", "1001", 1, false, "Expires: 60\r\n", ""),
              request("INVITE", "1001", 2, false, "", Probe.OFFER),
              "SIP/2.0 100 Trying\r\n\2To: <sip:1001@jackfield>\r\nContent-Length: 0\r\n\r\n",
              response(status, more),
              "\3" + response("200 OK", ""),
              "\3" + response("200 OK", "")));
    }
    return lives;
  }

  private static String response(String status, String more) {
    return "SIP/2.0 "
        + status
        + "\r\n\2To: <sip:1001@jackfield>;tag=x\r\nContact: <sip:1001@127.0.0.1:5070>\r\n"
        + more
        + body(Probe.OFFER);
  }

  private static String body(String sdp) {
    return (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + sdp.length()
        + "\r\n\r\n"
        + sdp;
  }

  private static String request(
      String method, String user, int cseq, boolean within, String more, String sdp) {
    return method
        + " sip:"
        + user
        + "@jackfield SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bK"
        + cseq
        + (method.equals("ACK") ? "a" : "")
        + "\r\nFrom: <sip:p@jackfield>;tag=f\r\nTo: <sip:"
        + user
        + "@jackfield>"
        + (within ? ";tag=\1" : "")
        + "\r\nCall-ID: probe\r\nCSeq: "
        + cseq
        + ' '
        + method
        + "\r\nContact: <sip:p@127.0.0.1:5070>\r\nMax-Forwards: 70\r\n"
        + more
        + body(sdp);
  }

  /** Words a mutation may put in, in the form libFuzzer reads. */
  static String dictionary() {
    Set<String> words = new TreeSet<>(Headers.METHODS);
    words.addAll(
        List.of(
            "Via: ",
            "From: ",
            "To: ",
            "Call-ID: ",
            "CSeq: ",
            "Contact: ",
            "Max-Forwards: ",
            "Route: ",
            "Record-Route: ",
            "Require: ",
            "Supported: ",
            "Proxy-Require: ",
            "Content-Type: ",
            "Content-Length: ",
            "Content-Encoding: ",
            "Accept: ",
            "Allow: ",
            "Session-Expires: ",
            "Min-SE: ",
            "RSeq: ",
            "RAck: ",
            "Event: ",
            "Refer-To: ",
            "Referred-By: ",
            "Replaces: ",
            "Reason: ",
            "Retry-After: ",
            "Expires: ",
            "Path: ",
            "Authorization: Digest ",
            "Warning: ",
            "Timestamp: ",
            "P-Asserted-Identity: ",
            "Subject: ",
            "application/sdp",
            "application/dtmf-relay",
            "message/sipfrag",
            "multipart/mixed",
            "SIP/2.0 ",
            " SIP/2.0",
            ";tag=",
            ";branch=z9hG4bK",
            ";rport",
            ";lr",
            ";transport=tcp",
            ";maddr=",
            ";received=",
            ";ttl=",
            ";expires=0",
            ";q=0.5",
            ";reg-id=1",
            ";+sip.instance=",
            "sip:",
            "sips:",
            "tel:",
            "<",
            ">",
            "[::1]",
            "100rel",
            "timer",
            "replaces",
            "Signal=5",
            "2147483648",
            "4294967296",
            "SIP/2.0/TCP",
            "%00"));
    words.addAll(List.of("\\x0d\\x0a", "\\x0d\\x0a\\x0d\\x0a", "\\xff", "\\x01", "\\x02", "\\x03"));
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append('"').append(word).append("\"\n");
    }
    return text.toString();
  }

  /**
   * Writes the seeds and the dictionary for the fuzzer.
   *
   * @param arguments a folder; it gets {@code parsing/}, {@code lives/} and {@code words.dict}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<byte[]> lives = new ArrayList<>(lives(false));
    lives.addAll(lives(true));
    write(folder.resolve("parsing"), parsing());
    write(folder.resolve("lives"), lives);
    Files.writeString(folder.resolve("words.dict"), dictionary(), StandardCharsets.UTF_8);
  }

  private static void write(Path folder, List<byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-" + i), seeds.get(i));
    }
  }
}
