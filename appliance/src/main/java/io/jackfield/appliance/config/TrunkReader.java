package io.jackfield.appliance.config;

import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import io.jackfield.signaling.sip.trunk.TrunkConfigBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code trunks} of a service (sip-pbx.md, "Trunks"). */
final class TrunkReader {

  /** Names, addresses, with or without a port. */
  private static final String ADDRESS = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";

  private static final int MOST = 1_000_000;

  /** A user of ours whose requests are the trunk's. */
  private static final String USER = "user:";

  private enum Protocol {
    AUTO,
    UDP,
    TCP,
    TLS
  }

  private enum Dtmf {
    RFC4733,
    INFO,
    INBAND
  }

  private final Set<String> names = new HashSet<>();

  /** A trunk; empty if the section makes none, which is a problem noted. */
  Optional<TrunkConfig> read(Section section) {
    try (section) {
      String name = section.text("name", "");
      if (!names.add(name)) {
        section.problem("name", "trunk \"" + name + "\" stands twice");
      }
      String address = section.text("address", "");
      if (!address.matches(ADDRESS)) {
        section.problem(
            "address", "expected a host, host:port or a domain, found \"" + address + "\"");
      }
      Protocol protocol = section.choice("transport", Protocol.class, Protocol.AUTO);
      Optional<String> username = section.text("username");
      Optional<String> password = section.secret("password");
      boolean register = section.flag("register", false);
      Duration expires = section.duration("register_expires", Duration.ofHours(1));
      if (username.isPresent() != password.isPresent()) {
        section.problem("username", "username and password belong together");
      }
      CallerId callerId = section.choice("caller_id", CallerId.class, CallerId.FROM);
      boolean trusted = section.flag("trusted", callerId != CallerId.FROM);
      if (!trusted && callerId != CallerId.FROM) {
        section.problem("trusted", "caller_id pai and rpid are for trusted trunks alone");
      }
      TrunkConfigBuilder trunk =
          TrunkConfig.at(
                  name,
                  "sip:"
                      + address
                      + (protocol == Protocol.AUTO
                          ? ""
                          : ";transport=" + protocol.name().toLowerCase(Locale.ROOT)))
              .credentials(
                  username.flatMap(user -> password.map(pass -> new ClientCredentials(user, pass))))
              .registerExpires(register ? expires : Duration.ZERO)
              .fromUser(section.text("from_user"))
              .fromDomain(section.text("from_domain"))
              .callerId(callerId)
              .trusted(trusted)
              .codecs(section.texts("codecs", List.of()))
              .digitsInMedia(digitsInMedia(section))
              .srtp(section.choice("srtp", Srtp.class, Srtp.OFF))
              .maxCalls(section.integer("max_calls", 0, MOST, 0))
              .maxCps(section.integer("max_cps", 0, MOST, 0))
              .optionsInterval(section.duration("options_interval", Duration.ofSeconds(30)))
              .match(matched(section))
              .matchUsers(
                  section.texts("match", List.of()).stream()
                      .filter(text -> text.startsWith(USER))
                      .map(text -> text.substring(USER.length()).strip())
                      .toList())
              .inbound(section.text("inbound"))
              .priority(section.integer("priority", 0, MOST, 0))
              .weight(section.integer("weight", 0, MOST, 0));
      if (register && (username.isEmpty() || password.isEmpty())) {
        section.problem("register", "a trunk to register with needs username and password");
        return Optional.empty();
      }
      return made(section, trunk);
    }
  }

  private static boolean digitsInMedia(Section section) {
    Dtmf way = section.choice("dtmf", Dtmf.class, Dtmf.RFC4733);
    if (way == Dtmf.INBAND) {
      section.problem("dtmf", "no media engine here makes tones; expected rfc4733 or info");
    }
    return way == Dtmf.RFC4733;
  }

  private static Optional<TrunkConfig> made(Section section, TrunkConfigBuilder trunk) {
    try {
      return Optional.of(trunk.build());
    } catch (IllegalArgumentException e) {
      boolean address = !e.getMessage().contains("name");
      if (!address || section.text("address", "").matches(ADDRESS)) {
        section.problem(address ? "address" : "name", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static List<Network> matched(Section section) {
    return networksOf(
        section,
        "match",
        section.texts("match", List.of()).stream().filter(text -> !text.startsWith(USER)).toList());
  }

  /** Addresses and networks of a key, or those that stand for it when it is absent. */
  static List<Network> networks(Section section, String key, List<String> absent) {
    return networksOf(section, key, section.texts(key, absent));
  }

  private static List<Network> networksOf(Section section, String key, List<String> texts) {
    return texts.stream()
        .flatMap(
            text -> {
              Optional<Network> network = Network.parse(text);
              if (network.isEmpty()) {
                section.problem(
                    key, "expected addresses or networks such as 192.0.2.0/24, found " + text);
              }
              return network.stream();
            })
        .toList();
  }
}
