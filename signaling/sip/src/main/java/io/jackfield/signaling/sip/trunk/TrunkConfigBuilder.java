package io.jackfield.signaling.sip.trunk;

import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes {@link TrunkConfig}s; what is not set has its default. One thread. */
public final class TrunkConfigBuilder {

  private final String name;
  private final String uri;
  private Optional<ClientCredentials> credentials = Optional.empty();
  private Duration registerExpires = Duration.ZERO;
  private Optional<String> fromUser = Optional.empty();
  private Optional<String> fromDomain = Optional.empty();
  private CallerId callerId = CallerId.FROM;
  private Optional<Boolean> trusted = Optional.empty();
  private List<String> codecs = List.of();
  private boolean digitsInMedia = true;
  private Srtp srtp = Srtp.OFF;
  private int maxCalls = 0;
  private int maxCps = 0;
  private Duration optionsInterval = Duration.ofSeconds(30);
  private List<Network> match = List.of();
  private List<String> matchUsers = List.of();
  private Optional<String> inbound = Optional.empty();
  private int priority = 0;
  private int weight = 0;

  TrunkConfigBuilder(String name, String uri) {
    this.name = name;
    this.uri = uri;
  }

  /** For its challenges; default none. */
  public TrunkConfigBuilder credentials(Optional<ClientCredentials> value) {
    credentials = value;
    return this;
  }

  /** How long we register for; default zero, not at all. */
  public TrunkConfigBuilder registerExpires(Duration value) {
    registerExpires = value;
    return this;
  }

  /** User part of From where it does not show the caller; default the account's. */
  public TrunkConfigBuilder fromUser(Optional<String> value) {
    fromUser = value;
    return this;
  }

  /** Host of From and To; default the URI's. */
  public TrunkConfigBuilder fromDomain(Optional<String> value) {
    fromDomain = value;
    return this;
  }

  /** Where the caller's number goes; default From. */
  public TrunkConfigBuilder callerId(CallerId value) {
    callerId = value;
    return this;
  }

  /** Whether it is trusted with identities; default if its caller's number goes beside From. */
  public TrunkConfigBuilder trusted(boolean value) {
    trusted = Optional.of(value);
    return this;
  }

  /** Names of the audio codecs it may have; default all. */
  public TrunkConfigBuilder codecs(List<String> value) {
    codecs = value;
    return this;
  }

  /** Whether RFC 4733 events are offered to it, else digits go by INFO; default true. */
  public TrunkConfigBuilder digitsInMedia(boolean value) {
    digitsInMedia = value;
    return this;
  }

  /** Whether its media is encrypted; default off. */
  public TrunkConfigBuilder srtp(Srtp value) {
    srtp = value;
    return this;
  }

  /** Calls at once, both ways; default 0, no limit. */
  public TrunkConfigBuilder maxCalls(int value) {
    maxCalls = value;
    return this;
  }

  /** New calls a second, both ways; default 0, no limit. */
  public TrunkConfigBuilder maxCps(int value) {
    maxCps = value;
    return this;
  }

  /** Between two probes of each address; default 30 s, zero for none. */
  public TrunkConfigBuilder optionsInterval(Duration value) {
    optionsInterval = value;
    return this;
  }

  /** Networks whose requests are the trunk's, besides its addresses; default none. */
  public TrunkConfigBuilder match(List<Network> value) {
    match = value;
    return this;
  }

  /** Users of ours whose requests are the trunk's; default none. */
  public TrunkConfigBuilder matchUsers(List<String> value) {
    matchUsers = value;
    return this;
  }

  /** Name of the one route its calls may take; default all. */
  public TrunkConfigBuilder inbound(Optional<String> value) {
    inbound = value;
    return this;
  }

  /** Lower ones are tried first where a route names several; default 0. */
  public TrunkConfigBuilder priority(int value) {
    priority = value;
    return this;
  }

  /** Share of calls among several of one priority; default 0. */
  public TrunkConfigBuilder weight(int value) {
    weight = value;
    return this;
  }

  /**
   * Makes the settings.
   *
   * @throws IllegalArgumentException if name, URI or account make no trunk
   */
  public TrunkConfig build() {
    return new TrunkConfig(
        name,
        uri,
        credentials,
        registerExpires,
        fromUser,
        fromDomain,
        callerId,
        trusted.orElse(callerId != CallerId.FROM),
        codecs,
        digitsInMedia,
        srtp,
        maxCalls,
        maxCps,
        optionsInterval,
        match,
        matchUsers,
        inbound,
        priority,
        weight);
  }
}
