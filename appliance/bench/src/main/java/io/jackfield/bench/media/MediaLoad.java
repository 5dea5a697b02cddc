package io.jackfield.bench.media;

import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.SrtpContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What talks to the engine: streams of a packet in 20 ms, spread evenly over that time, and a
 * socket that counts what comes and how late. The time a packet is sent stands in its payload where
 * it comes back as it was.
 */
final class MediaLoad implements AutoCloseable {

  private static final int SLICES = 20;
  private static final int BUFFER = 4 << 20;
  private static final int MOST_DELAYS = 1 << 20;
  private static final long STAMP = 0x4a41434b4649454cL;

  /**
   * One stream.
   *
   * @param to where it goes
   * @param type payload type
   * @param clock ticks of its clock in 20 ms
   * @param voice what it says
   * @param protection its SRTP; empty for plain RTP
   */
  record Stream(
      InetSocketAddress to, int type, int clock, Voice voice, Optional<SrtpContext> protection) {}

  private final DatagramChannel channel;
  private final long[] delays = new long[MOST_DELAYS];
  private volatile long received;
  private volatile int delayed;
  private int tick = 1000;

  MediaLoad(InetAddress address) throws IOException {
    channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    channel.bind(new InetSocketAddress(address, 0));
    Thread thread = new Thread(this::receive, "load-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  long received() {
    return received;
  }

  /** Delays of stamped packets so far, in microseconds; begins anew. */
  double[] takeDelays() {
    int count = Math.min(delayed, MOST_DELAYS);
    double[] micros = Arrays.stream(delays, 0, count).mapToDouble(n -> n / 1000.0).toArray();
    delayed = 0;
    return micros;
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    try {
      while (true) {
        buffer.clear();
        channel.receive(buffer);
        long now = System.nanoTime();
        int type = buffer.get(1) & 127;
        if (type >= 72 && type <= 79) {
          continue;
        }
        received++;
        if (buffer.position() >= Rtp.HEADER + 16 && buffer.getLong(Rtp.HEADER) == STAMP) {
          int at = delayed;
          if (at < MOST_DELAYS) {
            delays[at] = now - buffer.getLong(Rtp.HEADER + 8);
            delayed = at + 1;
          }
        }
      }
    } catch (AsynchronousCloseException e) {
      // The load is over.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends for a while.
   *
   * @param streams all of them
   * @param seconds how long
   * @param stamped whether payloads carry the time
   * @return packets sent
   */
  long run(List<Stream> streams, int seconds, boolean stamped) throws IOException {
    byte[] data = new byte[1500];
    ByteBuffer out = ByteBuffer.allocateDirect(1500);
    long begin = System.nanoTime();
    long sent = 0;
    for (long millis = 0; millis < seconds * 1000L; millis++) {
      int slice = (int) (millis % SLICES);
      if (slice == 0) {
        tick++;
      }
      for (int i = slice; i < streams.size(); i += SLICES) {
        send(streams.get(i), i, data, out, stamped);
        sent++;
      }
      pause(begin + (millis + 1) * 1_000_000);
    }
    settle();
    return sent;
  }

  private void send(Stream stream, int index, byte[] data, ByteBuffer out, boolean stamped)
      throws IOException {
    byte[] payload = stream.voice().packet(tick + 7 * index);
    Rtp.writeHeader(
        data, 0, stream.type(), false, tick & 0xffff, tick * stream.clock(), 5000 + index);
    System.arraycopy(payload, 0, data, Rtp.HEADER, payload.length);
    if (stamped) {
      ByteBuffer.wrap(data, Rtp.HEADER, 16).putLong(STAMP).putLong(System.nanoTime());
    }
    int length = Rtp.HEADER + payload.length;
    if (stream.protection().isPresent()) {
      length = stream.protection().get().protectRtp(data, 0, length);
    }
    out.clear();
    out.put(data, 0, length).flip();
    channel.send(out, stream.to());
  }

  private static void pause(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until nothing has come for a tenth of a second, so that no run counts for the next. */
  private void settle() {
    long before = -1;
    for (int i = 0; i < 5 && before != received; i++) {
      before = received;
      pause(System.nanoTime() + 100_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
