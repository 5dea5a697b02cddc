package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.auth.DigestAlgorithm;
import io.jackfield.signaling.sip.auth.DigestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration with digest, over UDP. */
class RegisterTest {

  private Testbed bed;
  private Probe probe;

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.secured();
    probe = new Probe(bed.udp);
  }

  @AfterEach
  void close() throws Exception {
    probe.close();
    bed.close();
  }

  static String authorization(
      String challenge, String method, String uri, String user, String password, String nc) {
    String nonce = challenge.replaceAll("(?s).*nonce=\"([^\"]+)\".*", "$1");
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String response =
        DigestResponse.of(
            md5,
            md5.hash(user + ":jackfield:" + password),
            method,
            uri,
            nonce,
            "auth",
            nc,
            "cnonce1");
    return "Authorization: Digest username=\""
        + user
        + "\", realm=\"jackfield\", nonce=\""
        + nonce
        + "\", uri=\""
        + uri
        + "\", response=\""
        + response
        + "\", algorithm=MD5, qop=auth, nc="
        + nc
        + ", cnonce=\"cnonce1\"\r\n";
  }

  private String register(String extra) throws Exception {
    probe.cseq++;
    probe.raw(
        probe
            .request("REGISTER", "1000", "", probe.branch(), extra, "")
            .replace("REGISTER sip:1000@jackfield", "REGISTER sip:jackfield"));
    return probe.receive();
  }

  private String challenge() throws Exception {
    String response = register("");
    assertTrue(response.startsWith("SIP/2.0 401 "), response);
    return Probe.header(response, "WWW-Authenticate");
  }

  private String authorized(String challenge, String nc, String extra) throws Exception {
    return register(
        authorization(challenge, "REGISTER", "sip:jackfield", "1000", "secret0", nc) + extra);
  }

  @Test
  void aUserRegistersRefreshesAndLeaves() throws Exception {
    String challenge = challenge();
    assertTrue(challenge.contains("algorithm=MD5"), challenge);
    assertTrue(challenge.contains("realm=\"jackfield\""), challenge);
    String ok = authorized(challenge, "00000001", "Expires: 600\r\n");
    assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    assertTrue(Probe.header(ok, "Contact").contains(";expires=600"), ok);
    assertEquals(1, bed.server.registrations("1000"));
    ok = authorized(challenge, "00000002", "Expires: 120\r\n");
    assertTrue(Probe.header(ok, "Contact").contains(";expires=120"), ok);
    ok = authorized(challenge, "00000003", "Expires: 0\r\n");
    assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    assertFalse(ok.contains("Contact:"), ok);
    assertEquals(0, bed.server.registrations("1000"));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreChallengedAgain() throws Exception {
    String challenge = challenge();
    String wrong =
        register(
            authorization(challenge, "REGISTER", "sip:jackfield", "1000", "wrong", "00000001"));
    assertTrue(wrong.startsWith("SIP/2.0 401 "), wrong);
    assertFalse(wrong.contains("stale"), wrong);
    String unknown =
        register(
            authorization(challenge, "REGISTER", "sip:jackfield", "nobody", "secret0", "00000001"));
    assertTrue(unknown.startsWith("SIP/2.0 401 "), unknown);
    assertEquals(0, bed.server.registrations("1000"));
  }

  @Test
  void aReplayedCountIsStale() throws Exception {
    String challenge = challenge();
    authorized(challenge, "00000001", "");
    String replayed = authorized(challenge, "00000001", "");
    assertTrue(replayed.startsWith("SIP/2.0 401 "), replayed);
    assertTrue(replayed.contains("stale=true"), replayed);
  }

  @Test
  void nobodyRegistersForSomebodyElse() throws Exception {
    String challenge = challenge();
    String response =
        register(
            authorization(challenge, "REGISTER", "sip:jackfield", "1001", "secret1", "00000001"));
    assertTrue(response.startsWith("SIP/2.0 403 "), response);
  }

  @Test
  void tooShortIsTooBrief() throws Exception {
    String response = authorized(challenge(), "00000001", "Expires: 10\r\n");
    assertTrue(response.startsWith("SIP/2.0 423 "), response);
    assertEquals("60", Probe.header(response, "Min-Expires"));
  }

  @Test
  void severalContactsByPreferenceAndTheStarRemovesAll() throws Exception {
    String challenge = challenge();
    String ok =
        authorized(
            challenge,
            "00000001",
            "Contact: <sip:1000@127.0.0.1:9>;q=0.2;expires=300;+sip.instance=\"<urn:uuid:1>\"\r\n");
    assertTrue(ok.contains("q=0.200"), ok);
    assertTrue(ok.contains("+sip.instance=\"<urn:uuid:1>\""), ok);
    assertEquals(2, bed.server.registrations("1000"));
    probe.cseq++;
    String star =
        probe
            .request(
                "REGISTER",
                "1000",
                "",
                probe.branch(),
                "Expires: 0\r\n"
                    + authorization(
                        challenge, "REGISTER", "sip:jackfield", "1000", "secret0", "00000002"),
                "")
            .replaceAll("Contact: <[^>]*>", "Contact: *");
    probe.raw(star);
    assertTrue(probe.receive().startsWith("SIP/2.0 200 "));
    assertEquals(0, bed.server.registrations("1000"));
    probe.cseq++;
    probe.raw(
        star.replace("Expires: 0", "Expires: 60")
            .replace("nc=00000002", "nc=00000003")
            .replaceAll("branch=[^;\r]*", "branch=" + probe.branch()));
    // Another count changes the digest too, so this one is challenged; the rule has its own test.
    assertTrue(probe.receive().startsWith("SIP/2.0 401 "));
  }

  @Test
  void invitesAreChallengedToo() throws Exception {
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER));
    String challenge = probe.await("401 ");
    probe.raw(
        probe.request(
            "ACK", "answer", Probe.tag(Probe.header(challenge, "To")), probe.branch(), "", ""));
    probe.cseq++;
    probe.raw(
        probe.request(
            "INVITE",
            "answer",
            "",
            probe.branch(),
            authorization(
                Probe.header(challenge, "WWW-Authenticate"),
                "INVITE",
                "sip:answer@jackfield",
                "1001",
                "secret1",
                "00000001"),
            Probe.OFFER));
    probe.await("200 ");
    // The number shown is who it proved to be, not what From says.
    assertEquals("1001", bed.calls.placed.take().caller().number().orElseThrow());
  }
}
