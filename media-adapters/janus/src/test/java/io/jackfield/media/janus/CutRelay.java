package io.jackfield.media.janus;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A TCP way to a server that can be cut: what comes then is taken and answered by nobody. */
final class CutRelay implements AutoCloseable {
  private final ServerSocket server;
  private final InetSocketAddress target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Semaphore refused = new Semaphore(0);
  private volatile boolean cut;

  CutRelay(URI to) throws IOException {
    target = new InetSocketAddress(to.getHost(), to.getPort());
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cut-relay");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  /** Resets what there is; from now on nothing gets through. */
  void cut() throws IOException {
    cut = true;
    for (Socket socket : sockets) {
      reset(socket);
    }
    sockets.clear();
  }

  private static void reset(Socket socket) throws IOException {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Its other side was reset first, and both were closed.
    }
  }

  /** Waits for somebody to try in vain, this many times. */
  void awaitTries(int tries) throws InterruptedException {
    if (!refused.tryAcquire(tries, 60, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody tried to connect again");
    }
  }

  /** What comes from now on gets through. */
  void mend() {
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        sockets.add(near);
        if (cut) {
          refused.release();
          continue;
        }
        Socket far = new Socket(target.getAddress(), target.getPort());
        sockets.add(far);
        thread(() -> copy(near, far));
        thread(() -> copy(far, near));
      } catch (IOException e) {
        // Closed, or the server has gone.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has gone; both are closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
