package io.jackfield.media.embedded.play;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * From which hosts files are fetched. Whoever may create sessions names the address, so the gateway
 * must not become his way into the network it stands in (server-side request forgery). Immutable.
 */
public final class WebRules {

  /** Hosts of the public Internet, and no others. */
  public static final WebRules PUBLIC = of(List.of("public"));

  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");

  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Networks nobody reaches from outside, beside those {@link InetAddress} knows. */
  private static final List<Network> NOT_PUBLIC =
      List.of(
          Network.of("0.0.0.0/8"), // RFC 1122, "this network"
          Network.of("100.64.0.0/10"), // RFC 6598, carriers' NAT
          Network.of("192.0.0.0/24"), // RFC 6890
          Network.of("198.18.0.0/15"), // RFC 2544, benchmarks
          Network.of("240.0.0.0/4"), // RFC 1112, reserved; broadcast
          Network.of("fc00::/7"), // RFC 4193, unique local
          Network.of("2001::/32")); // RFC 4380, Teredo: wraps an address of its own

  private static final Network NAT64 = Network.of("64:ff9b::/96"); // RFC 6052
  private static final Network SIX_TO_FOUR = Network.of("2002::/16"); // RFC 3056
  private static final int NAT64_AT = 12;
  private static final int SIX_TO_FOUR_AT = 2;

  private record Network(byte[] address, int bits) {

    static Network of(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length > 2 || !NUMERIC.matcher(parts[0]).matches()) {
        throw new IllegalArgumentException(text);
      }
      try {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * address.length;
        if (bits < 0 || bits > 8 * address.length) {
          throw new IllegalArgumentException(text);
        }
        return new Network(address, bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean holds(InetAddress one) {
      byte[] other = one.getAddress();
      if (other.length != address.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i & 7);
        if ((other[i >> 3] & mask) != (address[i >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final boolean any;
  private final boolean publicOnes;
  private final List<String> names = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();

  private WebRules(List<String> words) {
    any = words.contains("any");
    publicOnes = words.contains("public");
    for (String word : words) {
      if (word.equals("any") || word.equals("public")) {
        continue;
      }
      String name = word.toLowerCase(Locale.ROOT);
      if (NUMERIC.matcher(name.split("/", 2)[0]).matches()) {
        networks.add(Network.of(name));
      } else if (NAME.matcher(name).matches()) {
        names.add(name);
      } else {
        throw new IllegalArgumentException(word);
      }
    }
  }

  /**
   * Reads rules.
   *
   * @param words {@code public} (all hosts of the public Internet), {@code any}, names of hosts
   *     ({@code *.} before one stands for all below it), addresses, networks as address and prefix
   *     length; none at all allows nothing
   * @return the rules: what any of the words allows is allowed
   * @throws IllegalArgumentException for a word that is none of these, which is the message
   */
  public static WebRules of(List<String> words) {
    return new WebRules(List.copyOf(words));
  }

  /**
   * Whether a file may be fetched from a host.
   *
   * @param host as the URI names it, brackets of IPv6 included
   * @param addresses all that its name stands for; each must be allowed, as any may be used
   * @return true when it may
   */
  public boolean allows(String host, List<InetAddress> addresses) {
    return any
        || names.stream().anyMatch(name -> names(name, host.toLowerCase(Locale.ROOT)))
        || !addresses.isEmpty() && addresses.stream().allMatch(this::allows);
  }

  private boolean allows(InetAddress address) {
    return networks.stream().anyMatch(n -> n.holds(address)) || publicOnes && isPublic(address);
  }

  private static boolean names(String name, String host) {
    return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
  }

  private static boolean isPublic(InetAddress address) {
    boolean inside =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress()
            || NOT_PUBLIC.stream().anyMatch(n -> n.holds(address));
    return !inside && !isOurs(address) && wrapped(address);
  }

  /** An address of this very machine leads to its own services, public or not. */
  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Whether the IPv4 address that some IPv6 addresses stand for is a public one too. */
  private static boolean wrapped(InetAddress address) {
    int at =
        NAT64.holds(address)
            ? NAT64_AT
            : SIX_TO_FOUR.holds(address) ? SIX_TO_FOUR_AT : Integer.MAX_VALUE;
    if (at == Integer.MAX_VALUE) {
      return true;
    }
    try {
      byte[] inner = Arrays.copyOfRange(address.getAddress(), at, at + 4);
      return isPublic(InetAddress.getByAddress(inner));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
