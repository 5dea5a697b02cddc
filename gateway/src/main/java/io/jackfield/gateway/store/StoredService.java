package io.jackfield.gateway.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of a service: the options it was given over the API. A service of the configuration
 * has an entry only if its options were changed, and then those alone.
 *
 * @param name service name
 * @param started whether it starts with the gateway
 * @param options JSON-like values by the names of core-commands.md; secrets as hashes only
 */
public record StoredService(String name, boolean started, Map<String, Object> options) {

  /** Copies the map, keeping its order. */
  public StoredService {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Leaves the options out: they hold hashes of passwords. */
  @Override
  public String toString() {
    return "StoredService[" + name + (started ? ", started]" : ", stopped]");
  }
}
