package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SdpParserTest {
  static List<String> good() {
    return Sdps.GOOD;
  }

  static Stream<String> bad() {
    return Sdps.text("bad.tsv").lines().filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void writingAndReadingAgainGivesAnEqualDescription(String name) {
    SessionDescription once = Sdps.good(name);
    String written = SdpWriter.write(once);
    assertEquals(once, SdpParser.parse(written));
    assertEquals(written, SdpWriter.write(SdpParser.parse(written)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void everyAttributeLineIsKeptInItsPlace(String name) {
    assertEquals(
        attributeLines(Sdps.text("good/" + name + ".sdp")),
        attributeLines(SdpWriter.write(Sdps.good(name))));
  }

  private static List<String> attributeLines(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .filter(line -> line.startsWith("a=") || line.startsWith("m="))
        .map(line -> line.startsWith("m=") ? line.replaceAll(" +", " ") : line)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("good")
  void lineEndsMakeNoDifference(String name) {
    String text = Sdps.text("good/" + name + ".sdp");
    assertEquals(SdpParser.parse(text), SdpParser.parse(text.replace("\n", "\r\n")));
    assertEquals(SdpParser.parse(text), SdpParser.parse(text.stripTrailing()));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void garbageIsRefusedWithItsLineAndWhatWasExpected(String row) {
    String[] cells = row.split("\t");
    String text = Sdps.text("bad/" + cells[0] + ".sdp");
    SdpException e = assertThrows(SdpException.class, () -> SdpParser.parse(text));
    assertEquals(Integer.parseInt(cells[1]), e.line(), e.getMessage());
    assertTrue(e.getMessage().contains(cells[2]), e.getMessage());
    assertTrue(e.failure().is(Reason.INVALID_SDP));
    assertFalse(e.getMessage().contains("hush-hush"), "a secret in: " + e.getMessage());
  }

  @Test
  void missingNameAndTimeAreFilledIn() {
    SessionDescription sdp = Sdps.good("phone-odd-habits");
    assertEquals("-", sdp.sessionName());
    assertEquals("John Q. Public", sdp.origin().username());
    String written = SdpWriter.write(sdp);
    assertTrue(written.contains("\r\ns=-\r\n"), written);
    assertTrue(written.contains("\r\nc=IN IP4 192.0.2.99\r\nb=CT:384\r\nt=0 0\r\n"), written);
  }

  @Test
  void longerThan64KiBIsRefused() {
    String text = Sdps.text("good/baresip-offer.sdp") + "a=x:" + "y".repeat(SdpParser.MAX_LENGTH);
    assertThrows(SdpException.class, () -> SdpParser.parse(text));
  }

  @Test
  void tooManyLinesAreRefused() {
    String text = Sdps.text("good/baresip-offer.sdp") + "a=x\n".repeat(SdpParser.MAX_LINES);
    SdpException e = assertThrows(SdpException.class, () -> SdpParser.parse(text));
    assertEquals(SdpParser.MAX_LINES + 1, e.line());
  }

  @Test
  void tooManySectionsAreRefused() {
    String text =
        Sdps.text("good/baresip-offer.sdp") + "m=audio 0 RTP/AVP 0\n".repeat(SdpParser.MAX_MEDIA);
    SdpException e = assertThrows(SdpException.class, () -> SdpParser.parse(text));
    assertTrue(e.getMessage().contains("m-sections"), e.getMessage());
  }

  @Test
  void nothingSecretIsShownInLogs() {
    for (String name : Sdps.GOOD) {
      String shown = Sdps.good(name).toString();
      assertFalse(shown.contains("TestOnlyNotASecret"), name);
      assertFalse(shown.contains("AAAAAAAA"), name);
    }
    String shown = Sdps.good("trunk-sdes-offer").media().get(0).crypto().toString();
    assertFalse(shown.contains("AAAAAAAA"), shown);
  }

  @Test
  void textThatWouldLeaveItsLineCannotBePutIn() {
    assertThrows(SdpException.class, () -> Attribute.of("x", "y\r\na=z"));
    assertThrows(SdpException.class, () -> new SdpLine('b', "AS:1\nm=audio"));
    assertThrows(SdpException.class, () -> Connection.of("192.0.2.1\r\n"));
    assertThrows(SdpException.class, () -> Codec.of(0, "PCMU", 8000).withFmtp("a\nb"));
  }
}
