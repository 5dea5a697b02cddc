package io.jackfield.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How SIP listeners are written (sip.md, "Configuration"). */
class ListenersTest {

  @ParameterizedTest
  @CsvSource({
    "sip:all, sip:all:5060",
    "sip:127.0.0.1:5070;transport=udp, sip:127.0.0.1:5070",
    "sip:all;transport=tcp, sip:all:5060;transport=tcp",
    "sip:all;transport=tls, sips:all:5061",
    "sips:all, sips:all:5061",
    "sips:all:5099;transport=tcp, sips:all:5099",
    "sip:all:5066;transport=ws, sip:all:5066;transport=ws",
    "sip:all;transport=WS, sip:all:80;transport=ws",
    "sip:all;transport=wss, sip:all:443;transport=wss",
    "sips:all:7443;transport=ws, sip:all:7443;transport=wss",
  })
  void aSipListenerIsReadAndWritten(String written, String read) {
    assertEquals(Optional.of(read), SipListen.parse(written).map(SipListen::toString));
    assertEquals(SipListen.parse(written), SipListen.parse(read));
  }

  @ParameterizedTest
  @CsvSource({
    "sips:all;transport=udp",
    "sip:all;transport=sctp",
    "http:all",
    "sip:all:70000",
    "sip:all;lr",
  })
  void otherTextIsNone(String written) {
    assertEquals(Optional.empty(), SipListen.parse(written));
  }
}
