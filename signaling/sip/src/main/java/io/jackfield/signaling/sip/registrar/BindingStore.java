package io.jackfield.signaling.sip.registrar;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where bindings are kept. Any thread; must not block. */
public interface BindingStore {

  /** The bindings of an address of record, as they are now: ended ones included. */
  List<Binding> of(String aor);

  /**
   * Changes the bindings of one address of record atomically.
   *
   * @param change from the present list to the new one; may run more than once, must not touch the
   *     store
   * @return the new list
   */
  List<Binding> update(String aor, UnaryOperator<List<Binding>> change);

  /** Drops what has ended. */
  void expire(Instant now);

  /** Whether one came from this address and port. */
  boolean knows(InetSocketAddress source);

  /** All of them, as they are now. */
  List<Binding> all();

  /** Bindings kept. */
  int size();
}
