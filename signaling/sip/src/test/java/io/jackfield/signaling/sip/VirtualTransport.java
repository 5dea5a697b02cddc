package io.jackfield.signaling.sip;

import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportStatistics;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import io.jackfield.signaling.transport.datagram.DatagramHandler;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsOptions;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.stream.StreamConnectOptions;
import io.jackfield.signaling.transport.stream.StreamHandler;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A network without sockets on one loop in virtual time: one UDP and one TCP listener, whatever is
 * connected to refuses. On the caller's thread.
 */
final class VirtualTransport implements Transport, InstantSource {

  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 5060);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final VirtualLoop loop = new VirtualLoop();
  private final BiConsumer<InetSocketAddress, String> out;
  private DatagramHandler datagrams;
  private StreamHandler streams;
  private int connections;

  /**
   * Makes one.
   *
   * @param out hears what is sent, and to whom
   */
  VirtualTransport(BiConsumer<InetSocketAddress, String> out) {
    this.out = out;
  }

  /** A datagram arrives. */
  void datagram(InetSocketAddress from, byte[] bytes) {
    datagrams.onDatagram(endpoint, from, ByteBuffer.wrap(bytes));
    loop.drain();
  }

  /** Somebody connects. */
  VirtualConnection connect(InetSocketAddress from) {
    VirtualConnection connection = new VirtualConnection(from);
    streams.onOpen(connection);
    return connection;
  }

  /** Lets time pass. */
  void pass(Duration time) {
    loop.pass(time.toNanos());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(1_700_000_000).plusNanos(loop.now);
  }

  private final DatagramEndpoint endpoint =
      new DatagramEndpoint() {
        @Override
        public InetSocketAddress local() {
          return LOCAL;
        }

        @Override
        public Loop loop() {
          return loop;
        }

        @Override
        public CompletionStage<Void> send(byte[] bytes, InetSocketAddress remote) {
          out.accept(remote, new String(bytes, StandardCharsets.ISO_8859_1));
          return DONE;
        }

        @Override
        public CompletionStage<Void> send(ByteBuffer bytes, InetSocketAddress remote) {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          return send(copy, remote);
        }

        @Override
        public CompletionStage<Void> close(Duration deadline) {
          return DONE;
        }
      };

  /** A connection somebody opened to us. */
  final class VirtualConnection implements Connection {
    private final InetSocketAddress remote;
    private final String id = "tcp-" + ++connections;
    private Object attachment;
    private boolean open = true;

    private VirtualConnection(InetSocketAddress remote) {
      this.remote = remote;
    }

    /** Bytes arrive. */
    void bytes(ByteBuffer bytes) {
      if (open) {
        streams.onBytes(this, bytes);
        loop.drain();
      }
    }

    private void end() {
      if (open) {
        open = false;
        loop.execute(() -> streams.onClosed(this, CloseCause.local()));
        loop.drain();
      }
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public TransportKind kind() {
      return TransportKind.TCP;
    }

    @Override
    public InetSocketAddress remote() {
      return remote;
    }

    @Override
    public InetSocketAddress local() {
      return LOCAL;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public CompletionStage<Void> send(byte[] bytes) {
      if (!open) {
        return CompletableFuture.failedFuture(new IOException("closed"));
      }
      out.accept(remote, new String(bytes, StandardCharsets.ISO_8859_1));
      return DONE;
    }

    @Override
    public CompletionStage<Void> send(String text) {
      return send(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public long queuedMessages() {
      return 0;
    }

    @Override
    public void close() {
      end();
    }

    @Override
    public void close(int code, String reason) {
      end();
    }

    @Override
    public void pauseReading() {
      // Nothing comes by itself.
    }

    @Override
    public void resumeReading() {
      // As above.
    }

    @Override
    public Loop loop() {
      return loop;
    }

    @Override
    public void attach(Object newAttachment) {
      attachment = newAttachment;
    }

    @Override
    public <T> Optional<T> attachment(Class<T> type) {
      return Optional.ofNullable(attachment).filter(type::isInstance).map(type::cast);
    }
  }

  @Override
  public CompletionStage<Listener> listen(
      InetSocketAddress address, Supplier<StreamOptions> options, StreamHandler handler) {
    streams = handler;
    return CompletableFuture.completedFuture(
        new Listener() {
          @Override
          public InetSocketAddress local() {
            return LOCAL;
          }

          @Override
          public int openConnections() {
            return 0;
          }

          @Override
          public CompletionStage<Void> unbind() {
            return DONE;
          }

          @Override
          public CompletionStage<Void> close(Duration deadline) {
            return DONE;
          }
        });
  }

  @Override
  public CompletionStage<Connection> connect(
      InetSocketAddress remote, StreamConnectOptions options, StreamHandler handler) {
    return CompletableFuture.failedFuture(new IOException("refused"));
  }

  @Override
  public CompletionStage<DatagramEndpoint> bind(
      InetSocketAddress address, DatagramOptions options, DatagramHandler handler) {
    datagrams = handler;
    return CompletableFuture.completedFuture(endpoint);
  }

  @Override
  public Dns dns(DnsOptions options) {
    return (name, type) -> CompletableFuture.failedFuture(new IOException("no server"));
  }

  @Override
  public HttpServer httpServer(HttpOptions options, HttpRoutes routes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Loop> loops() {
    return List.of(loop);
  }

  @Override
  public TransportStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> close(Duration deadline) {
    return DONE;
  }

  private static final class VirtualLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Armed> timers =
        new PriorityQueue<>(Comparator.<Armed>comparingLong(a -> a.at).thenComparing(a -> a.order));
    private long now;
    private long order;
    private boolean draining;

    private static final class Armed {
      private final long at;
      private final long order;
      private final Runnable task;

      Armed(long at, long order, Runnable task) {
        this.at = at;
        this.order = order;
        this.task = task;
      }
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      Armed armed = new Armed(now + Math.max(0, delay.toNanos()), order++, task);
      timers.add(armed);
      return () -> timers.remove(armed);
    }

    void drain() {
      if (draining) {
        return;
      }
      draining = true;
      try {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      } finally {
        draining = false;
      }
    }

    void pass(long nanos) {
      drain();
      long end = now + nanos;
      while (!timers.isEmpty() && timers.peek().at <= end) {
        Armed next = timers.poll();
        now = next.at;
        next.task.run();
        drain();
      }
      now = end;
    }
  }
}
