package io.jackfield.appliance.cdr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.store.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecordFileTest {

  @TempDir Path folder;

  static CallRecord record(String id) {
    Instant setup = Instant.parse("2026-01-02T03:04:05.1Z");
    LegStats stats =
        new LegStats(
            new LegStats.Flow(100, 17_200, 1, 1.23456, 0),
            LegStats.Flow.NONE,
            Optional.of("PCMU"),
            Map.of());
    return new CallRecord(
        id,
        "default",
        "1000",
        "1001",
        Optional.of("sip:1001"),
        "sip",
        Optional.of("sip"),
        "embedded",
        Optional.of("s-1"),
        Optional.empty(),
        setup,
        Optional.of(setup.plusMillis(1500)),
        setup.plusMillis(4500),
        "caller",
        Failure.of(Reason.USER_STOP),
        stats,
        LegStats.NONE,
        List.of());
  }

  private void write(String... ids) throws Exception {
    CallRecordFile file = CallRecordFile.open(folder.resolve("data"));
    for (String id : ids) {
      file.write(record(id));
    }
    file.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertEquals(ids.length, file.written());
    assertEquals(0, file.lost());
  }

  @Test
  void aCallIsOneLineOfJson() throws Exception {
    write("c-1");
    assertEquals(
        "{\"call_id\":\"c-1\",\"service\":\"default\",\"caller\":\"1000\",\"dialled\":\"1001\","
            + "\"reached\":\"sip:1001\",\"caller_protocol\":\"sip\",\"callee_protocol\":\"sip\","
            + "\"backend\":\"embedded\",\"caller_session_id\":\"s-1\",\"callee_session_id\":null,"
            + "\"setup_time\":\"2026-01-02T03:04:05.100Z\","
            + "\"answer_time\":\"2026-01-02T03:04:06.600Z\","
            + "\"end_time\":\"2026-01-02T03:04:09.600Z\",\"setup_ms\":1500,\"duration_ms\":3000,"
            + "\"ended_by\":\"caller\",\"reason\":\"user_stop\",\"reason_text\":\"User stop\","
            + "\"code\":100011,\"q850\":16,\"sip_status\":480,"
            + "\"caller_media\":{\"codec\":\"PCMU\",\"received\":{\"packets\":100,\"bytes\":17200,"
            + "\"lost\":1,\"jitter_ms\":1.23,\"round_trip_ms\":0.0},\"sent\":{\"packets\":0,"
            + "\"bytes\":0,\"lost\":0,\"jitter_ms\":0.0,\"round_trip_ms\":0.0}},"
            + "\"callee_media\":{\"codec\":null,\"received\":{\"packets\":0,\"bytes\":0,\"lost\":0,"
            + "\"jitter_ms\":0.0,\"round_trip_ms\":0.0},\"sent\":{\"packets\":0,\"bytes\":0,"
            + "\"lost\":0,\"jitter_ms\":0.0,\"round_trip_ms\":0.0}}}",
        Files.readString(folder.resolve("data/cdr.jsonl")).trim());
  }

  @Test
  void linesOfEarlierStartsStay() throws Exception {
    write("c-1", "c-2");
    write("c-3");
    List<String> lines = Files.readAllLines(folder.resolve("data/cdr.jsonl"));
    assertEquals(3, lines.size());
    assertEquals("{\"call_id\":\"c-3\"", lines.get(2).substring(0, 16));
  }

  private static CallRecord ongoing(String id, boolean answered) {
    CallRecord whole = record(id);
    return new CallRecord(
        id,
        whole.service(),
        whole.caller(),
        whole.dialled(),
        whole.reached(),
        whole.callerProtocol(),
        whole.calleeProtocol(),
        whole.backend(),
        whole.callerSession(),
        whole.calleeSession(),
        whole.setup(),
        answered ? whole.answered() : Optional.empty(),
        whole.setup(),
        "",
        Failure.of(Reason.EXIT),
        LegStats.NONE,
        LegStats.NONE,
        List.of());
  }

  /** What the process did before it was killed. */
  private void killedAfter(CallRecord written, CallRecord... left) throws Exception {
    CallRecordFile file = CallRecordFile.open(folder.resolve("data"));
    file.ongoing(ongoing(written.call(), true));
    for (CallRecord each : left) {
      file.ongoing(each);
    }
    file.write(written);
    file.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("data/cdr.jsonl"));
  }

  @Test
  void callsAKilledProcessHasLeftGetTheirRecordAtTheNextStart() throws Exception {
    killedAfter(
        record("over"), ongoing("rings", false), ongoing("talks", false), ongoing("talks", true));
    assertEquals(1, lines().size());
    Path open = folder.resolve("data/cdr-open.jsonl");
    Instant killed = Instant.parse("2026-01-02T03:05:06.6Z");
    // A line that was being written, in the middle of a character.
    Files.write(open, new byte[] {'+', '{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(open, FileTime.from(killed));
    write();
    List<String> lines = lines();
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("{\"call_id\":\"rings\""), lines.get(1));
    assertTrue(lines.get(1).contains("\"setup_ms\":61500,\"duration_ms\":0,"), lines.get(1));
    assertTrue(lines.get(2).contains("\"reason\":\"exit\""), lines.get(2));
    assertTrue(lines.get(2).contains("\"end_time\":\"2026-01-02T03:05:06.600Z\""), lines.get(2));
    assertTrue(lines.get(2).contains("\"setup_ms\":1500,\"duration_ms\":60000,"), lines.get(2));
    write();
    assertEquals(3, lines().size(), "once");
  }

  @Test
  void aRecordWrittenJustBeforeTheEndIsNotToldTwice() throws Exception {
    killedAfter(record("over"));
    Files.writeString(
        folder.resolve("data/cdr-open.jsonl"), "+" + CallRecordLine.of(ongoing("over", true)));
    write();
    assertEquals(1, lines().size());
  }

  @Test
  void theFileOfOpenCallsDoesNotGrowWithThoseThatHaveEnded() throws Exception {
    CallRecordFile file = CallRecordFile.open(folder.resolve("data"));
    file.ongoing(ongoing("long", true));
    for (int i = 0; i < 3_000; i++) {
      file.ongoing(ongoing("c-" + i, true));
      file.write(record("c-" + i));
    }
    file.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    long size = Files.size(folder.resolve("data/cdr-open.jsonl"));
    assertTrue(size < 2_600 * 1_000L, size + " bytes");
    write();
    assertEquals(3_001, lines().size());
  }

  @Test
  void aFolderThatCannotBeMadeIsToldAtTheStart() throws Exception {
    Path occupied = Files.createFile(folder.resolve("file"));
    assertThrows(IOException.class, () -> CallRecordFile.open(occupied));
  }
}
