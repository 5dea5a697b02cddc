package io.jackfield.media.embedded.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PacketCipherTest {

  private static final HexFormat HEX = HexFormat.of();
  private final CryptoTools tools = new CryptoTools();

  /** RFC 3711 B.2: the key stream of AES counter mode. */
  @Test
  void counterModeGivesTheKeyStreamOfTheRfc() {
    tools.generate(
        CryptoTools.blockCipher(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c")),
        HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000"),
        0,
        3);

    assertEquals(
        "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0",
        HEX.formatHex(tools.keystream(), 0, 48));
  }

  /** RFC 7714 16.1.1: AEAD_AES_128_GCM over RTP. */
  @Test
  void gcmSealsTheRtpPacketOfTheRfc() {
    byte[] packet =
        room(
            "8040f17b8041f8d35501a0b2"
                + "47616c6c696120657374206f6d6e6973206469766973612069"
                + "6e207061727465732074726573");
    GcmCipher cipher =
        new GcmCipher(
            tools,
            HEX.parseHex("000102030405060708090a0b0c0d0e0f"),
            HEX.parseHex("517569642070726f2071756f"));

    cipher.sealRtp(packet, 0, 12, 50, 0x5501a0b2, 0xf17b);

    assertEquals(
        "8040f17b8041f8d35501a0b2"
            + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
            + "899d7f27beb16a9152cf765ee4390cce",
        HEX.formatHex(packet, 0, 66));
    assertTrue(cipher.openRtp(packet, 0, 12, 50, 0x5501a0b2, 0xf17b));
    assertEquals("47616c6c", HEX.formatHex(packet, 12, 16));
  }

  /** RFC 7714 16.2.1: AEAD_AES_256_GCM over RTP. */
  @Test
  void gcmWithTheLongKeySealsTheRtpPacketOfTheRfc() {
    byte[] packet =
        room(
            "8040f17b8041f8d35501a0b2"
                + "47616c6c696120657374206f6d6e6973206469766973612069"
                + "6e207061727465732074726573");
    GcmCipher cipher =
        new GcmCipher(
            tools,
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
            HEX.parseHex("517569642070726f2071756f"));

    cipher.sealRtp(packet, 0, 12, 50, 0x5501a0b2, 0xf17b);

    assertEquals(
        "8040f17b8041f8d35501a0b2"
            + "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
            + "7aa3db36dfffd6b0f9bb7878d7a76c13",
        HEX.formatHex(packet, 0, 66));
  }

  /** RFC 7714 17.1: AEAD_AES_128_GCM over RTCP, encrypted. */
  @Test
  void gcmSealsTheRtcpPacketOfTheRfc() {
    byte[] packet =
        room(
            "81c8000d4d617273"
                + "4e5450314e545032525450200000042a0000e930"
                + "4c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
    GcmCipher cipher =
        new GcmCipher(
            tools,
            HEX.parseHex("000102030405060708090a0b0c0d0e0f"),
            HEX.parseHex("517569642070726f2071756f"));

    int size = cipher.sealRtcp(packet, 0, 52, 0x4d617273, 0x800005d4);

    assertEquals(
        "81c8000d4d617273"
            + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
            + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
        HEX.formatHex(packet, 0, size));
    assertEquals(52, cipher.openRtcp(packet, 0, size, 0x4d617273, 0x800005d4));
    assertEquals("4e545031", HEX.formatHex(packet, 8, 12));
  }

  @Test
  void gcmAgreesWithTheJdkAtEveryLength() throws Exception {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[16];
    byte[] salt = new byte[12];
    random.nextBytes(key);
    GcmCipher cipher = new GcmCipher(tools, key, salt);
    for (int body = 0; body < 200; body++) {
      byte[] packet = new byte[12 + body + 16];
      random.nextBytes(packet);
      byte[] iv = new byte[12];
      System.arraycopy(packet, 8, iv, 2, 4);
      iv[10] = 0x12;
      iv[11] = 0x34;
      Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
      jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      jdk.updateAAD(packet, 0, 12);
      byte[] expected = jdk.doFinal(packet, 12, body);

      cipher.sealRtp(packet, 0, 12, 12 + body, SrtpContext.getInt(packet, 8), 0x1234);

      assertArrayEquals(expected, Arrays.copyOfRange(packet, 12, packet.length), "body " + body);
    }
  }

  @Test
  void anyChangedBitIsFound() {
    for (SrtpProfile profile : SrtpProfile.values()) {
      SdesKey key = new SdesKey(profile, new byte[profile.keyLength() + profile.saltLength()]);
      byte[] sealed = new byte[300];
      sealed[0] = (byte) 0x80;
      int size = new SrtpContext(key, tools).protectRtp(sealed, 0, 52);
      SrtpContext in = new SrtpContext(key, tools);
      for (int bit = 16; bit < size * 8; bit++) {
        byte[] broken = sealed.clone();
        broken[bit / 8] ^= (byte) (1 << (bit & 7));
        assertFalse(in.unprotectRtp(broken, 0, size) >= 0, profile + " bit " + bit);
      }
      assertEquals(52, in.unprotectRtp(sealed, 0, size));
    }
  }

  private static byte[] room(String hex) {
    return Arrays.copyOf(HEX.parseHex(hex), 200);
  }
}
