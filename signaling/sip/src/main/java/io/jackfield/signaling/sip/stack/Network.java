package io.jackfield.signaling.sip.stack;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses.
 *
 * @param address any address in it
 * @param bits how many leading bits they have in common
 */
public record Network(InetAddress address, int bits) {

  /** Checks the number of bits. */
  public Network {
    if (bits < 0 || bits > address.getAddress().length * 8) {
      throw new IllegalArgumentException("no such network: " + address + '/' + bits);
    }
  }

  /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address =
        NumericAddress.tryParse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().getAddress().length * 8;
    String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
      return Optional.empty();
    }
    return Optional.of(new Network(address.get(), Integer.parseInt(bits)));
  }

  @Override
  public String toString() {
    return address.getHostAddress() + '/' + bits;
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << 8 - (bits - bit) & 0xff;
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
