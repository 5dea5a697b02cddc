package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings copies of packets from one media loop to one worker, in order, without a lock and, once
 * its slots have grown, without allocation. When it is full, packets are counted and gone.
 */
public final class PacketInbox {

  /** Takes the packets, on the worker. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a packet.
     *
     * @param data the array; free again when the method returns
     * @param len length of the packet, which begins at 0
     */
    void packet(byte[] data, int len);
  }

  private final Optional<Owner> worker;
  private final Reader reader;
  private final byte[][] slots;
  private final int[] lengths;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable drain = this::drain;
  private volatile long dropped;

  /**
   * An empty inbox.
   *
   * @param worker where the reader runs
   * @param size packets that may wait, a power of two
   * @param reader takes them
   */
  public PacketInbox(Owner worker, int size, Reader reader) {
    this(Optional.of(worker), size, reader);
  }

  /**
   * An empty inbox that wakes nobody: packets wait for {@link #poll}.
   *
   * @param size packets that may wait, a power of two
   * @param reader takes them
   */
  public PacketInbox(int size, Reader reader) {
    this(Optional.empty(), size, reader);
  }

  private PacketInbox(Optional<Owner> worker, int size, Reader reader) {
    this.worker = worker;
    this.reader = reader;
    this.slots = new byte[size][];
    this.lengths = new int[size];
  }

  /** Puts a packet in; always on the same loop. */
  void put(byte[] data, int off, int len) {
    int at = written.get();
    if (at - read.get() >= slots.length) {
      // Only the loop writes it.
      dropped = dropped + 1;
      return;
    }
    int slot = at & slots.length - 1;
    if (slots[slot] == null || slots[slot].length < len) {
      slots[slot] = new byte[Math.max(64, len + len / 4)];
    }
    System.arraycopy(data, off, slots[slot], 0, len);
    lengths[slot] = len;
    // A full fence: the reader must see the packet, or we that it sleeps.
    written.set(at + 1);
    if (worker.isPresent() && !woken.get() && woken.compareAndSet(false, true)) {
      worker.get().execute(drain);
    }
  }

  private void drain() {
    woken.set(false);
    poll();
  }

  /** Gives the reader what waits; always on the same thread, that of the reader. */
  public void poll() {
    int at = read.get();
    while (at != written.get()) {
      int slot = at & slots.length - 1;
      reader.packet(slots[slot], lengths[slot]);
      at++;
      read.lazySet(at);
    }
  }

  /** Packets that found no room; from any thread. */
  public long dropped() {
    return dropped;
  }
}
