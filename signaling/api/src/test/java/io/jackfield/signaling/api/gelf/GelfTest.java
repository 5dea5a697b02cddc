package io.jackfield.signaling.api.gelf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.api.core.LogEntry;
import io.jackfield.signaling.api.envelope.TestJson;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.netty.NettyTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** core-commands.md, {@code log}; GELF 1.1. */
class GelfTest {

  private static LogEntry entry(String message, Optional<String> full, Map<String, Object> meta) {
    return new LogEntry(
        Instant.ofEpochMilli(1_700_000_000_123L),
        "phone-7",
        message,
        full,
        3,
        meta,
        "ana",
        "c-1",
        "default");
  }

  @Test
  void theFieldsAreThoseOfTheTable() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("n", 7);
    meta.put("text", "x");
    meta.put("id", "theirs");
    meta.put("flag", true);
    meta.put("list", List.of(1, Map.of("a", "b")));
    meta.put("none", null);
    meta.put("odd key!", 1);
    meta.put("user", "forged");
    meta.put("srv_id", "forged");
    Map<String, Object> fields = GelfMessage.fields(entry("short", Optional.of("long"), meta));
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("version", "1.1");
    wanted.put("host", "phone-7");
    wanted.put("short_message", "short");
    wanted.put("full_message", "long");
    wanted.put("timestamp", new BigDecimal("1700000000.123"));
    wanted.put("level", 3);
    wanted.put("_n", 7);
    wanted.put("_text", "x");
    wanted.put("_meta_id", "theirs");
    wanted.put("_flag", "true");
    wanted.put("_list", "[1,{\"a\":\"b\"}]");
    wanted.put("_none", "null");
    wanted.put("_odd_key_", 1);
    wanted.put("_user", "ana");
    wanted.put("_session_id", "c-1");
    wanted.put("_srv_id", "default");
    assertEquals(wanted, fields);
  }

  @Test
  void aShortMessageIsOneDatagramWithoutHeader() {
    byte[] message = new byte[GelfChunks.DATAGRAM];
    assertArrayEquals(message, GelfChunks.of(message, 7).get(0));
    assertEquals(2, GelfChunks.of(new byte[GelfChunks.DATAGRAM + 1], 7).size());
  }

  @Test
  void chunksJoinToTheMessage() {
    Random random = new Random(7);
    for (int length : new int[] {1_421, 2_816, 2_817, 128 * 1_408, 128 * 1_408 + 1, 128 * 8_180}) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      List<byte[]> chunks = GelfChunks.of(message, 0x0102030405060708L);
      assertTrue(chunks.size() <= GelfChunks.MOST, length + " makes " + chunks.size());
      assertArrayEquals(message, joined(chunks), "of " + length);
    }
    assertEquals(List.of(), GelfChunks.of(new byte[128 * 8_180 + 1], 7));
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteBuffer all = ByteBuffer.allocate(chunks.stream().mapToInt(c -> c.length - 12).sum());
    for (int i = 0; i < chunks.size(); i++) {
      ByteBuffer chunk = ByteBuffer.wrap(chunks.get(i));
      assertEquals(0x1e0f, chunk.getShort());
      assertEquals(0x0102030405060708L, chunk.getLong());
      assertEquals(i, chunk.get());
      assertEquals(chunks.size(), chunk.get() & 0xff);
      all.put(chunk);
    }
    return all.array();
  }

  @Test
  void aServerReceivesWhatWasLogged() throws Exception {
    NettyTransport transport = new NettyTransport(TransportConfig.defaults());
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      DatagramEndpoint endpoint =
          transport
              .bind(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  DatagramOptions.defaults(),
                  (end, remote, bytes) -> {})
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      List<LogEntry> unsent = new ArrayList<>();
      GelfSender sender =
          new GelfSender(
              CompletableFuture.completedFuture(endpoint),
              () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
              Runnable::run,
              () -> 7,
              unsent::add);
      sender.accept(entry("grüße", Optional.empty(), Map.of()));
      assertEquals("grüße", unzipped(received(server)).get("short_message"));
      String noise =
          new Random(7).ints(4_000).mapToObj(Integer::toString).reduce("", String::concat);
      sender.accept(entry("long", Optional.of(noise), Map.of()));
      List<byte[]> chunks = new ArrayList<>();
      do {
        chunks.add(received(server));
      } while (chunks.size() < chunks.get(0)[11]);
      chunks.sort((a, b) -> a[10] - b[10]);
      ByteBuffer all = ByteBuffer.allocate(1 << 20);
      chunks.forEach(c -> all.put(c, 12, c.length - 12));
      assertEquals(noise, unzipped(Arrays.copyOf(all.array(), all.position())).get("full_message"));
      assertEquals(List.of(), unsent);
    } finally {
      transport.close(Duration.ofSeconds(1)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static byte[] received(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    server.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static Map<String, Object> unzipped(byte[] message) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(message))) {
      return TestJson.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatCannotBeSentGoesToTheOtherLog() {
    List<LogEntry> unsent = new ArrayList<>();
    CompletableFuture<DatagramEndpoint> none = new CompletableFuture<>();
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("log.invalid", 12_201);
    GelfSender busy =
        new GelfSender(
            none,
            () -> nowhere,
            task -> {
              throw new RejectedExecutionException();
            },
            () -> 7,
            unsent::add);
    busy.accept(entry("no time", Optional.empty(), Map.of()));
    GelfSender lost = new GelfSender(none, () -> nowhere, Runnable::run, () -> 7, unsent::add);
    lost.accept(entry("no address", Optional.empty(), Map.of()));
    assertEquals(List.of("no time", "no address"), unsent.stream().map(LogEntry::message).toList());
  }
}
