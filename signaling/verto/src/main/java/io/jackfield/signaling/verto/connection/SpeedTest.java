package io.jackfield.signaling.verto.connection;

import io.jackfield.signaling.transport.connection.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The speed test: the client announces bytes ({@code #SPU n}), sends them in {@code #SPB} frames of
 * about 1 KiB and ends with {@code #SPE}; it hears how long that took, then ten times as much in
 * frames of 1 KiB, then the average time of one of the ten.
 */
final class SpeedTest {

  private static final int FRAME = 1024;
  private static final int ROUNDS = 10;
  private static final long NANOS = 1_000_000;

  /** Clients add a prefix of up to 5 characters to each KiB, and some one frame for the rest. */
  private static final int PREFIX = 8;

  private static final String DATA = "#SPB" + ".".repeat(FRAME - 4);

  private final Connection connection;
  private final LongSupplier nanoTime;
  private final int most;
  private boolean running;
  private long announced;
  private long received;
  private long frames;
  private long started;

  SpeedTest(Connection connection, LongSupplier nanoTime, int most) {
    this.connection = connection;
    this.nanoTime = nanoTime;
    this.most = most;
  }

  /** One frame of the test; false when it is wrong and the socket should close. */
  boolean frame(String text) {
    char kind = text.length() > 3 ? text.charAt(3) : ' ';
    return switch (kind) {
      case 'U' -> announce(text.substring(4).trim());
      case 'B' -> data(text.length());
      case 'E' -> end();
      default -> false;
    };
  }

  private boolean announce(String bytes) {
    if (running || !bytes.matches("\\d{1,9}")) {
      return false;
    }
    announced = Long.parseLong(bytes);
    if (announced == 0 || announced > most) {
      return false;
    }
    running = true;
    received = 0;
    frames = 0;
    started = nanoTime.getAsLong();
    return true;
  }

  private boolean data(int length) {
    received += length;
    frames++;
    return running && received <= announced + PREFIX * frames + FRAME;
  }

  private boolean end() {
    if (!running || received < announced) {
      return false;
    }
    running = false;
    connection.send("#SPU " + (nanoTime.getAsLong() - started) / NANOS);
    int count = (int) Math.max(1, announced / FRAME);
    long begun = nanoTime.getAsLong();
    rounds(ROUNDS, count)
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                connection.send("#SPD " + (nanoTime.getAsLong() - begun) / NANOS / ROUNDS);
              }
            });
    return true;
  }

  /** One round is written before the next is queued, so a slow client is no reason to close. */
  private CompletionStage<Void> rounds(int left, int count) {
    CompletionStage<Void> written = CompletableFuture.completedFuture(null);
    for (int i = 0; i < count; i++) {
      written = connection.send(DATA);
    }
    return left == 1 ? written : written.thenCompose(done -> rounds(left - 1, count));
  }
}
