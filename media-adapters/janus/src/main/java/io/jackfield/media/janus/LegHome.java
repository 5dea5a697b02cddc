package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.media.janus.api.JanusHandle;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What an activity needs of its leg; on the loop only. */
interface LegHome {

  /** The session's id. */
  SessionId id();

  /**
   * Attaches to a plugin, in the leg's own Janus session, which is made with the first handle.
   *
   * @param plugin {@code videoroom}
   * @param events hears what the plugin says unasked
   * @return the handle; what its PeerConnection does is told to the leg's observer
   */
  CompletionStage<JanusHandle> attach(String plugin, PluginEvents events);

  /** The one thread of the engine. */
  Executor loop();

  /** Something worth a status event. */
  void status(String statusClass, Map<String, Object> fields);

  /** The leg is lost. */
  void lost(Failure failure);

  /** Hears what a plugin says unasked. */
  interface PluginEvents {

    /** Hears nothing. */
    PluginEvents NONE =
        new PluginEvents() {
          @Override
          public void onEvent(JanusHandle.PluginMessage message) {
            // Nothing to do.
          }
        };

    /**
     * The plugin says something.
     *
     * @param message without an error
     */
    void onEvent(JanusHandle.PluginMessage message);

    /** The PeerConnection is up. */
    default void onUp() {}

    /**
     * Something worth a status event happened to the PeerConnection.
     *
     * @param home the leg that has the handle; it is the one concerned, unless this knows better
     */
    default void onStatus(LegHome home, String statusClass, Map<String, Object> fields) {
      home.status(statusClass, fields);
    }
  }
}
