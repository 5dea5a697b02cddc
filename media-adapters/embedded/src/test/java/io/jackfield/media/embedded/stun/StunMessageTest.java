package io.jackfield.media.embedded.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunMessageTest {

  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  /** RFC 5769 2.1. */
  private static final byte[] REQUEST =
      HexFormat.of()
          .parseHex(
              "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
                  + "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
                  + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

  /** RFC 5769 2.2 and 2.3. */
  private static final byte[] RESPONSE4 =
      HexFormat.of()
          .parseHex(
              "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
                  + "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                  + "80280004c07d4c96");

  private static final byte[] RESPONSE6 =
      HexFormat.of()
          .parseHex(
              "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
                  + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                  + "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

  private static Optional<StunMessage> parse(byte[] bytes) {
    return StunMessage.parse(bytes, 0, bytes.length);
  }

  @Test
  void readsTheRequestOfTheRfc() {
    StunMessage request = parse(REQUEST).orElseThrow();
    assertEquals(StunMessage.BINDING_REQUEST, request.type());
    assertEquals(Optional.of("evtj:h6vY"), request.username());
    assertEquals(0x6e0001ffL, request.priority().orElseThrow());
    assertTrue(request.iceControlled());
    assertTrue(request.hasFingerprint());
    assertTrue(request.authentic(new StunKey(PASSWORD)));
    assertFalse(request.authentic(new StunKey("another")));
  }

  @Test
  void readsTheResponsesOfTheRfc() throws Exception {
    StunMessage four = parse(RESPONSE4).orElseThrow();
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853),
        four.mappedAddress().orElseThrow());
    assertTrue(four.authentic(new StunKey(PASSWORD)));
    StunMessage six = parse(RESPONSE6).orElseThrow();
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853),
        six.mappedAddress().orElseThrow());
    assertTrue(six.authentic(new StunKey(PASSWORD)));
  }

  @Test
  void aWrongFingerprintIsNoStun() {
    byte[] bytes = REQUEST.clone();
    bytes[30] ^= 1;
    assertTrue(parse(bytes).isEmpty());
  }

  @Test
  void writesWhatItReads() throws Exception {
    StunKey key = new StunKey("password");
    InetSocketAddress from = new InetSocketAddress(InetAddress.getByName("::1"), 4711);
    byte[] bytes =
        new StunWriter(StunMessage.BINDING_SUCCESS, new byte[12])
            .username("a:b")
            .priority(77)
            .useCandidate()
            .role(true, 9)
            .mappedAddress(from)
            .finish(key);
    StunMessage message = parse(bytes).orElseThrow();
    assertTrue(message.authentic(key));
    assertEquals(from, message.mappedAddress().orElseThrow());
    assertTrue(message.useCandidate());
    assertFalse(message.iceControlled());
  }

  @Test
  void randomAndMutilatedBytesNeverThrow() {
    Random random = new Random(3);
    StunKey key = new StunKey("password");
    for (int i = 0; i < 50000; i++) {
      byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(200)] : REQUEST.clone();
      if (i % 2 == 0) {
        random.nextBytes(bytes);
      }
      for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      parse(bytes)
          .ifPresent(
              m -> {
                m.username();
                m.priority();
                m.errorCode();
                m.mappedAddress();
                m.unknownRequired();
                m.authentic(key);
              });
    }
  }
}
