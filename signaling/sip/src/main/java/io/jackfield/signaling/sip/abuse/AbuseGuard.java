package io.jackfield.signaling.sip.abuse;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what sources do wrong and bans those that do it too often: wrong passwords, malformed
 * messages, unknown destinations, and more questions than anybody asks who never proves who he is.
 * An IPv6 source is its /64, as a host has all of it.
 */
public final class AbuseGuard {

  private static final Logger LOG = LoggerFactory.getLogger("io.jackfield.sip.abuse");
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration LONGEST_BAN = Duration.ofDays(1);

  /** A flood of forged sources must not fill the memory; further ones are not counted. */
  private static final int MOST_SOURCES = 100_000;

  private final AbuseConfig config;
  private final InstantSource clock;
  private final Map<InetAddress, Source> sources = new ConcurrentHashMap<>();

  /** One source: counts of the present window, bans so far. Guarded by the map's bin. */
  private static final class Source {
    private long windowEnds;
    private int offences;
    private int strangers;
    private int bans;
    private volatile long bannedUntil;
  }

  /** Makes one that knows nobody. */
  public AbuseGuard(AbuseConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Whether nothing of a source is to be heard now. */
  public boolean banned(InetAddress address) {
    if (sources.isEmpty()) {
      return false;
    }
    Source source = sources.get(key(address));
    return source != null && source.bannedUntil > clock.millis();
  }

  /**
   * A source did something wrong. Logs one line in a form that does not change: fail2ban reads it.
   *
   * @param reason one word of ours, never a peer's text
   */
  public void offence(InetAddress address, String reason) {
    LOG.warn("sip-abuse source={} reason={}", text(address), reason);
    count(address, true);
  }

  /** A request was answered without knowing who asks. */
  public void stranger(InetAddress address) {
    if (config.strangers() > 0) {
      count(address, false);
    }
  }

  /** A request proved who asks: the questions before were no scan. */
  public void proven(InetAddress address) {
    sources.computeIfPresent(
        key(address),
        (key, source) -> {
          source.strangers = 0;
          return source;
        });
  }

  private void count(InetAddress address, boolean offence) {
    if (trusted(address)) {
      return;
    }
    InetAddress key = key(address);
    if (sources.size() >= MOST_SOURCES && !sources.containsKey(key)) {
      return;
    }
    sources.compute(
        key,
        (same, known) -> {
          Source source = known == null ? new Source() : known;
          long now = clock.millis();
          if (source.windowEnds <= now) {
            source.windowEnds = now + WINDOW.toMillis();
            source.offences = 0;
            source.strangers = 0;
          }
          if (offence) {
            source.offences++;
          } else {
            source.strangers++;
          }
          boolean scan = config.strangers() > 0 && source.strangers > config.strangers();
          if (source.bannedUntil <= now
              && config.offences() > 0
              && (scan || source.offences > config.offences())) {
            ban(address, source, now, scan);
          }
          return source;
        });
  }

  private void ban(InetAddress address, Source source, long now, boolean scan) {
    long time =
        Math.min(LONGEST_BAN.toMillis(), config.banTime().toMillis() << Math.min(source.bans, 16));
    source.bans++;
    source.offences = 0;
    source.strangers = 0;
    source.bannedUntil = now + time;
    if (scan) {
      LOG.warn("sip-abuse source={} reason=scan", text(address));
    }
    LOG.warn("sip-abuse source={} is not listened to for {} s", text(address), time / 1000);
  }

  /** Forgets sources that behave again; a ban is remembered for a day after its end. */
  public void sweep() {
    long now = clock.millis();
    sources
        .values()
        .removeIf(
            source ->
                source.windowEnds <= now
                    && source.bannedUntil + (source.bans > 0 ? LONGEST_BAN.toMillis() : 0) <= now);
  }

  /** Sources that are banned now. */
  public int bans() {
    long now = clock.millis();
    return (int) sources.values().stream().filter(s -> s.bannedUntil > now).count();
  }

  /** Whether an address is one that is never banned. */
  public boolean trusted(InetAddress address) {
    return config.trusted().stream().anyMatch(network -> network.contains(address));
  }

  private static String text(InetAddress address) {
    String host = address.getHostAddress();
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }

  private static InetAddress key(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, 8, 16, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
