package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.stack.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a trunk (sip-pbx.md, "Trunks").
 *
 * @param name unique in its service
 * @param uri where it is, e.g. {@code sip:carrier.example;transport=tls}; no user part
 * @param credentials for its challenges
 * @param registerExpires how long we register for; zero for not at all
 * @param fromUser user part of From where it does not show the caller; the account's if empty
 * @param fromDomain host of From and To; that of the URI if empty
 * @param callerId where the caller's number goes
 * @param trusted whether its word on callers is believed, and it hears of hidden ones (RFC 3325)
 * @param codecs names of the audio codecs it may have, in no order; empty for all
 * @param digitsInMedia whether RFC 4733 events are offered to it; else digits go by INFO
 * @param srtp whether its media is encrypted
 * @param maxCalls calls at once, both ways; 0 for no limit
 * @param maxCps new calls a second, both ways; 0 for no limit
 * @param optionsInterval between two probes of each address; zero for none
 * @param match networks whose requests are the trunk's, besides the addresses it is found at
 * @param matchUsers users of ours whose requests are the trunk's, wherever they come from
 * @param inbound name of the one route its calls may take; empty for all
 * @param priority lower ones are tried first where a route names several
 * @param weight share of calls among several of one priority; 0 for their order in the route
 */
public record TrunkConfig(
    String name,
    String uri,
    Optional<ClientCredentials> credentials,
    Duration registerExpires,
    Optional<String> fromUser,
    Optional<String> fromDomain,
    CallerId callerId,
    boolean trusted,
    List<String> codecs,
    boolean digitsInMedia,
    Srtp srtp,
    int maxCalls,
    int maxCps,
    Duration optionsInterval,
    List<Network> match,
    List<String> matchUsers,
    Optional<String> inbound,
    int priority,
    int weight) {

  /** Copies the lists and checks name, URI and account. */
  public TrunkConfig {
    codecs = List.copyOf(codecs);
    match = List.copyOf(match);
    matchUsers = List.copyOf(matchUsers);
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException("a trunk's name is 1 to 64 of letters, digits, _ - .");
    }
    if (Uris.parse(uri)
        .filter(Uris::transportKnown)
        .filter(parsed -> parsed.getUser() == null)
        .isEmpty()) {
      throw new IllegalArgumentException("not a SIP URI without a user: " + uri);
    }
    if (!registerExpires.isZero() && credentials.isEmpty() && fromUser.isEmpty()) {
      throw new IllegalArgumentException("a trunk to register with needs a username");
    }
  }

  /**
   * A trunk with every default: not registered, probed every 30 s, no limits.
   *
   * @param name unique in its service
   * @param uri where it is
   */
  public static TrunkConfigBuilder at(String name, String uri) {
    return new TrunkConfigBuilder(name, uri);
  }

  /** Its URI, read; a copy. */
  public SipUri parsed() {
    return Uris.parse(uri).orElseThrow();
  }

  /** The host of From and To addresses. */
  public String domain() {
    return fromDomain.orElseGet(() -> parsed().getHost());
  }

  /** The user part that stands for us there: the account. */
  public Optional<String> account() {
    return fromUser.or(() -> credentials.map(ClientCredentials::user));
  }
}
