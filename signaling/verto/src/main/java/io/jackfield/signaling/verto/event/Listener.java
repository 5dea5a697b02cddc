package io.jackfield.signaling.verto.event;

import java.util.Map;

/** A client as channels see it. Any thread. */
public interface Listener {

  /**
   * Its session.
   *
   * @return the client's {@code sessid}
   */
  String sessid();

  /**
   * Sends an event of a channel.
   *
   * @param channel the channel subscribed to
   * @param params JSON-like; serial number and channel are added
   */
  void event(String channel, Map<String, Object> params);

  /**
   * Sends an event that answers this client alone.
   *
   * @param params JSON-like
   */
  void event(Map<String, Object> params);
}
