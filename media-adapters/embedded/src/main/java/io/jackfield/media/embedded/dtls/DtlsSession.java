package io.jackfield.media.embedded.dtls;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * One DTLS association. The library's interface blocks, so it runs on a thread of a bounded pool,
 * which it holds during the handshake and for moments after; packets wait in a queue of {@link
 * #QUEUE} and are dropped beyond it, as the peer sends them again.
 */
public final class DtlsSession {

  /** First retransmission, doubled each time (RFC 6347 4.2.4 asks for 1 s on unknown paths). */
  static final int RESEND_MILLIS = 250;

  private static final int QUEUE = 16;
  private static final int DATAGRAM_LIMIT = 1200;
  private static final int RECEIVE_LIMIT = 1600;

  private enum State {
    IDLE,
    SHAKING,
    UP,
    CLOSED
  }

  private final BcTlsCrypto crypto;
  private final SrtpNegotiation negotiation;
  private final DtlsRole role;
  private final Executor pool;
  private final DtlsListener listener;
  private final long deadline;
  private final Queue<byte[]> inbound = new ArrayDeque<>(4);
  private State state = State.IDLE;
  private boolean draining;
  private Optional<DTLSTransport> transport = Optional.empty();

  DtlsSession(
      BcTlsCrypto crypto,
      SrtpNegotiation negotiation,
      DtlsRole role,
      Executor pool,
      long timeoutMillis,
      DtlsListener listener) {
    this.crypto = crypto;
    this.negotiation = negotiation;
    this.role = role;
    this.pool = pool;
    this.listener = listener;
    this.deadline = System.nanoTime() + timeoutMillis * 1_000_000;
  }

  /** As client: begins the handshake. As server: nothing, the first packet begins it. */
  public void start() {
    if (role == DtlsRole.CLIENT) {
      begin();
    }
  }

  /**
   * Takes a datagram from the peer; never blocks.
   *
   * @param datagram owned by the session from now on
   */
  public void receive(byte[] datagram) {
    boolean drain = false;
    boolean first = false;
    synchronized (inbound) {
      if (state == State.CLOSED || inbound.size() >= QUEUE) {
        return;
      }
      inbound.add(datagram);
      inbound.notifyAll();
      first = state == State.IDLE;
      if (state == State.UP && !draining) {
        draining = true;
        drain = true;
      }
    }
    if (first) {
      begin();
    } else if (drain) {
      submit(this::drain);
    }
  }

  private void begin() {
    synchronized (inbound) {
      if (state != State.IDLE) {
        return;
      }
      state = State.SHAKING;
    }
    submit(this::handshake);
  }

  private void submit(Runnable work) {
    try {
      pool.execute(work);
    } catch (RejectedExecutionException e) {
      fail("too many DTLS handshakes at once");
    }
  }

  private void handshake() {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      fail("DTLS handshake timed out before it began");
      return;
    }
    try {
      DTLSTransport up =
          role == DtlsRole.SERVER
              ? new DTLSServerProtocol()
                  .accept(new SrtpServer(crypto, negotiation, (int) left), new Datagrams())
              : new DTLSClientProtocol()
                  .connect(new SrtpClient(crypto, negotiation, (int) left), new Datagrams());
      established(up);
    } catch (TlsFatalAlertReceived e) {
      fail(
          "the peer ended the DTLS handshake: "
              + AlertDescription.getName(e.getAlertDescription()));
    } catch (TlsFatalAlert e) {
      fail("DTLS handshake: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      // The library throws unchecked exceptions on some hostile input; each ends this session only.
      fail("DTLS handshake: " + e);
    }
  }

  private void established(DTLSTransport up) throws IOException {
    boolean drain = false;
    boolean closed;
    synchronized (inbound) {
      closed = state == State.CLOSED;
      if (!closed) {
        state = State.UP;
        transport = Optional.of(up);
        drain = !inbound.isEmpty();
        draining = drain;
      }
    }
    if (closed) {
      up.close();
      return;
    }
    listener.onKeys(negotiation.takeKeys());
    if (drain) {
      submit(this::drain);
    }
  }

  /** After the handshake: repeated flights, alerts. Application data has no meaning here. */
  private void drain() {
    byte[] buffer = new byte[RECEIVE_LIMIT];
    try {
      DTLSTransport up = transport.orElseThrow();
      while (true) {
        synchronized (inbound) {
          if (inbound.isEmpty() || state == State.CLOSED) {
            draining = false;
            return;
          }
        }
        up.receive(buffer, 0, buffer.length, 1);
        if (negotiation.peerClosed()) {
          peerClosed();
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      peerClosed();
    }
  }

  private void peerClosed() {
    synchronized (inbound) {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      inbound.clear();
    }
    listener.onPeerClosed();
  }

  private void fail(String reason) {
    synchronized (inbound) {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      inbound.clear();
    }
    listener.onFailed(reason);
  }

  /**
   * Ends the session: close_notify when it is up, the end of its handshake otherwise; idempotent.
   */
  public void close() {
    Optional<DTLSTransport> up;
    synchronized (inbound) {
      up = state == State.UP ? transport : Optional.empty();
      state = State.CLOSED;
      inbound.clear();
      inbound.notifyAll();
    }
    up.ifPresent(t -> submit(() -> closeQuietly(t)));
  }

  private void closeQuietly(DTLSTransport up) {
    try {
      up.close();
    } catch (IOException e) {
      // The peer is told by courtesy only; it also notices by lost consent.
      listener.onPeerClosed();
    }
  }

  /** The library's view of the socket. */
  private final class Datagrams implements DatagramTransport {

    @Override
    public int getReceiveLimit() {
      return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
      return DATAGRAM_LIMIT;
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      byte[] datagram;
      synchronized (inbound) {
        long until = System.nanoTime() + waitMillis * 1_000_000L;
        while (inbound.isEmpty() && state != State.CLOSED) {
          long left = (until - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            return -1;
          }
          try {
            inbound.wait(left);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted");
          }
        }
        if (state == State.CLOSED) {
          throw new IOException("closed");
        }
        datagram = inbound.remove();
      }
      int n = Math.min(len, datagram.length);
      System.arraycopy(datagram, 0, buf, off, n);
      return n;
    }

    @Override
    public void send(byte[] buf, int off, int len) {
      byte[] copy = new byte[len];
      System.arraycopy(buf, off, copy, 0, len);
      listener.send(copy);
    }

    @Override
    public void close() {
      // The socket is not the session's to close.
    }
  }
}
