package io.jackfield.media.embedded.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpContextTest {

  private final CryptoTools tools = new CryptoTools();
  private final Random random = new Random(7);

  private SdesKey key(SrtpProfile profile) {
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    random.nextBytes(material);
    return new SdesKey(profile, material);
  }

  private static byte[] packet(int ssrc, int sequence) {
    byte[] data = new byte[256];
    data[0] = (byte) 0x80;
    data[2] = (byte) (sequence >>> 8);
    data[3] = (byte) sequence;
    SrtpContext.putInt(data, 8, ssrc);
    Arrays.fill(data, 12, 172, (byte) 0x55);
    return data;
  }

  @ParameterizedTest
  @EnumSource
  void countsTheRollOver(SrtpProfile profile) {
    SdesKey key = key(profile);
    SrtpContext out = new SrtpContext(key, tools);
    SrtpContext in = new SrtpContext(key, tools);
    for (int i = 30000; i < 30000 + 140000; i += 7) {
      byte[] data = packet(9, i);
      int size = out.protectRtp(data, 0, 172);
      assertEquals(172 + profile.rtpTagLength(), size);
      assertEquals(172, in.unprotectRtp(data, 0, size), "packet " + i);
      assertArrayEquals(packet(9, i), clear(data));
    }
  }

  private static byte[] clear(byte[] data) {
    Arrays.fill(data, 172, 256, (byte) 0);
    return data;
  }

  @ParameterizedTest
  @EnumSource
  void takesEachPacketOnceInAnyOrder(SrtpProfile profile) {
    SdesKey key = key(profile);
    SrtpContext out = new SrtpContext(key, tools);
    SrtpContext in = new SrtpContext(key, tools);
    byte[][] sealed = new byte[100][];
    int size = 0;
    for (int i = 0; i < sealed.length; i++) {
      sealed[i] = packet(1, 65500 + i);
      size = out.protectRtp(sealed[i], 0, 172);
    }
    assertEquals(172, in.unprotectRtp(sealed[0].clone(), 0, size));
    for (int i = sealed.length - 1; i > 0; i--) {
      assertEquals(172, in.unprotectRtp(sealed[i].clone(), 0, size), "packet " + i);
    }
    for (byte[] again : sealed) {
      assertEquals(SrtpContext.REPLAYED, in.unprotectRtp(again.clone(), 0, size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverSealsTwoPacketsUnderOneIndex(SrtpProfile profile) {
    SrtpContext out = new SrtpContext(key(profile), tools);
    assertTrue(out.protectRtp(packet(1, 5), 0, 172) > 0);
    assertEquals(SrtpContext.REPLAYED, out.protectRtp(packet(1, 5), 0, 172));
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWrongKey(SrtpProfile profile) {
    byte[] data = packet(1, 5);
    int size = new SrtpContext(key(profile), tools).protectRtp(data, 0, 172);
    assertEquals(
        SrtpContext.NOT_AUTHENTIC,
        new SrtpContext(key(profile), tools).unprotectRtp(data, 0, size));
  }

  @ParameterizedTest
  @EnumSource
  void carriesRtcp(SrtpProfile profile) {
    SdesKey key = key(profile);
    SrtpContext out = new SrtpContext(key, tools);
    SrtpContext in = new SrtpContext(key, tools);
    for (int i = 0; i < 300; i++) {
      byte[] data = new byte[200];
      data[0] = (byte) 0x80;
      data[1] = (byte) 201;
      data[30] = (byte) i;
      int size = out.protectRtcp(data, 0, 60);
      byte[] again = data.clone();
      assertEquals(60, in.unprotectRtcp(data, 0, size));
      assertEquals((byte) i, data[30]);
      assertEquals(SrtpContext.REPLAYED, in.unprotectRtcp(again, 0, size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomBytesNeverThrow(SrtpProfile profile) {
    SrtpContext in = new SrtpContext(key(profile), tools);
    for (int i = 0; i < 20000; i++) {
      byte[] data = new byte[random.nextInt(300)];
      random.nextBytes(data);
      assertTrue(in.unprotectRtp(data, 0, data.length) < 0);
      assertTrue(in.unprotectRtcp(data, 0, data.length) < 0);
    }
  }
}
