package io.jackfield.signaling.transport.dns;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Name servers that can be asked. */
@FunctionalInterface
public interface Dns {

  /**
   * Asks for the records of a name.
   *
   * @param name without a final dot; taken as it is, no search domain is added
   * @return the records of that type, aliases followed; none if the name or the type does not
   *     exist. Fails with {@link java.io.IOException} if no server could tell in time
   */
  CompletionStage<List<DnsRecord>> query(String name, DnsType type);
}
