package io.jackfield.gateway.call;

import io.jackfield.gateway.id.SessionId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** JSON-like body that shows a call (media-call.md, {@code get_info}). */
public final class CallInfo {

  private CallInfo() {}

  /**
   * Everything known of a call.
   *
   * @param s its state
   * @return in the order of the specification
   */
  public static Map<String, Object> info(CallState s) {
    PlaceCall o = s.options();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("call_id", s.id().value());
    body.put("type", o.type());
    body.put("callee_name", o.callee());
    body.put("backend", s.media() == CallMedia.P2P ? "p2p" : s.backend());
    body.put("ring_timeout", o.ringTimeout().toSeconds());
    body.put("no_offer_trickle_ice", o.noOfferTrickle());
    body.put("no_answer_trickle_ice", o.noAnswerTrickle());
    body.put("trickle_ice_timeout", o.trickleTimeout().toMillis());
    body.put("state", s.phase().name().toLowerCase(Locale.ROOT));
    body.put("caller", s.callerInfo().toBody());
    s.winner().map(s.branches()::get).ifPresent(w -> body.put("callee", w.info().toBody()));
    if (!s.holds().isEmpty()) {
      body.put(
          "held_by",
          s.holds().keySet().stream()
              .map(leg -> leg.equals(s.callerLeg()) ? "caller" : "callee")
              .sorted()
              .toList());
    }
    o.owner()
        .ifPresent(
            w -> {
              w.user().ifPresent(u -> body.put("user_id", u));
              body.put("user_session", w.connection());
            });
    s.callerSession().map(SessionId::value).ifPresent(v -> body.put("caller_session_id", v));
    s.winner()
        .map(s.branches()::get)
        .flatMap(Branch::session)
        .ifPresent(v -> body.put("callee_session_id", v.value()));
    return body;
  }
}
