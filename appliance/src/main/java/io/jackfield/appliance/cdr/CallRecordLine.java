package io.jackfield.appliance.cdr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.store.TransferRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A call record as one line of JSON. Times are RFC 3339 in UTC with milliseconds, durations
 * milliseconds.
 */
final class CallRecordLine {

  private static final JsonFactory JSON = new JsonFactory();

  /** Always three digits of milliseconds: lines then sort by time as text. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private CallRecordLine() {}

  static String of(CallRecord record) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("call_id", record.call());
      json.writeStringField("service", record.service());
      json.writeStringField("caller", record.caller());
      json.writeStringField("dialled", record.dialled());
      optional(json, "reached", record.reached());
      json.writeStringField("caller_protocol", record.callerProtocol());
      optional(json, "callee_protocol", record.calleeProtocol());
      json.writeStringField("backend", record.backend());
      optional(json, "caller_session_id", record.callerSession());
      optional(json, "callee_session_id", record.calleeSession());
      times(json, record);
      json.writeStringField("ended_by", record.endedBy());
      json.writeStringField("reason", record.failure().name());
      json.writeStringField("reason_text", record.failure().text());
      json.writeNumberField("code", record.failure().code());
      json.writeNumberField("q850", record.failure().q850());
      json.writeNumberField("sip_status", record.failure().sipStatus());
      leg(json, "caller_media", record.callerStats());
      leg(json, "callee_media", record.calleeStats());
      transfers(json, record.transfers());
      json.writeEndObject();
    } catch (IOException e) {
      // A StringWriter does not fail.
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /** RFC 3339 in UTC with milliseconds. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  private static void times(JsonGenerator json, CallRecord record) throws IOException {
    Instant setupEnd = record.answered().orElse(record.ended());
    json.writeStringField("setup_time", TIME.format(record.setup()));
    optional(json, "answer_time", record.answered().map(TIME::format));
    json.writeStringField("end_time", TIME.format(record.ended()));
    json.writeNumberField("setup_ms", Duration.between(record.setup(), setupEnd).toMillis());
    json.writeNumberField(
        "duration_ms",
        record
            .answered()
            .map(answer -> Duration.between(answer, record.ended()).toMillis())
            .orElse(0L));
  }

  /** Absent in the many calls without one. */
  private static void transfers(JsonGenerator json, List<TransferRecord> all) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("transfers");
    for (TransferRecord each : all) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(each.at()));
      json.writeStringField("by", each.by());
      json.writeStringField("kind", each.kind());
      json.writeStringField("target", each.target());
      json.writeStringField("outcome", each.outcome());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void leg(JsonGenerator json, String name, LegStats stats) throws IOException {
    json.writeObjectFieldStart(name);
    optional(json, "codec", stats.audioCodec());
    flow(json, "received", stats.received());
    flow(json, "sent", stats.sent());
    json.writeEndObject();
  }

  private static void flow(JsonGenerator json, String name, LegStats.Flow flow) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("packets", flow.packets());
    json.writeNumberField("bytes", flow.bytes());
    json.writeNumberField("lost", flow.lost());
    json.writeNumberField("jitter_ms", rounded(flow.jitterMillis()));
    json.writeNumberField("round_trip_ms", rounded(flow.roundTripMillis()));
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static double rounded(double millis) {
    return Math.round(millis * 100) / 100.0;
  }
}
