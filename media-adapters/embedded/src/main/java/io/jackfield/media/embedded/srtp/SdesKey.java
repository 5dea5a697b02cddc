package io.jackfield.media.embedded.srtp;

/**
 * One direction's master key, as an {@code inline:} key of {@code a=crypto} carries it (RFC 4568
 * 6.1) or DTLS exports it (RFC 5764 4.2).
 *
 * @param profile the crypto-suite
 * @param masterKeyAndSalt key followed by salt; neither logged nor printed
 */
public record SdesKey(SrtpProfile profile, byte[] masterKeyAndSalt) {

  /** Copies the key and refuses a wrong length. */
  public SdesKey {
    masterKeyAndSalt = masterKeyAndSalt.clone();
    if (masterKeyAndSalt.length != profile.keyLength() + profile.saltLength()) {
      throw new IllegalArgumentException(
          "key and salt of "
              + profile.sdesName()
              + " have "
              + (profile.keyLength() + profile.saltLength())
              + " bytes, not "
              + masterKeyAndSalt.length);
    }
  }

  @Override
  public byte[] masterKeyAndSalt() {
    return masterKeyAndSalt.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SdesKey key
        && key.profile == profile
        && java.security.MessageDigest.isEqual(key.masterKeyAndSalt, masterKeyAndSalt);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(masterKeyAndSalt);
  }

  /** Names the profile only. */
  @Override
  public String toString() {
    return "SdesKey[" + profile + "]";
  }
}
