package io.jackfield.signaling.api.core;

/**
 * One line of {@code core/service/list}.
 *
 * @param name service name
 * @param started whether it is started
 * @param connections logged in
 * @param sessions media sessions
 * @param calls calls
 */
public record ServiceStatus(
    String name, boolean started, int connections, int sessions, int calls) {

  /**
   * The status in a word.
   *
   * @return {@code started} or {@code stopped}
   */
  public String word() {
    return started ? "started" : "stopped";
  }
}
