package io.jackfield.signaling.verto.connection;

import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.Map;

/** Answers one request, once. Any thread. */
public interface Answer {

  /**
   * It succeeded.
   *
   * @param result the result; {@code sessid} is added
   */
  void ok(Map<String, Object> result);

  /**
   * It did not.
   *
   * @param error what is wrong
   */
  void refuse(RpcError error);
}
