package io.jackfield.appliance.control;

import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the questions of local commands. {@link #close} any thread. */
public final class ControlSocket implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int MOST_AT_ONCE = 8;
  private static final int LONGEST_QUESTION = 64 * 1024;

  /** Owner and group alone. */
  private static final String RIGHTS = "rw-rw----";

  private final ServerSocketChannel server;
  private final Path file;
  private final Questions questions;
  private final Duration deadline;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "control"));

  private ControlSocket(
      ServerSocketChannel server, Path file, Questions questions, Duration deadline) {
    this.server = server;
    this.file = file;
    this.questions = questions;
    this.deadline = deadline;
  }

  /**
   * Listens.
   *
   * @param file the socket; one that a killed process has left is replaced
   * @param questions what can be asked
   * @param deadline for all that one connection does
   * @return taking connections
   * @throws IOException if the socket cannot be made, or another process listens on it
   */
  public static ControlSocket open(Path file, Questions questions, Duration deadline)
      throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
    if (Files.exists(file)) {
      if (answers(address)) {
        throw new IOException("another process listens on " + file);
      }
      Files.delete(file);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(address);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(RIGHTS));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    ControlSocket socket = new ControlSocket(server, file, questions, deadline);
    daemon(socket::accept, "control-accept").start();
    return socket;
  }

  private static boolean answers(UnixDomainSocketAddress address) {
    try (SocketChannel other = SocketChannel.open(address)) {
      return other.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        try {
          threads.execute(() -> serve(client));
        } catch (RejectedExecutionException e) {
          client.close();
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("control socket: {}", e.toString());
        }
      }
    }
  }

  private void serve(SocketChannel client) {
    // A read or write that waits ends when its channel is closed.
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> close(client));
    try (client) {
      String line = line(client);
      ByteBuffer reply =
          ByteBuffer.wrap((JsonWriter.text(reply(line)) + '\n').getBytes(StandardCharsets.UTF_8));
      while (reply.hasRemaining()) {
        client.write(reply);
      }
    } catch (IOException e) {
      LOG.debug("control socket: {}", e.toString());
    } finally {
      over.complete(null);
    }
  }

  private Map<String, Object> reply(String line) {
    try {
      return questions.answer(JsonReader.object(line, RootNumber.NONE));
    } catch (JsonException e) {
      return Questions.refused("not a JSON object: " + e.getMessage());
    }
  }

  private static String line(SocketChannel client) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_QUESTION);
    while (bytes.position() == 0 || bytes.get(bytes.position() - 1) != '\n') {
      if (!bytes.hasRemaining()) {
        throw new IOException("a question longer than " + LONGEST_QUESTION + " bytes");
      }
      if (client.read(bytes) < 0) {
        throw new IOException("the connection ended before its question");
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("control socket: {}", e.toString());
    }
  }

  /** Takes no more connections and removes the file; those that are served end by themselves. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("control socket: {}", e.toString());
    }
  }
}
