package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Keys in the description (RFC 4568): the client's, and ours in answer to it.
 *
 * @param tag of the client's attribute we took
 * @param local what we send with
 * @param remote what the client sends with
 */
record Sdes(int tag, SdesKey local, SdesKey remote) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String INLINE = "inline:";

  /** Attribute values for people: what we take. */
  static final String SUPPORTED =
      SrtpProfile.AEAD_AES_128_GCM.sdesName()
          + ' '
          + SrtpProfile.AES_CM_128_HMAC_SHA1_80.sdesName();

  /** What a client's section offers: the number of the attribute and its key. */
  private record Offered(int tag, SdesKey key) {}

  /**
   * Whether the section has a key we can use.
   *
   * @param section the client's section
   */
  static boolean usable(MediaDescription section) {
    return first(section).isPresent();
  }

  /**
   * Takes the first of the client's keys that we can use (RFC 4568 5.1.2).
   *
   * @param section the client's section
   * @param before what was agreed so far; our key stays as long as the profile does
   * @return empty when there is none
   */
  static Optional<Sdes> answer(MediaDescription section, Optional<Sdes> before) {
    return first(section)
        .map(
            offered -> {
              SrtpProfile profile = offered.key().profile();
              SdesKey own =
                  before
                      .map(Sdes::local)
                      .filter(key -> key.profile() == profile)
                      .orElseGet(() -> newKey(profile));
              return new Sdes(offered.tag(), own, offered.key());
            });
  }

  private static Optional<Offered> first(MediaDescription section) {
    return section.crypto().stream().flatMap(crypto -> key(crypto).stream()).findFirst();
  }

  private static Optional<Offered> key(CryptoAttribute crypto) {
    for (SrtpProfile profile : SrtpProfile.values()) {
      if (profile.sdesName().equals(crypto.suite())) {
        return material(crypto, profile.keyLength() + profile.saltLength())
            .map(bytes -> new Offered(crypto.tag(), new SdesKey(profile, bytes)));
      }
    }
    return Optional.empty();
  }

  /**
   * The key of an attribute that asks for nothing special: an MKI would stand in every packet, and
   * session parameters we do not know may not be passed over (RFC 4568 6.3.7).
   */
  private static Optional<byte[]> material(CryptoAttribute crypto, int length) {
    String[] keys = crypto.keyParams().split(";");
    String[] parts = keys[0].split("\\|");
    boolean mki = List.of(parts).stream().skip(1).anyMatch(p -> p.indexOf(':') >= 0);
    boolean plain = crypto.sessionParams().stream().allMatch(p -> p.startsWith("WSH="));
    if (keys.length != 1 || mki || !plain || !parts[0].startsWith(INLINE)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(parts[0].substring(INLINE.length()));
      return Optional.of(bytes).filter(b -> b.length == length);
    } catch (IllegalArgumentException e) {
      // No base64: an attribute we cannot use, like any other of those.
      return Optional.empty();
    }
  }

  private static SdesKey newKey(SrtpProfile profile) {
    byte[] bytes = new byte[profile.keyLength() + profile.saltLength()];
    RANDOM.nextBytes(bytes);
    return new SdesKey(profile, bytes);
  }

  /** The attribute of our answer. */
  Attribute attribute() {
    String key = Base64.getEncoder().encodeToString(local.masterKeyAndSalt());
    CryptoAttribute crypto =
        new CryptoAttribute(tag, local.profile().sdesName(), INLINE + key, List.of());
    return Attribute.of("crypto", crypto.write());
  }
}
