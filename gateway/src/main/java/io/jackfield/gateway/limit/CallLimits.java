package io.jackfield.gateway.limit;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The limits of a service and of its users. Any thread. */
public final class CallLimits {

  private final CallLimit service;
  private final Map<String, CallCap> caps;
  private final Map<String, CallLimit> rates = new HashMap<>();

  /**
   * Makes them.
   *
   * @param service of all calls of the service
   * @param users of those who have one
   * @param clock whose seconds count
   */
  public CallLimits(CallCap service, Map<String, CallCap> users, InstantSource clock) {
    this.service = new CallLimit(service, clock);
    this.caps = Map.copyOf(users);
    // How many calls a user is in, those at him included, the calls themselves know.
    caps.forEach(
        (user, cap) -> rates.put(user, new CallLimit(new CallCap(0, cap.maxCps()), clock)));
  }

  /**
   * A place in the service.
   *
   * @return empty if there is none
   */
  public Optional<Lease> take() {
    return service.take();
  }

  /**
   * Whether a user may begin one more call in this second.
   *
   * @param user the name
   * @return true for one without a limit
   */
  public boolean begins(String user) {
    return Optional.ofNullable(rates.get(user)).map(rate -> rate.take().isPresent()).orElse(true);
  }

  /**
   * How many calls a user may be in.
   *
   * @param user the name
   * @return 0 for any number
   */
  public int most(String user) {
    return caps.getOrDefault(user, CallCap.NONE).maxCalls();
  }
}
