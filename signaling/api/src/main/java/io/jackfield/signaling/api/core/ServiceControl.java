package io.jackfield.signaling.api.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The port through which {@code core/service} works on services. Any thread; changes are carried
 * out one after the other. Options are JSON-like values as {@link ServiceOptions} reads them, with
 * passwords in clear, which must not be kept so.
 *
 * <p>Stages fail with a {@code FailureException} of the reasons core-commands.md names.
 */
public interface ServiceControl {

  /**
   * Makes a service and keeps it.
   *
   * @param name a name nobody has
   * @param start whether it is started, now and with the gateway
   * @param options what is not said has its default
   * @return the addresses it listens on
   */
  CompletionStage<List<String>> create(String name, boolean start, Map<String, Object> options);

  /**
   * Changes options of a service; on failure everything stays as it was.
   *
   * @param name service name
   * @param changes options; a null takes one back to its default, or to what the configuration says
   * @return the addresses that were opened again
   */
  CompletionStage<List<String>> update(String name, Map<String, Object> changes);

  /**
   * Starts a service; no effect on one that is started.
   *
   * @param name service name
   * @return completes when it is
   */
  CompletionStage<Void> start(String name);

  /**
   * Stops a service with all its connections, calls, sessions and rooms; no effect on one that is
   * stopped.
   *
   * @param name service name
   * @return completes when it is
   */
  CompletionStage<Void> stop(String name);

  /**
   * Stops a service and forgets it.
   *
   * @param name service name
   * @return completes when it is gone
   */
  CompletionStage<Void> delete(String name);

  /**
   * Every service, started or not.
   *
   * @return the core service first, then by name
   */
  List<ServiceStatus> list();

  /**
   * One service.
   *
   * @param name service name
   * @return its options as they hold now, without passwords, and {@code start_time}, by their
   *     names; empty if there is none
   */
  Optional<Map<String, Object>> get(String name);
}
