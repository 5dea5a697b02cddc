package io.jackfield.signaling.sip.leg;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All legs, by our tag; inbound ones also by the INVITE that made them. Any thread. */
final class LegTable {

  private final Map<String, Leg> byLocalTag = new ConcurrentHashMap<>();
  private final Map<String, UasLeg> byInvite = new ConcurrentHashMap<>();

  void add(Leg leg, String localTag) {
    byLocalTag.put(localTag, leg);
  }

  void remove(Leg leg, String localTag) {
    byLocalTag.remove(localTag, leg);
  }

  /** The leg with this tag of ours and Call-ID. */
  Optional<Leg> find(String localTag, String callId) {
    return localTag == null
        ? Optional.empty()
        : Optional.ofNullable(byLocalTag.get(localTag)).filter(l -> l.callId().equals(callId));
  }

  static String inviteKey(String callId, String fromTag) {
    return callId + '|' + fromTag;
  }

  void addInvite(String key, UasLeg leg) {
    byInvite.put(key, leg);
  }

  void removeInvite(String key, UasLeg leg) {
    byInvite.remove(key, leg);
  }

  Optional<UasLeg> invited(String key) {
    return Optional.ofNullable(byInvite.get(key));
  }

  int size() {
    return byLocalTag.size();
  }
}
