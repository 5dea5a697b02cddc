package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Mapping;
import io.jackfield.signaling.sip.abuse.AbuseConfig;
import io.jackfield.signaling.sip.stack.SipLimits;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.time.Duration;
import java.util.List;

/**
 * SIP side of a service.
 *
 * @param listen listeners of its own; the web server carries SIP over WebSocket too
 * @param domain default domain
 * @param auth whether REGISTER and INVITE are challenged
 * @param registrar whether REGISTER is accepted
 * @param forceDomain whether the domain of every REGISTER is taken for ours; else another one is
 *     refused
 * @param minExpires shortest registration
 * @param defaultExpires registration when none is asked for
 * @param maxExpires longest registration
 * @param maxContacts contacts one address may have
 * @param inviteUnregistered whether calls may go to SIP URIs elsewhere
 * @param algorithms digest algorithms of a challenge, in order of preference: {@code MD5}, {@code
 *     SHA-256}
 * @param sessionExpires interval of session timers; zero for none unless the peer wants one
 * @param minSessionExpires shortest interval of a session timer
 * @param trunks servers elsewhere that take and bring calls
 * @param limits of messages and sources
 * @param abuse when a source is not listened to any more
 * @param outward how servers elsewhere are found and judged
 * @param shown as whom it shows itself
 */
public record SipConfig(
    List<SipListen> listen,
    String domain,
    Auth auth,
    boolean registrar,
    boolean forceDomain,
    Duration minExpires,
    Duration defaultExpires,
    Duration maxExpires,
    int maxContacts,
    boolean inviteUnregistered,
    List<String> algorithms,
    Duration sessionExpires,
    Duration minSessionExpires,
    List<TrunkConfig> trunks,
    SipLimits limits,
    AbuseConfig abuse,
    SipOutward outward,
    SipShown shown) {

  /** Whether SIP requests are challenged. */
  public enum Auth {
    /** Everybody is believed. */
    NONE,
    /** Digest (RFC 8760). */
    DIGEST
  }

  /** Copies the list. */
  public SipConfig {
    listen = List.copyOf(listen);
    algorithms = List.copyOf(algorithms);
    trunks = List.copyOf(trunks);
  }

  /** The same with other listeners. */
  SipConfig withListen(List<SipListen> listeners) {
    return new SipConfig(
        listeners,
        domain,
        auth,
        registrar,
        forceDomain,
        minExpires,
        defaultExpires,
        maxExpires,
        maxContacts,
        inviteUnregistered,
        algorithms,
        sessionExpires,
        minSessionExpires,
        trunks,
        limits,
        abuse,
        outward,
        shown);
  }

  /**
   * Reads the {@code sip_} keys of a service.
   *
   * @param listen its listeners unless it says otherwise
   */
  static SipConfig read(Section service, List<String> listen) {
    return new SipConfig(
        Config.listeners(service, "sip_listen", listen),
        service.text("sip_domain", "jackfield"),
        service.choice("sip_auth", Auth.class, Auth.DIGEST),
        service.flag("sip_registrar", true),
        service.flag("sip_registrar_force_domain", true),
        service.duration("sip_registrar_min_time", Duration.ofSeconds(60)),
        service.duration("sip_registrar_default_time", Duration.ofSeconds(3600)),
        service.duration("sip_registrar_max_time", Duration.ofSeconds(86_400)),
        service.integer("sip_max_contacts", 1, 1000, 10),
        service.flag("sip_invite_not_registered", true),
        algorithms(service),
        service.duration("sip_session_expires", Duration.ofMinutes(30)),
        service.duration("sip_min_se", Duration.ofSeconds(90)),
        trunks(service.list("trunks")),
        limits(service),
        abuse(service),
        SipOutward.read(service),
        SipShown.read(service));
  }

  /** No SIP at all. */
  static SipConfig off() {
    return read(new Section("", Mapping.empty(new Position("", 0)), new Problems()), List.of());
  }

  /** Where a proxy in front of the gateway speaks from, for all its users. */
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  private static SipLimits limits(Section service) {
    SipLimits defaults = SipLimits.defaults();
    return new SipLimits(
        service.integer("sip_max_message", 1_024, 1 << 20, defaults.messageBytes()),
        service.integer("sip_max_headers", 8, 10_000, defaults.headers()),
        service.integer("sip_max_vias", 1, 1_000, defaults.vias()),
        service.integer("sip_max_transactions", 0, 10_000_000, defaults.transactions()));
  }

  private static AbuseConfig abuse(Section service) {
    AbuseConfig defaults = AbuseConfig.defaults();
    return new AbuseConfig(
        service.integer("sip_ban_after", 0, 1_000_000, defaults.offences()),
        service.integer("sip_scan_limit", 0, 1_000_000, defaults.strangers()),
        service.duration("sip_ban_time", defaults.banTime()),
        TrunkReader.networks(service, "sip_trusted", LOOPBACK));
  }

  private static List<TrunkConfig> trunks(List<Section> sections) {
    TrunkReader reader = new TrunkReader();
    return sections.stream().flatMap(section -> reader.read(section).stream()).toList();
  }

  private static List<String> algorithms(Section service) {
    List<String> words = service.texts("sip_auth_algorithms", List.of("MD5"));
    if (words.isEmpty() || !List.of("MD5", "SHA-256").containsAll(words)) {
      service.problem("sip_auth_algorithms", "expected MD5, SHA-256 or both, found " + words);
      return List.of("MD5");
    }
    return words;
  }
}
