package io.jackfield.signaling.api.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** protocol.md, "Raw TCP". */
class FrameReaderTest {

  private static final int LIMIT = 100;

  private final FrameReader reader = new FrameReader(LIMIT);
  private final List<String> texts = new ArrayList<>();

  private void read(byte... bytes) throws FrameException {
    reader.read(ByteBuffer.wrap(bytes), texts::add);
  }

  private void read(String text) throws FrameException {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  private int refused(byte... bytes) {
    return assertThrows(FrameException.class, () -> read(bytes)).closeCode();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theFirstByteDecidesAndNothingIsKnownBefore() throws FrameException {
    assertEquals(Optional.empty(), reader.mode());
    read();
    assertEquals(Optional.empty(), reader.mode());
    read("{");
    assertEquals(Optional.of(FrameMode.LINES), reader.mode());
    FrameReader other = new FrameReader(LIMIT);
    other.read(ByteBuffer.wrap(new byte[] {0}), texts::add);
    assertEquals(Optional.of(FrameMode.LENGTH), other.mode());
  }

  @Test
  void aPrefixIsFourBytesMostSignificantFirst() throws FrameException {
    read((byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) '{', (byte) '}');
    assertEquals(List.of("{}"), texts);
    assertArrayEquals(new byte[] {0, 0, 0, 3, '{', ' ', '}'}, FrameMode.LENGTH.encode("{ }"));
    assertArrayEquals(
        new byte[] {0, 0, 0, 2, (byte) 0xC3, (byte) 0xA9}, FrameMode.LENGTH.encode("é"));
  }

  @Test
  void linesEndWithLfOrCrLfAndBlankOnesAreLeftOut() throws FrameException {
    read("{\"a\":1}\n\n\r\n  \n{\"b\":2}\r\n{\"c\"");
    assertEquals(List.of("{\"a\":1}", "{\"b\":2}"), texts);
    read(":3}\r");
    read("\n");
    assertEquals("{\"c\":3}", texts.get(2));
    assertArrayEquals(bytes("{}\n"), FrameMode.LINES.encode("{}"));
  }

  @Test
  void anyCutOfAStreamGivesTheSameTexts() throws FrameException {
    Random random = new Random(5);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      said.add("{\"é" + "x".repeat(random.nextInt(80)) + "\":" + i + "}");
    }
    for (FrameMode mode : FrameMode.values()) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      said.forEach(text -> stream.writeBytes(mode.encode(text)));
      for (int run = 0; run < 50; run++) {
        List<String> heard = new ArrayList<>();
        FrameReader fresh = new FrameReader(LIMIT);
        ByteBuffer all = ByteBuffer.wrap(stream.toByteArray());
        while (all.hasRemaining()) {
          int count = Math.min(all.remaining(), 1 + random.nextInt(run < 10 ? 3 : 300));
          fresh.read(all.slice(all.position(), count), heard::add);
          all.position(all.position() + count);
        }
        assertEquals(said, heard);
      }
    }
  }

  @Test
  void aPrefixOverTheLimitIsRefusedAtTheFirstByteThatTells() throws FrameException {
    assertEquals(1009, refused((byte) 'G'));
    FrameReader other = new FrameReader(LIMIT);
    other.read(ByteBuffer.wrap(new byte[] {0, 0, 0}), texts::add);
    assertThrows(
        FrameException.class, () -> other.read(ByteBuffer.wrap(new byte[] {101}), texts::add));
    FrameReader fits = new FrameReader(LIMIT);
    fits.read(ByteBuffer.wrap(FrameMode.LENGTH.encode("x".repeat(LIMIT))), texts::add);
    assertEquals(LIMIT, texts.get(0).length());
  }

  @Test
  void aLineOverTheLimitIsRefusedBeforeItEnds() throws FrameException {
    read("{" + "x".repeat(LIMIT - 1));
    assertEquals(1009, refused(bytes("xx")));
    FrameReader fits = new FrameReader(LIMIT);
    fits.read(ByteBuffer.wrap(bytes("{" + "x".repeat(LIMIT - 1) + "\r\n")), texts::add);
    assertEquals(LIMIT, texts.get(0).length());
    FrameReader over = new FrameReader(LIMIT);
    assertThrows(
        FrameException.class,
        () -> over.read(ByteBuffer.wrap(bytes("{" + "x".repeat(LIMIT) + "\n")), texts::add));
  }

  @Test
  void whatIsNoUtf8IsRefusedInBothModes() {
    assertEquals(1007, refused((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0xFF));
    FrameReader lines = new FrameReader(LIMIT);
    byte[] line = {'{', (byte) 0xC3, '\n'};
    FrameException e =
        assertThrows(FrameException.class, () -> lines.read(ByteBuffer.wrap(line), texts::add));
    assertEquals(1007, e.closeCode());
  }

  @Test
  void anEmptyFrameIsATextThatIsNoJson() throws FrameException {
    read((byte) 0, (byte) 0, (byte) 0, (byte) 0);
    assertEquals(List.of(""), texts);
  }

  @Test
  void aHigherLimitHoldsForTheNextText() throws FrameException {
    read(FrameMode.LENGTH.encode("{}"));
    reader.limit(LIMIT * 2);
    read(FrameMode.LENGTH.encode("x".repeat(LIMIT * 2)));
    assertEquals(LIMIT * 2, texts.get(1).length());
  }

  @Test
  void whateverComesIsReadOrRefusedAndNeverKeptBeyondTheLimit() {
    Random random = new Random(11);
    int refused = 0;
    for (int run = 0; run < 5_000; run++) {
      FrameReader any = new FrameReader(LIMIT);
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      if (noise.length > 0 && run % 3 > 0) {
        noise[0] = (byte) (run % 3 == 1 ? '{' : 0);
      }
      try {
        any.read(ByteBuffer.wrap(noise), text -> assertTrue(text.length() <= LIMIT));
      } catch (FrameException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000);
  }
}
