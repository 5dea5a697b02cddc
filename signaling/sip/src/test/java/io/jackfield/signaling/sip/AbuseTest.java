package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.abuse.AbuseConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources that misbehave over UDP, and the others meanwhile. */
class AbuseTest {

  private final List<AutoCloseable> open = new ArrayList<>();
  private Testbed bed;
  private Probe villain;

  @BeforeEach
  void open() throws Exception {
    AbuseConfig limits = new AbuseConfig(3, 10, Duration.ofMinutes(10), List.of());
    bed = closing(Testbed.with(config -> config.abuse(limits)));
    villain = closing(new Probe(bed.udp, "127.0.0.66"));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    open.add(0, resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static String register(Probe probe, String extra) throws Exception {
    probe.cseq++;
    probe.raw(
        probe
            .request("REGISTER", "1000", "", probe.branch(), extra, "")
            .replace("REGISTER sip:1000@jackfield", "REGISTER sip:jackfield"));
    return probe.receive();
  }

  private static String login(Probe probe, String password) throws Exception {
    String challenge = Probe.header(register(probe, ""), "WWW-Authenticate");
    return register(
        probe,
        RegisterTest.authorization(
            challenge, "REGISTER", "sip:jackfield", "1000", password, "00000001"));
  }

  private void banned() {
    Testbed.until("banned", () -> bed.server.statistics().bans() == 1);
  }

  @Test
  void wrongPasswordsEndInSilenceForThatSourceAlone() throws Exception {
    Probe phone = closing(new Probe(bed.udp, "127.0.0.66"));
    assertTrue(login(phone, "secret0").startsWith("SIP/2.0 200 "));
    for (int i = 0; i < 4; i++) {
      assertTrue(login(villain, "guess" + i).startsWith("SIP/2.0 401 "));
    }
    banned();
    villain.raw(villain.request("OPTIONS", "", "", villain.branch(), "", ""));
    assertTrue(villain.silent(300), "nobody talks to it");
    assertTrue(bed.server.statistics().dropped() > 0);
    // From the same address, but registered before; and from elsewhere.
    assertTrue(login(phone, "secret0").startsWith("SIP/2.0 200 "));
    Probe other = closing(new Probe(bed.udp, "127.0.0.67"));
    assertTrue(login(other, "secret0").startsWith("SIP/2.0 200 "));
  }

  @Test
  void malformedMessagesAndNumbersOfNobodyCount() throws Exception {
    for (int i = 0; i < 2; i++) {
      villain.raw("INVITE sip:x SIP/2.0\r\nVia: nonsense\r\n\r\n");
    }
    String offer = Probe.OFFER;
    villain.raw(villain.request("INVITE", "1", "", villain.branch(), "", offer));
    String challenge = Probe.header(villain.await("401 "), "WWW-Authenticate");
    for (int i = 1; i < 3; i++) {
      villain.cseq++;
      String proof =
          RegisterTest.authorization(
              challenge, "INVITE", "sip:nobody@jackfield", "1000", "secret0", "0000000" + i);
      villain.raw(villain.request("INVITE", "nobody", "", villain.branch(), proof, offer));
      villain.await("404 ");
    }
    banned();
  }

  @Test
  void aScanEndsInSilence() throws Exception {
    for (int i = 0; i < 11; i++) {
      villain.cseq++;
      villain.raw(villain.request("OPTIONS", "user" + i, "", villain.branch(), "", ""));
      villain.await("200 ");
    }
    banned();
    villain.raw(villain.request("OPTIONS", "", "", villain.branch(), "", ""));
    assertTrue(villain.silent(300));
    assertEquals(1, bed.server.statistics().bans());
  }
}
