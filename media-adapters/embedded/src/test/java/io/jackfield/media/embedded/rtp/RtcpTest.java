package io.jackfield.media.embedded.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {

  private final List<String> heard = new ArrayList<>();
  private final RtcpHandler handler =
      new RtcpHandler() {
        @Override
        public void onSenderReport(int ssrc, int ntpMiddle) {
          heard.add("sr " + ssrc + " " + Integer.toHexString(ntpMiddle));
        }

        @Override
        public void onReportBlock(int source, int lost, long jitter, int lsr, int dlsr) {
          heard.add("block " + source + " " + lost + " " + jitter + " " + lsr);
        }

        @Override
        public void onKeyFrameRequest(int media) {
          heard.add("key " + media);
        }

        @Override
        public void onNack(int media, int sequence, int following) {
          heard.add("nack " + media + " " + sequence + " " + following);
        }

        @Override
        public void onBye(int ssrc) {
          heard.add("bye " + ssrc);
        }
      };

  @Test
  void readsWhatItWrites() {
    byte[] data = new byte[1500];
    ReceptionState state = new ReceptionState();
    for (int i = 0; i < 10; i++) {
      if (i != 3 && i != 4) {
        state.count(77, 65530 + i & 0xffff, i * 160, 8000, i * 20_000_000L);
      }
    }
    state.senderReport(0x1234, 0);
    RtcpWriter writer =
        new RtcpWriter(data, 8)
            .reset()
            .senderReport(1, 0xAABBCCDD11223344L, 5, 6, 7)
            .block(state, 1_000_000_000L)
            .cname(1, "name")
            .pli(1, 2)
            .fir(1, 3)
            .nack(1, 4, 500, 9)
            .bye(1);
    assertTrue(RtcpReader.read(data, 8, writer.length(), handler));
    assertEquals(
        List.of("sr 1 ccdd1122", "block 77 2 0 4660", "key 2", "key 3", "nack 4 500 9", "bye 1"),
        heard);
    assertEquals(2, state.lost());
  }

  private static long unsigned(byte[] data, int at) {
    return Rtp.getInt(data, at) & 0xffffffffL;
  }

  @Test
  void ratesAreMantissaAndExponent() {
    byte[] data = new byte[100];
    for (long rate : new long[] {30_000, 131_071, 262_144, 1_500_000, 1_000_000_000, 1L << 40}) {
      assertEquals(24, new RtcpWriter(data, 0).remb(1, 77, rate).length());
      assertTrue(RtcpReader.read(data, 0, 24, handler), "passed over");
      assertEquals(0x52454d42, Rtp.getInt(data, 12));
      long exponent = data[17] >> 2 & 63;
      long remb = (unsigned(data, 16) & 0x3ffff) << exponent;
      assertTrue(remb <= rate && rate - remb < rate / 100_000 + 1, rate + " as " + remb);
      assertEquals(77, Rtp.getInt(data, 20));

      assertEquals(20, new RtcpWriter(data, 0).tmmbr(1, 77, rate).length());
      assertTrue(RtcpReader.read(data, 0, 20, handler), "passed over");
      assertEquals(77, Rtp.getInt(data, 12));
      long tmmbr = (unsigned(data, 16) >> 9 & 0x1ffff) << (unsigned(data, 16) >> 26);
      assertTrue(tmmbr <= rate && rate - tmmbr < rate / 50_000 + 1, rate + " as " + tmmbr);
    }
    assertEquals(List.of(), heard);
  }

  @Test
  void aRestartedSourceIsNotLoss() {
    ReceptionState state = new ReceptionState();
    state.count(1, 100, 0, 8000, 0);
    state.count(1, 40000, 160, 8000, 20_000_000);
    state.count(2, 5, 0, 8000, 40_000_000);
    state.count(2, 6, 160, 8000, 60_000_000);
    assertEquals(0, state.lost());
  }

  @Test
  void jitterFollowsTheFormulaOfTheRfc() {
    ReceptionState state = new ReceptionState();
    for (int i = 0; i < 500; i++) {
      long late = i % 2 == 0 ? 0 : 5_000_000L;
      state.count(1, i, i * 160, 8000, i * 20_000_000L + late);
    }
    assertEquals(40, state.jitter(), 2);
  }

  @Test
  void brokenPacketsNeverThrow() {
    Random random = new Random(9);
    int whole = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(120)];
      random.nextBytes(data);
      for (int at = 0; at + 4 <= data.length; at += 4 * (1 + random.nextInt(8))) {
        data[at] = (byte) (0x80 | data[at] & 0x1f);
        data[at + 1] = (byte) (200 + random.nextInt(8));
        data[at + 2] = 0;
        data[at + 3] = (byte) random.nextInt(10);
      }
      if (RtcpReader.read(data, 0, data.length, handler)) {
        whole++;
      }
    }
    assertTrue(whole > 0);
  }

  @Test
  void findsExtensionElements() {
    byte[] packet = new byte[40];
    Rtp.writeHeader(packet, 0, 0, false, 1, 1, 1);
    packet[0] = (byte) 0x90;
    packet[12] = (byte) 0xBE;
    packet[13] = (byte) 0xDE;
    packet[15] = 2;
    packet[16] = 0x10;
    packet[17] = 9;
    packet[18] = 0x41;
    packet[19] = '4';
    packet[20] = '2';
    assertEquals(19 << 8 | 2, Rtp.extension(packet, 0, 40, 4));
    assertEquals(17 << 8 | 1, Rtp.extension(packet, 0, 40, 1));
    assertEquals(-1, Rtp.extension(packet, 0, 40, 7));
    assertTrue(Rtp.plausible(packet, 0, 40));
    assertFalse(Rtp.plausible(packet, 0, 20));
  }

  @Test
  void randomRtpNeverThrows() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(60)];
      random.nextBytes(data);
      if (data.length > 0) {
        data[0] = (byte) (0x80 | data[0] & 0x3f);
      }
      if (Rtp.plausible(data, 0, data.length)) {
        Rtp.extension(data, 0, data.length, 3);
        Rtp.stripHeader(data, 0, Rtp.headerLength(data, 0, data.length));
      }
    }
  }
}
