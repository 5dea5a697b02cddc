package io.jackfield.bench.relay;

import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.util.Random;

/** The keys of the load, known to both processes without being told. */
public final class RelayKeys {

  private RelayKeys() {}

  /** The key under which the load sends on a session. */
  public static SdesKey load(SrtpProfile profile, int session) {
    return key(profile, session);
  }

  /** The key under which our relay sends on a session. */
  public static SdesKey relay(SrtpProfile profile, int session) {
    return key(profile, 1_000_000 + session);
  }

  private static SdesKey key(SrtpProfile profile, int seed) {
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    new Random(seed).nextBytes(material);
    return new SdesKey(profile, material);
  }
}
