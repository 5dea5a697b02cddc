package io.jackfield.bench.relay;

import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * G.711 sessions of 50 packets a second each way: SRTP to the secure side, RTP to the plain side of
 * every session, the sessions spread evenly over each 20 ms.
 */
final class RelayLoad implements AutoCloseable {

  private static final int TICKS = 20;
  private static final int PAYLOAD = 160;
  private static final int BUFFER = 4 << 20;

  private final DatagramChannel secure;
  private final DatagramChannel plain;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong unexpected = new AtomicLong();
  private final CryptoTools tools = new CryptoTools();

  RelayLoad(InetAddress address) throws IOException {
    secure = open(address);
    plain = open(address);
    count(secure, "load-secure");
    count(plain, "load-plain");
  }

  private static DatagramChannel open(InetAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    channel.bind(new InetSocketAddress(address, 0));
    return channel;
  }

  int securePort() throws IOException {
    return ((InetSocketAddress) secure.getLocalAddress()).getPort();
  }

  int plainPort() throws IOException {
    return ((InetSocketAddress) plain.getLocalAddress()).getPort();
  }

  long received() {
    return received.get();
  }

  private void count(DatagramChannel channel, String name) {
    Thread thread =
        new Thread(
            () -> {
              ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
              try {
                while (true) {
                  buffer.clear();
                  channel.receive(buffer);
                  if (buffer.position() > 2 && (buffer.get(1) & 127) == 0) {
                    received.incrementAndGet();
                  } else {
                    unexpected.incrementAndGet();
                  }
                }
              } catch (AsynchronousCloseException e) {
                // The load is over.
                return;
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One side's sender: the packets' numbers go on from run to run. */
  static final class Sender {
    private final RelayTarget target;
    private final SrtpContext[] contexts;
    private int sequence = 1000;

    Sender(RelayTarget target, SrtpProfile profile, CryptoTools tools) {
      this.target = target;
      contexts = new SrtpContext[target.sessions().size()];
      for (int i = 0; i < contexts.length; i++) {
        contexts[i] = new SrtpContext(RelayKeys.load(profile, i), tools);
      }
    }
  }

  Sender sender(RelayTarget target, SrtpProfile profile) {
    return new Sender(target, profile, tools);
  }

  /**
   * Sends for a while.
   *
   * @param both also from the plain side
   * @return packets sent
   */
  long run(Sender sender, int seconds, boolean both) throws IOException {
    byte[] data = new byte[256];
    ByteBuffer out = ByteBuffer.allocateDirect(256);
    long begin = System.nanoTime();
    long sent = 0;
    int n = sender.contexts.length;
    for (long tick = 0; tick < seconds * 1000L; tick++) {
      int slice = (int) (tick % TICKS);
      if (slice == 0) {
        sender.sequence++;
      }
      for (int i = slice; i < n; i += TICKS) {
        RelayTarget.Session session = sender.target.sessions().get(i);
        int sequence = sender.sequence;
        Rtp.writeHeader(data, 0, 0, false, sequence, sequence * PAYLOAD, 5000 + i);
        int size = sender.contexts[i].protectRtp(data, 0, Rtp.HEADER + PAYLOAD);
        out.clear();
        out.put(data, 0, size).flip();
        secure.send(out, session.secure());
        sent++;
        if (both) {
          Rtp.writeHeader(data, 0, 0, false, sequence, sequence * PAYLOAD, 9000 + i);
          out.clear();
          out.put(data, 0, Rtp.HEADER + PAYLOAD).flip();
          plain.send(out, session.plain());
          sent++;
        }
      }
      pause(begin + (tick + 1) * 1_000_000);
    }
    settle();
    return sent;
  }

  private static void pause(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until nothing has come for a tenth of a second, so that no run counts for the next. */
  private void settle() {
    long before = -1;
    for (int i = 0; i < 20 && before != received.get(); i++) {
      before = received.get();
      pause(System.nanoTime() + 100_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    secure.close();
    plain.close();
  }
}
