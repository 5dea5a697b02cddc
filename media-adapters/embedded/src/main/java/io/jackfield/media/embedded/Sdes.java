package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys in the description (RFC 4568): the client's, and ours with it.
 *
 * @param tag of the offer's attribute that was taken
 * @param local what we send with
 * @param remote what the client sends with
 */
record Sdes(int tag, SdesKey local, SdesKey remote) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String INLINE = "inline:";

  /** What we offer: first what every peer has, and some look at the first alone. */
  private static final List<SrtpProfile> OFFERED =
      List.of(
          SrtpProfile.AES_CM_128_HMAC_SHA1_80,
          SrtpProfile.AEAD_AES_128_GCM,
          SrtpProfile.AEAD_AES_256_GCM);

  /** Attribute values for people: what we take. */
  static final String SUPPORTED =
      Stream.of(SrtpProfile.values()).map(SrtpProfile::sdesName).collect(Collectors.joining(" "));

  /** What a section offers: the number of the attribute and its key. */
  record Offered(int tag, SdesKey key) {

    /** The attribute that offers it. */
    Attribute attribute() {
      return Sdes.attribute(tag, key);
    }
  }

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

  /** New keys to offer, one for each suite we have. */
  static List<Offered> offer() {
    List<Offered> keys = new ArrayList<>();
    for (SrtpProfile profile : OFFERED) {
      keys.add(new Offered(keys.size() + 1, newKey(profile)));
    }
    return keys;
  }

  /**
   * What an answer makes of our offer (RFC 4568 5.1.3): the suite and tag of one of our keys.
   *
   * @param section the client's section
   * @param ours what we offered
   * @return empty when it takes none
   */
  static Optional<Sdes> agreed(MediaDescription section, List<Offered> ours) {
    return first(section)
        .flatMap(
            theirs ->
                ours.stream()
                    .filter(own -> own.tag() == theirs.tag())
                    .filter(own -> own.key().profile() == theirs.key().profile())
                    .findFirst()
                    .map(own -> new Sdes(own.tag(), own.key(), theirs.key())));
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
    return attribute(tag, local);
  }

  private static Attribute attribute(int tag, SdesKey key) {
    String text = Base64.getEncoder().encodeToString(key.masterKeyAndSalt());
    CryptoAttribute crypto =
        new CryptoAttribute(tag, key.profile().sdesName(), INLINE + text, List.of());
    return Attribute.of("crypto", crypto.write());
  }
}
