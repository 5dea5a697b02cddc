package io.jackfield.media.embedded.net;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One io_uring: its two rings in shared memory and the system call that submits and waits (Linux
 * io_uring(7)). Used by one thread, which must be the one that called {@link #enable}.
 */
final class Uring implements AutoCloseable {

  static final int SEND = 26;
  static final int RECVMSG = 10;
  static final int POLL_ADD = 6;
  static final int ASYNC_CANCEL = 14;
  static final int FLAG_BUFFER_SELECT = 1 << 5;
  static final int FLAG_SKIP_SUCCESS = 1 << 6;
  static final int MORE = 2;
  static final int HAS_BUFFER = 1;

  private static final int SETUP_CQSIZE = 1 << 3;
  private static final int SETUP_R_DISABLED = 1 << 6;
  private static final int SETUP_SUBMIT_ALL = 1 << 7;
  private static final int SETUP_SINGLE_ISSUER = 1 << 12;
  private static final int SETUP_DEFER_TASKRUN = 1 << 13;
  private static final int FEATURE_SINGLE_MMAP = 1;
  private static final int ENTER_GETEVENTS = 1;
  private static final int ENTER_EXT_ARG = 1 << 3;
  private static final int REGISTER_ENABLE = 12;
  private static final int REGISTER_PBUF_RING = 22;
  private static final long OFFSET_SQES = 0x10000000L;
  private static final int SQE = 64;
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle SHORT =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private final int fd;
  private final int entries;
  private final long ringLength;
  private final long sqesLength;
  private final Pointer ringPointer;
  private final Pointer sqesPointer;
  private final ByteBuffer ring;
  private final ByteBuffer sqes;
  private final int sqTail;
  private final int cqHead;
  private final int cqTail;
  private final int cqMask;
  private final int cqes;
  private final ByteBuffer argument = direct(64);
  private final long argumentAddress = Linux.address(argument);
  private int tail;
  private int unsubmitted;
  private int head;

  /** Sets up a ring that is not enabled yet. Fails where the kernel is too old or forbids it. */
  Uring(int entries, int completions) throws IOException {
    ByteBuffer params = direct(120);
    params.putInt(
        8,
        SETUP_CQSIZE
            | SETUP_R_DISABLED
            | SETUP_SUBMIT_ALL
            | SETUP_SINGLE_ISSUER
            | SETUP_DEFER_TASKRUN);
    params.putInt(4, completions);
    fd = (int) Linux.syscall(Linux.IO_URING_SETUP, entries, Linux.address(params), 0, 0, 0, 0);
    if (fd < 0) {
      throw Linux.failure("io_uring_setup");
    }
    int features = params.getInt(20);
    if ((features & FEATURE_SINGLE_MMAP) == 0) {
      Linux.close(fd);
      throw new IOException("io_uring of this kernel is too old");
    }
    this.entries = params.getInt(0);
    int array = params.getInt(40 + 24);
    cqes = params.getInt(80 + 20);
    ringLength = Math.max(array + 4L * this.entries, cqes + 16L * params.getInt(4));
    sqesLength = (long) SQE * this.entries;
    ringPointer = Linux.map(fd, ringLength, 0);
    sqesPointer = Linux.map(fd, sqesLength, OFFSET_SQES);
    ring = ringPointer.getByteBuffer(0, ringLength).order(ByteOrder.nativeOrder());
    sqes = sqesPointer.getByteBuffer(0, sqesLength).order(ByteOrder.nativeOrder());
    sqTail = params.getInt(40 + 4);
    cqHead = params.getInt(80);
    cqTail = params.getInt(80 + 4);
    cqMask = ring.getInt(params.getInt(80 + 8));
    for (int i = 0; i < this.entries; i++) {
      // Entries are used in order, so the indirection never changes.
      ring.putInt(array + 4 * i, i);
    }
  }

  static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  /** Makes the calling thread the ring's one user. */
  void enable() throws IOException {
    if (Linux.syscall(Linux.IO_URING_REGISTER, fd, REGISTER_ENABLE, 0, 0, 0, 0) < 0) {
      throw Linux.failure("io_uring_register");
    }
  }

  /** Registers a ring of provided buffers at a page-aligned address. */
  void provide(long address, int count, int group) throws IOException {
    ByteBuffer registration = direct(40);
    registration.putLong(0, address);
    registration.putInt(8, count);
    registration.putShort(12, (short) group);
    long result =
        Linux.syscall(
            Linux.IO_URING_REGISTER, fd, REGISTER_PBUF_RING, Linux.address(registration), 1, 0, 0);
    if (result < 0) {
      throw Linux.failure("io_uring_register buffers");
    }
  }

  /** The entries themselves, for filling at the offset {@link #next} gives. */
  ByteBuffer sqes() {
    return sqes;
  }

  /** Offset of a cleared entry; submits those before when there is no room. */
  int next() throws IOException {
    if (unsubmitted == entries) {
      submit();
    }
    int at = (tail & entries - 1) * SQE;
    for (int i = 0; i < SQE; i += 8) {
      sqes.putLong(at + i, 0);
    }
    tail++;
    unsubmitted++;
    return at;
  }

  /** Submits what is waiting, without waiting itself. */
  void submit() throws IOException {
    if (unsubmitted > 0) {
      enter(0, 0, 0, 0);
    }
  }

  /**
   * Submits, and waits for completions.
   *
   * @param count how many to wait for, 0 for none
   * @param timeoutNanos longest wait
   */
  void submitAndWait(int count, long timeoutNanos) throws IOException {
    argument.putLong(16, argumentAddress + 32);
    argument.putLong(32, timeoutNanos / 1_000_000_000L);
    argument.putLong(40, timeoutNanos % 1_000_000_000L);
    enter(count, ENTER_GETEVENTS | ENTER_EXT_ARG, argumentAddress, 24);
  }

  private void enter(int wait, int flags, long argumentAt, int argumentLength) throws IOException {
    INT.setRelease(ring, sqTail, tail);
    long result =
        Linux.syscall(
            Linux.IO_URING_ENTER, fd, unsubmitted, wait, flags, argumentAt, argumentLength);
    if (result >= 0) {
      unsubmitted -= (int) result;
      return;
    }
    int error = com.sun.jna.Native.getLastError();
    // Time was up, a signal came, or completions must be read first: the caller comes again.
    if (error != Linux.ETIME
        && error != Linux.EINTR
        && error != Linux.EAGAIN
        && error != Linux.EBUSY) {
      throw Linux.failure("io_uring_enter");
    }
  }

  /** Completions ready to be read. */
  int ready() {
    return (int) INT.getAcquire(ring, cqTail) - head;
  }

  long userData() {
    return ring.getLong(cqes + (head & cqMask) * 16);
  }

  int result() {
    return ring.getInt(cqes + (head & cqMask) * 16 + 8);
  }

  int flags() {
    return ring.getInt(cqes + (head & cqMask) * 16 + 12);
  }

  /** Passes on to the next completion. */
  void advance() {
    head++;
  }

  /** Gives the space of the completions read back. */
  void commit() {
    INT.setRelease(ring, cqHead, head);
  }

  static void publishShort(ByteBuffer buffer, int at, short value) {
    SHORT.setRelease(buffer, at, value);
  }

  @Override
  public void close() {
    Linux.close(fd);
    Linux.munmap(Pointer.nativeValue(ringPointer), ringLength);
    Linux.munmap(Pointer.nativeValue(sqesPointer), sqesLength);
  }
}
