package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ServiceSources;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which options a service may be given over the API, in which form they are kept, and what it runs
 * with. Hashes passwords: not on an event loop.
 */
final class OptionRules {

  private final ServiceSources sources;
  private final PluginRules plugins;
  private final Secrets secrets = new Secrets();

  OptionRules(ServiceSources sources, PluginRules plugins) {
    this.sources = sources;
    this.plugins = plugins;
  }

  /** Options as they are kept once the given ones are laid over those of before. */
  Map<String, Object> laid(String name, Map<String, Object> before, Map<String, Object> given) {
    Map<String, Object> options = new LinkedHashMap<>(before);
    given.forEach(
        (option, value) -> {
          if (value == null) {
            options.remove(option);
          } else if (isNothing(value) && !sources.known(name).contains(option)) {
            options.remove(option);
          } else if (!sources.known(name).contains(option)) {
            throw new FailureException(
                Failure.of(Reason.NOT_IMPLEMENTED)
                    .withDetail("service " + name + " cannot have option " + option));
          } else {
            options.put(option, value);
          }
        });
    boolean newDomain = given.containsKey("sip_domain");
    if (newDomain && options.containsKey(Secrets.USERS) && !given.containsKey(Secrets.USERS)) {
      throw FailureException.of(
          Reason.SYNTAX_ERROR, "sip_domain: give users again, their digests are of the old domain");
    }
    String realm = settings(name, withoutSecrets(options)).config().sip().domain();
    given.forEach(
        (option, value) ->
            options.computeIfPresent(
                option, (same, now) -> value == null ? null : secrets.kept(option, value, realm)));
    return options;
  }

  /** An option that this gateway does not have may still be switched off. */
  private static boolean isNothing(Object value) {
    return value instanceof List<?> list && list.isEmpty();
  }

  private static Map<String, Object> withoutSecrets(Map<String, Object> options) {
    Map<String, Object> open = new LinkedHashMap<>(options);
    open.remove(Secrets.ADMIN_PASSWORD);
    open.remove(Secrets.USERS);
    open.remove(Secrets.VERTO_USERS);
    return open;
  }

  ServiceSettings settings(String name, Map<String, Object> options) {
    try {
      ServiceSettings settings = ServiceSettings.of(name, sources, options, secrets);
      plugins.check(settings.config().api().plugins());
      return settings;
    } catch (ConfigException e) {
      throw new FailureException(
          Failure.of(Reason.SYNTAX_ERROR, String.join("; ", e.problems())), e);
    }
  }
}
