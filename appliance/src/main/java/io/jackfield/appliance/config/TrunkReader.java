package io.jackfield.appliance.config;

import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code trunks} of a service (sip-pbx.md, "Trunks"). */
final class TrunkReader {

  /** Names, addresses, with or without a port. */
  private static final String ADDRESS = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";

  private static final int MOST = 1_000_000;

  private enum Protocol {
    AUTO,
    UDP,
    TCP,
    TLS
  }

  private enum Dtmf {
    RFC4733,
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
      Optional<TrunkConfig> trunk =
          made(
              section,
              name,
              "sip:"
                  + address
                  + (protocol == Protocol.AUTO
                      ? ""
                      : ";transport=" + protocol.name().toLowerCase(java.util.Locale.ROOT)),
              username.flatMap(user -> password.map(pass -> new ClientCredentials(user, pass))),
              register ? expires : Duration.ZERO);
      // A trunk that is none still tells its keys.
      TrunkConfig with = trunk.orElse(TrunkConfig.at("none", "sip:none.invalid"));
      TrunkConfig whole =
          with.withIdentity(
                  section.text("from_user"),
                  section.text("from_domain"),
                  section.choice("caller_id", CallerId.class, CallerId.FROM))
              .withMedia(
                  section.texts("codecs", List.of()),
                  section.choice("dtmf", Dtmf.class, Dtmf.RFC4733) == Dtmf.RFC4733)
              .with(
                  section.integer("max_calls", 0, MOST, 0),
                  section.integer("max_cps", 0, MOST, 0),
                  section.duration("options_interval", Duration.ofSeconds(30)),
                  networks(section, "match", List.of()))
              .withInbound(section.text("inbound"))
              .withPlace(
                  section.integer("priority", 0, MOST, 0), section.integer("weight", 0, MOST, 0));
      return trunk.map(read -> whole);
    }
  }

  private static Optional<TrunkConfig> made(
      Section section,
      String name,
      String uri,
      Optional<ClientCredentials> account,
      Duration register) {
    try {
      TrunkConfig plain = TrunkConfig.at(name, uri);
      return Optional.of(account.map(known -> plain.withAccount(known, register)).orElse(plain))
          .filter(trunk -> registers(section, account, register));
    } catch (IllegalArgumentException e) {
      boolean address = !e.getMessage().contains("name");
      if (!address || section.text("address", "").matches(ADDRESS)) {
        section.problem(address ? "address" : "name", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static boolean registers(
      Section section, Optional<ClientCredentials> account, Duration register) {
    if (!register.isZero() && account.isEmpty()) {
      section.problem("register", "a trunk to register with needs username and password");
      return false;
    }
    return true;
  }

  /** Addresses and networks of a key, or those that stand for it when it is absent. */
  static List<Network> networks(Section section, String key, List<String> absent) {
    return section.texts(key, absent).stream()
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
