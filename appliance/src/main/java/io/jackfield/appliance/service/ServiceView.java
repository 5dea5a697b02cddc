package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ApiConfig;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.SipConfig;
import io.jackfield.appliance.config.TlsConfig;
import io.jackfield.gateway.user.Users;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings as {@code core/service/get} tells them: the API's names and units, no secrets. */
final class ServiceView {

  private ServiceView() {}

  static Map<String, Object> of(ServiceSettings settings) {
    ServiceConfig config = settings.config();
    Map<String, Object> view = new LinkedHashMap<>();
    api(view, config.api());
    view.put("admin_user", settings.admin().user());
    view.put("users", names(settings.users()));
    sip(view, config.sip());
    view.put("verto_listen", joined(config.verto().listen()));
    view.put("verto_idle_timeout", config.verto().idleTimeout().toSeconds());
    settings.vertoUsers().ifPresent(users -> view.put("verto_users", names(users)));
    view.put("wait_timeout", config.waitTimeout().toSeconds());
    view.put("ready_timeout", config.readyTimeout().toSeconds());
    view.put("ring_timeout", config.ringTimeout().toSeconds());
    view.put("record_dir", config.files().recordDir().toString());
    view.put("default_bitrate", config.defaultBitrate());
    tls(view, config.tls());
    return view;
  }

  private static List<Map<String, String>> names(Users users) {
    return users.all().stream().map(user -> Map.of("user", user.name())).toList();
  }

  private static void api(Map<String, Object> view, ApiConfig api) {
    view.put("plugins", api.plugins());
    view.put("api_server", joined(api.listen()));
    view.put("api_server_timeout", api.requestTimeout().toSeconds());
    view.put("ping_interval", api.pingInterval().toSeconds());
    view.put("max_message_size", api.maxMessageBytes());
    view.put("send_queue_max", api.sendQueueMax());
    view.put("allow_any_user", api.allowAnyUser());
    view.put("user_allow", api.userAllow());
    view.put("trusted_services", api.trustedServices());
    api.gelfServer().ifPresent(server -> view.put("api_gelf_server", server));
    view.put("api_gelf_port", api.gelfPort());
  }

  private static void sip(Map<String, Object> view, SipConfig sip) {
    view.put("sip_listen", joined(sip.listen()));
    view.put("sip_domain", sip.domain());
    view.put("sip_auth", sip.auth().name().toLowerCase(Locale.ROOT));
    view.put("sip_registrar", sip.registrar());
    view.put("sip_registrar_force_domain", sip.forceDomain());
    view.put("sip_registrar_min_time", sip.minExpires().toSeconds());
    view.put("sip_registrar_default_time", sip.defaultExpires().toSeconds());
    view.put("sip_registrar_max_time", sip.maxExpires().toSeconds());
    view.put("sip_max_contacts", sip.maxContacts());
    view.put("sip_invite_not_registered", sip.inviteUnregistered());
    view.put("sip_use_external_ip", sip.shown().external());
    sip.shown().host().ifPresent(host -> view.put("sip_local_host", host));
  }

  private static void tls(Map<String, Object> view, TlsConfig tls) {
    put(view, "tls_certfile", tls.certificate());
    put(view, "tls_keyfile", tls.key());
    put(view, "tls_cacertfile", tls.clientAuthorities());
  }

  private static void put(Map<String, Object> view, String name, Optional<Path> file) {
    file.ifPresent(path -> view.put(name, path.toString()));
  }

  private static String joined(List<?> listeners) {
    return listeners.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
