package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrickleIceTest {
  private static final String HOST = "candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host";
  private static final String OTHER = "candidate:2 1 udp 2130706430 192.0.2.2 4000 typ host";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate:1 1 udp 2130706431 192.0.2.1 4000 typ host",
        "candidate:1 1 UDP 2130706431 2001:db8::1 4000 typ host generation 0 ufrag abcd",
        "candidate:9 2 udp 1 203.0.113.7 5 typ srflx raddr 192.0.2.1 rport 4000",
        "candidate:9 1 tcp 1 5b7e.local 9 typ host tcptype active network-id 1 network-cost 999",
        "candidate:9 1 quic 1 host.example.com 9 typ special foo bar",
        "candidate:9 1 udp 1 192.0.2.1 9 typ relay raddr 0.0.0.0 rport 0 lonely"
      })
  void aCandidateIsWrittenAsItWasRead(String text) {
    IceCandidate candidate = IceCandidate.parse(text);
    assertEquals(text, candidate.write());
    assertEquals("a=" + text, candidate.attribute().toString());
    assertEquals(candidate, IceCandidate.parse("a=" + text + " "));
    assertEquals(candidate, IceCandidate.parse(text.substring("candidate:".length())));
  }

  @Test
  void partsOfACandidate() {
    IceCandidate tcp =
        IceCandidate.parse("candidate:9 1 TCP 1 5B7E.LOCAL 9 typ host tcptype active ufrag abcd");
    assertTrue(tcp.isMdns());
    assertFalse(tcp.isUdp());
    assertEquals(Optional.of("active"), tcp.tcpType());
    assertEquals(Optional.of("abcd"), tcp.ufrag());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "candidate:", "a=candidate:1 1 udp 1 h", "candidate:1 1 udp x h 1 typ host"})
  void whatIsNoCandidateIsRefused(String text) {
    assertThrows(SdpException.class, () -> IceCandidate.parse(text));
  }

  @Test
  void takenOutAndPutBackTheDescriptionIsWhole() {
    SessionDescription sdp = Sdps.good("chromium-offer");
    List<TrickleCandidate> candidates = TrickleIce.candidates(sdp);
    assertEquals(3, candidates.size());
    SessionDescription stripped = TrickleIce.strip(sdp);
    assertFalse(TrickleIce.hasCandidates(stripped));
    SessionDescription complete = TrickleIce.complete(stripped, candidates);
    assertEquals(candidates, TrickleIce.candidates(complete));
    assertTrue(TrickleIce.isComplete(complete));
    assertEquals(stripped, TrickleIce.strip(complete));
    // RFC 8840 4.4: the mark only where candidates are.
    assertTrue(complete.media().get(0).has("end-of-candidates"));
    assertFalse(complete.media().get(1).has("end-of-candidates"));
  }

  @Test
  void theMidWinsOverTheIndex() {
    SessionDescription sdp = Sdps.good("kurento-offer");
    SessionDescription complete =
        TrickleIce.complete(
            sdp,
            List.of(TrickleCandidate.of("video0", 0, HOST), TrickleCandidate.of("", 0, OTHER)));
    assertEquals(OTHER, complete.media().get(0).candidates().get(0).write());
    assertEquals(HOST, complete.media().get(1).candidates().get(0).write());
  }

  @Test
  void strayCandidatesAreLeftOut() {
    SessionDescription sdp = Sdps.good("kurento-offer");
    List<TrickleCandidate> strays = new ArrayList<>();
    strays.add(TrickleCandidate.of("nobody", 0, HOST));
    strays.add(TrickleCandidate.of("", 7, HOST));
    strays.add(TrickleCandidate.of("", -1, HOST));
    strays.add(TrickleCandidate.of("audio0", 0, HOST + " ufrag othergeneration"));
    assertEquals(sdp, TrickleIce.complete(sdp, strays));
  }

  @Test
  void aCandidateIsPutInOnceAndAfterThoseThere() {
    SessionDescription sdp = Sdps.good("freeswitch-answer-webrtc");
    TrickleCandidate again =
        TrickleCandidate.of("", 0, "candidate:77 1 UDP 5 127.0.0.1 20644 typ host generation 0");
    TrickleCandidate more = TrickleCandidate.of("", 0, HOST + " ufrag Z1vy4oaATF6q7D27");
    SessionDescription complete = TrickleIce.complete(sdp, List.of(again, more, more));
    List<String> lines =
        complete.media().get(0).attributes().stream()
            .filter(a -> a.name().contains("candidate"))
            .map(Attribute::toString)
            .toList();
    assertEquals(
        List.of(
            "a=candidate:5364407989 1 udp 2130706431 127.0.0.1 20644 typ host generation 0",
            "a=" + HOST + " ufrag Z1vy4oaATF6q7D27",
            "a=end-of-candidates"),
        lines);
  }
}
