package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls over TCP and WebSocket. */
class StreamCallTest {

  private Testbed bed;

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.with(config -> config.digest(false).reattach(Duration.ofMillis(100)));
  }

  @AfterEach
  void close() throws Exception {
    bed.close();
  }

  @Test
  void messagesInPiecesAndTogether() throws Exception {
    try (TcpPeer peer = new TcpPeer(bed.tcp)) {
      for (char c : peer.request("OPTIONS", "x", "pieces", "", 1, "").toCharArray()) {
        peer.send(String.valueOf(c));
      }
      peer.await("200 ");
      peer.send(
          peer.request("OPTIONS", "x", "together", "", 1, "")
              + peer.request("OPTIONS", "x", "together", "", 2, ""));
      peer.await("200 ");
      peer.await("200 ");
      peer.send("\r\n\r\n");
      assertEquals('\r', peer.socket.getInputStream().read());
      assertEquals('\n', peer.socket.getInputStream().read());
    }
  }

  @Test
  void aLostConnectionEndsTheCall() throws Exception {
    try (TcpPeer ringing = new TcpPeer(bed.tcp)) {
      ringing.send(ringing.request("INVITE", "ring", "lost-early", "", 1, Probe.OFFER));
      ringing.await("180 ");
    }
    assertTrue(bed.calls.await(Signal.HangUp.class).failure().is(Reason.CALLER_STOPPED));
    try (TcpPeer talking = new TcpPeer(bed.tcp)) {
      talking.send(talking.request("INVITE", "answer", "lost-late", "", 1, Probe.OFFER));
      String tag = Probe.tag(Probe.header(talking.await("200 "), "To"));
      talking.send(talking.request("ACK", "answer", "lost-late", tag, 1, ""));
    }
    assertTrue(bed.calls.await(Signal.HangUp.class).failure().is(Reason.NETWORK_ERROR));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void twoHundredCallsLeaveNothingBehind() throws Exception {
    try (TcpPeer peer = new TcpPeer(bed.tcp)) {
      call(peer, "first");
      int threads = Thread.activeCount();
      for (int i = 0; i < 200; i++) {
        call(peer, "leak-" + i);
      }
      Testbed.until(
          "nothing is left: " + bed.server.statistics(),
          () -> {
            SipStatistics now = bed.server.statistics();
            return now.dialogs() + now.clientTransactions() + now.serverTransactions() == 0
                && now.timers() == 0;
          });
      assertTrue(Thread.activeCount() <= threads, "threads grew");
    }
    Testbed.until("connection gone", () -> bed.server.statistics().connections() == 0);
  }

  private static void call(TcpPeer peer, String callId) throws Exception {
    peer.send(peer.request("INVITE", "answer", callId, "", 1, Probe.OFFER));
    String tag = Probe.tag(Probe.header(peer.awaitOk(callId, "1 INVITE"), "To"));
    peer.send(
        peer.request("ACK", "answer", callId, tag, 1, "")
            + peer.request("BYE", "answer", callId, tag, 2, ""));
    peer.awaitOk(callId, "2 BYE");
  }

  @Test
  void aBrowserRegistersAndIsCalledOverItsWebSocket() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpClient http = HttpClient.newHttpClient();
    WebSocket browser =
        http.newWebSocketBuilder()
            .subprotocols("sip")
            .buildAsync(URI.create("ws://127.0.0.1:" + bed.ws + "/"), new Texts(received))
            .get(10, TimeUnit.SECONDS);
    browser.sendText("\r\n\r\n", true).get(5, TimeUnit.SECONDS);
    assertEquals("\r\n", received.poll(10, TimeUnit.SECONDS));
    String register =
        "REGISTER sip:jackfield SIP/2.0\r\nVia: SIP/2.0/WS abc.invalid;branch=z9hG4bKw1\r\n"
            + "Max-Forwards: 69\r\nFrom: <sip:1001@jackfield>;tag=w\r\nTo: <sip:1001@jackfield>\r\n"
            + "Call-ID: w1\r\nCSeq: 1 REGISTER\r\n"
            + "Contact: <sip:k2j3@abc.invalid;transport=ws>;expires=600\r\n"
            + "Content-Length: 0\r\n\r\n";
    browser.sendText(register, true).get(5, TimeUnit.SECONDS);
    assertTrue(received.poll(10, TimeUnit.SECONDS).startsWith("SIP/2.0 200 "));
    try (Probe caller = new Probe(bed.udp)) {
      caller.raw(caller.request("INVITE", "1001", "", caller.branch(), "", Probe.OFFER));
      String invite = received.poll(10, TimeUnit.SECONDS);
      assertTrue(invite.startsWith("INVITE sip:k2j3@abc.invalid;transport=ws SIP/2.0"), invite);
      assertTrue(Probe.header(invite, "Via").startsWith("SIP/2.0/WS "), invite);
      assertTrue(Probe.header(invite, "Contact").contains(";transport=ws"), invite);
      assertEquals(
          io.jackfield.gateway.sdp.SdpKind.WEBRTC,
          bed.calls
              .resolvers
              .get("sip")
              .resolve("1001", java.util.Optional.empty())
              .toCompletableFuture()
              .get(5, TimeUnit.SECONDS)
              .destinations()
              .get(0)
              .kind());
      // The browser goes away without a word: the branch fails, its contact goes, and calls after
      // it
      // find nobody.
      assertEquals(1, bed.server.statistics().registrations());
      browser.abort();
      caller.await("503 ");
      Testbed.until("no contact is left", () -> bed.server.statistics().registrations() == 0);
      caller.cseq++;
      caller.raw(caller.request("INVITE", "1001", "", caller.branch(), "", Probe.OFFER));
      caller.await("480 ");
    }
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  private record Texts(BlockingQueue<String> received) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      received.add(text.toString());
      return WebSocket.Listener.super.onText(socket, text, last);
    }
  }
}
