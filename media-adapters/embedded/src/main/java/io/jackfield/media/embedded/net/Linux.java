package io.jackfield.media.embedded.net;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The C functions {@link UringLoop} needs, as Linux has them on 64-bit x86 and ARM. Loading the
 * class fails where there is no C library to bind to.
 */
final class Linux {

  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_REUSEPORT = 15;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final long IO_URING_SETUP = 425;
  static final long IO_URING_ENTER = 426;
  static final long IO_URING_REGISTER = 427;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EBUSY = 16;
  static final int ETIME = 62;
  static final int ENOBUFS = 105;
  static final int ECONNREFUSED = 111;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 1 | 0x8000;
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;

  static {
    Native.register(Linux.class, "c");
  }

  private Linux() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, Pointer address, int length);

  static native int connect(int fd, Pointer address, int length);

  static native int setsockopt(int fd, int level, int name, Pointer value, int length);

  static native int getsockname(int fd, Pointer address, Pointer length);

  static native int close(int fd);

  static native long mmap(long address, long length, int protection, int flags, int fd, long at);

  static native int munmap(long address, long length);

  static native int eventfd(int value, int flags);

  static native int eventfd_write(int fd, long value);

  static native long syscall(long number, long a, long b, long c, long d, long e, long f);

  static Pointer pointer(ByteBuffer direct) {
    return Native.getDirectBufferPointer(direct);
  }

  static long address(ByteBuffer direct) {
    return Pointer.nativeValue(pointer(direct));
  }

  static Pointer map(int fd, long length, long at) throws IOException {
    long address = mmap(0, length, PROT_READ_WRITE, MAP_SHARED_POPULATE, fd, at);
    if (address == -1) {
      throw failure("mmap");
    }
    return new Pointer(address);
  }

  static int event() throws IOException {
    int fd = eventfd(0, EFD_CLOEXEC_NONBLOCK);
    if (fd < 0) {
      throw failure("eventfd");
    }
    return fd;
  }

  /** The failure of the call just made by this thread. */
  static IOException failure(String what) {
    int error = Native.getLastError();
    String text =
        switch (error) {
          case 1, 13 -> "Permission denied";
          case 12 -> "Out of memory";
          case 23, 24 -> "Too many open files";
          case 38 -> "Not supported by this kernel";
          case 97 -> "Address family not supported";
          case 98 -> "Address already in use";
          case 99 -> "Cannot assign requested address";
          default -> "error " + error;
        };
    return new IOException(what + ": " + text);
  }
}
