package io.jackfield.signaling.api.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API sides of all services that are started, by name. They come and go while the gateway runs,
 * so nobody keeps what he found for longer than a request. Any thread.
 */
public final class ApiServices {

  private final Map<String, ApiService> byName = new ConcurrentHashMap<>();
  private final ServiceControl control;

  /**
   * Makes the registry of a gateway.
   *
   * @param control makes, changes and ends services
   */
  public ApiServices(ServiceControl control) {
    this.control = control;
  }

  /**
   * What makes, changes and ends services.
   *
   * @return never null
   */
  public ServiceControl control() {
    return control;
  }

  /**
   * A service has started.
   *
   * @param service its API side
   * @throws IllegalStateException if one of that name is there
   */
  public void add(ApiService service) {
    if (byName.putIfAbsent(service.service().name(), service) != null) {
      throw new IllegalStateException("service " + service.service().name() + " is there already");
    }
  }

  /**
   * A service has stopped.
   *
   * @param service no effect if it is not there
   */
  public void remove(ApiService service) {
    byName.remove(service.service().name(), service);
  }

  /**
   * Looks a service up.
   *
   * @param name service name
   * @return empty when it does not exist or is stopped
   */
  public Optional<ApiService> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * All of them.
   *
   * @return a copy, in no order
   */
  public Collection<ApiService> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The administrator of the whole gateway: that of the core service.
   *
   * @return empty as long as there is no core service
   */
  public Optional<Account> coreAdmin() {
    return find(ApiService.CORE).map(ApiService::admin);
  }
}
