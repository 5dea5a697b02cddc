package io.jackfield.signaling.verto.rpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One message of a client. */
public sealed interface Incoming {

  /**
   * A request, or a notification when it has no id (answered all the same, as the real server
   * does).
   *
   * @param id as the client wrote it; null stands for none
   * @param method empty when missing or no text
   * @param params may be empty
   * @param given whether there were parameters at all
   */
  record Request(Object id, Optional<String> method, Map<String, Object> params, boolean given)
      implements Incoming {

    /** Copies the map, keeping its order. */
    public Request {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** Shows the method alone: parameters may hold a password. */
    @Override
    public String toString() {
      return "Request[" + method.orElse("?") + "]";
    }
  }

  /**
   * The client's answer to a request of ours.
   *
   * @param id empty when it is none of ours
   * @param ok whether it is a result
   */
  record Reply(OptionalLong id, boolean ok) implements Incoming {}

  /**
   * JSON that is no JSON-RPC 2.0.
   *
   * @param id to echo; null stands for none
   */
  record Invalid(Object id) implements Incoming {}
}
