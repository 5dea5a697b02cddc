package io.jackfield.gateway.session;

import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON-like bodies that show a session (media-session.md {@code get_info}, events.md). */
public final class SessionInfo {

  private SessionInfo() {}

  /**
   * A description as clients see it.
   *
   * @param description offer or answer
   * @return {@code sdp}, {@code sdp_type}, {@code trickle_ice}, {@code backend} and the metadata
   */
  public static Map<String, Object> body(Description description) {
    Map<String, Object> body = new LinkedHashMap<>();
    description.sdp().ifPresent(sdp -> body.put("sdp", sdp));
    body.put("sdp_type", wire(description.kind()));
    body.put("trickle_ice", description.trickle());
    description.backend().ifPresent(b -> body.put("backend", b));
    description.extra().forEach(body::putIfAbsent);
    return body;
  }

  /**
   * A type with its fields, as in the {@code type} event.
   *
   * @param type the type
   * @return {@code type} and its fields
   */
  public static Map<String, Object> typeBody(LegType type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type.type().wireName());
    if (type instanceof LegType.Bridge t) {
      body.put("peer_id", t.peer().value());
    } else if (type instanceof LegType.Connect t) {
      body.put("peer_id", t.peer().value());
    } else if (type instanceof LegType.Publish t) {
      body.put("room_id", t.room().value());
    } else if (type instanceof LegType.Listen t) {
      body.put("publisher_id", t.publisher().value());
    } else if (type instanceof LegType.Mcu t) {
      body.put("room_id", t.room().value());
      t.layout().ifPresent(l -> body.put("layout", l));
    } else if (type instanceof LegType.Play t) {
      body.put("uri", t.uri());
      t.loops().ifPresent(l -> body.put("loops", l));
    } else if (type instanceof LegType.Proxy t) {
      body.put("sdp_type", wire(t.far()));
    }
    return body;
  }

  /** The type in force with its fields and what the engine says of it, as in the event. */
  static Map<String, Object> typeBody(SessionDraft d) {
    Map<String, Object> body = d.type.map(SessionInfo::typeBody).orElseGet(LinkedHashMap::new);
    d.typeInfo.forEach(body::putIfAbsent);
    return body;
  }

  /**
   * Everything known of a session.
   *
   * @param s its state
   * @param call the call it belongs to
   * @return in the order of the specification
   */
  public static Map<String, Object> info(SessionState s, Optional<String> call) {
    CreateSession o = s.options();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("session_id", s.id().value());
    Map<String, Object> ext =
        s.type().map(SessionInfo::typeBody).orElseGet(() -> new LinkedHashMap<>());
    ext.remove("type");
    body.put("type", s.type().map(t -> t.type().wireName()).orElse("p2p"));
    body.putAll(ext);
    ext.putAll(s.typeInfo());
    if (!ext.isEmpty()) {
      body.put("type_ext", ext);
    }
    body.put("backend", s.engine().map(EngineFacts::backend).orElse("p2p"));
    body.put("backend_role", s.clientOffered() && !s.presented() ? "offeree" : "offerer");
    s.offer().ifPresent(d -> body.put("offer", body(d)));
    s.answer().ifPresent(d -> body.put("answer", body(d)));
    body.put("no_offer_trickle_ice", o.noOfferTrickle());
    body.put("no_answer_trickle_ice", o.noAnswerTrickle());
    body.put("trickle_ice_timeout", o.trickleTimeout().toMillis());
    body.put("set_master_answer", o.setMasterAnswer());
    body.put("stop_after_peer", o.stopAfterPeer());
    body.put("wait_timeout", o.timeouts().waiting().toSeconds());
    body.put("ready_timeout", o.timeouts().ready().toSeconds());
    body.put("ring_timeout", o.timeouts().ringing().toSeconds());
    body.put("hangup_after_error", o.hangupAfterError());
    s.media().muteAudio().ifPresent(v -> body.put("mute_audio", v));
    s.media().muteVideo().ifPresent(v -> body.put("mute_video", v));
    s.media().muteData().ifPresent(v -> body.put("mute_data", v));
    s.media().bitrate().ifPresent(v -> body.put("bitrate", v));
    o.master().filter(m -> s.linked()).ifPresent(m -> body.put("master_id", m.value()));
    s.slave().ifPresent(m -> body.put("slave_id", m.value()));
    call.ifPresent(c -> body.put("call_id", c));
    o.owner()
        .ifPresent(
            w -> {
              w.user().ifPresent(u -> body.put("user_id", u));
              body.put("user_session", w.connection());
            });
    s.recording().uri().ifPresent(uri -> body.put("record_uri", uri));
    if (!s.status().isEmpty()) {
      body.put("status", s.status());
    }
    body.put("state", s.phase().name().toLowerCase(Locale.ROOT));
    return body;
  }

  /**
   * What a leg counted.
   *
   * @param stats the figures
   * @return {@code received}, {@code sent}, {@code audio_codec} and the engine's details
   */
  public static Map<String, Object> stats(LegStats stats) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("received", flow(stats.received()));
    body.put("sent", flow(stats.sent()));
    stats.audioCodec().ifPresent(c -> body.put("audio_codec", c));
    body.putAll(stats.details());
    return body;
  }

  private static Map<String, Object> flow(LegStats.Flow flow) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("packets", flow.packets());
    body.put("bytes", flow.bytes());
    body.put("lost", flow.lost());
    body.put("jitter", flow.jitterMillis());
    body.put("round_trip", flow.roundTripMillis());
    return body;
  }

  private static String wire(SdpKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
