package io.jackfield.media.embedded.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames out of RTP payloads: the descriptors of RFC 7741 4.2 and RFC 9628 4.2. */
class PictureAssemblerTest {

  private static Optional<PictureAssembler.Picture> add(
      PictureAssembler to, String hex, int time, boolean last, boolean gap) {
    byte[] data = HexFormat.of().parseHex(hex);
    return to.add(data, 0, data.length, time, last, gap);
  }

  /** Descriptor, then a frame in two parts; key frames have the first bit 0 (VP8). */
  @ParameterizedTest
  @CsvSource({
    // S alone
    "false,10,00",
    // X; I with 7 bits
    "false,908005,8005",
    // X; I with 15 bits
    "false,90808005,80808005",
    // X; I, L, T: picture id, TL0PICIDX, TID
    "false,90e0800511e0,80e0800511e0",
    // I, B alone; then not flexible, 15 bits of picture id
    "true,888005,808005",
    // L of two bytes
    "true,a805e011,a005e011",
    // B, F, without picture id
    "true,18,10"
  })
  void aFrameIsPutTogether(boolean vp9, String first, String second) {
    PictureAssembler assembler = new PictureAssembler(vp9);
    // VP9: frame marker, profile 0, key frame.
    String key = vp9 ? "82" : "00";
    String descriptor = vp9 && first.equals("18") ? "18" : first;
    assertTrue(assembler.wantsKeyFrame());
    assertTrue(add(assembler, descriptor + key + "0102", 5, false, false).isEmpty());
    PictureAssembler.Picture picture =
        add(assembler, continued(vp9, second) + "0304", 5, true, false).orElseThrow();
    assertArrayEquals(HexFormat.of().parseHex(key + "01020304"), picture.data());
    assertTrue(picture.key());
    assertFalse(assembler.wantsKeyFrame());
  }

  private static String continued(boolean vp9, String second) {
    if (!vp9) {
      // The same without S.
      return second.equals("00") ? "00" : second;
    }
    return second;
  }

  @Test
  void theStructureOfVp9IsPassedOver() {
    PictureAssembler assembler = new PictureAssembler(true);
    // I, B, V; picture id 5; N_S 0, Y, G; 320 x 200; two pictures, the second with one reference.
    String head = "8a05" + "18" + "014000c8" + "02" + "00" + "0401";
    PictureAssembler.Picture picture = add(assembler, head + "82aa", 5, true, false).orElseThrow();
    assertArrayEquals(HexFormat.of().parseHex("82aa"), picture.data());
  }

  @Test
  void whatRefersToALostFrameIsLeftOut() {
    PictureAssembler assembler = new PictureAssembler(false);
    assertTrue(add(assembler, "1001ff", 1, true, false).isEmpty(), "no key frame yet");
    assertTrue(add(assembler, "1000ff", 2, true, false).isPresent());
    assertTrue(add(assembler, "1001ff", 3, true, false).isPresent());
    assertTrue(add(assembler, "1001ff", 5, true, true).isEmpty(), "one is missing");
    assertTrue(assembler.wantsKeyFrame());
    assertTrue(add(assembler, "1001ff", 6, true, false).isEmpty());
    assertEquals(
        Optional.of(true),
        add(assembler, "1000ff", 7, true, false).map(PictureAssembler.Picture::key));
    assertFalse(assembler.wantsKeyFrame());
  }

  @Test
  void aFrameThatNeverEndsIsLeftOut() {
    PictureAssembler assembler = new PictureAssembler(false);
    byte[] data = new byte[1300];
    data[0] = 0x10;
    for (int i = 0; i < 10_000; i++) {
      assertTrue(assembler.add(data, 0, data.length, 1, false, false).isEmpty());
    }
    assertTrue(assembler.wantsKeyFrame());
    assertTrue(add(assembler, "1000", 2, true, false).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anyBytesAreAFrameOrNone(boolean vp9) {
    Random random = new Random(11);
    PictureAssembler assembler = new PictureAssembler(vp9);
    for (int i = 0; i < 200_000; i++) {
      byte[] data = new byte[1 + random.nextInt(12)];
      random.nextBytes(data);
      Optional<PictureAssembler.Picture> picture =
          assembler.add(data, 0, data.length, i / 3, random.nextBoolean(), random.nextInt(9) == 0);
      picture.ifPresent(p -> assertTrue(p.data().length > 0));
    }
  }
}
