package io.jackfield.signaling.api.gelf;

import io.jackfield.signaling.api.core.LogEntry;
import io.jackfield.signaling.api.core.LogSink;
import io.jackfield.signaling.transport.datagram.DatagramEndpoint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends log entries to a GELF server by UDP; what is lost on the way stays lost. Any thread. */
public final class GelfSender implements LogSink {

  private static final Logger log = LoggerFactory.getLogger(GelfSender.class);

  private final CompletionStage<DatagramEndpoint> endpoint;
  private final Supplier<InetSocketAddress> server;
  private final Executor executor;
  private final LongSupplier ids;
  private final LogSink otherwise;

  /**
   * Makes a sender.
   *
   * @param endpoint what to send from; not closed here
   * @param server address of the server; asked for each message, on the executor, so it may look a
   *     name up
   * @param executor where messages are written and compressed; may refuse when it is too busy
   * @param ids random numbers, to tell the chunks of messages apart
   * @param otherwise takes what cannot be sent
   */
  public GelfSender(
      CompletionStage<DatagramEndpoint> endpoint,
      Supplier<InetSocketAddress> server,
      Executor executor,
      LongSupplier ids,
      LogSink otherwise) {
    this.endpoint = endpoint;
    this.server = server;
    this.executor = executor;
    this.ids = ids;
    this.otherwise = otherwise;
  }

  @Override
  public void accept(LogEntry entry) {
    try {
      executor.execute(() -> send(entry));
    } catch (RejectedExecutionException e) {
      otherwise.accept(entry);
    }
  }

  private void send(LogEntry entry) {
    InetSocketAddress address = server.get();
    List<byte[]> datagrams = GelfChunks.of(GelfMessage.compressed(entry), ids.getAsLong());
    if (address.isUnresolved() || datagrams.isEmpty()) {
      otherwise.accept(entry);
      return;
    }
    for (byte[] datagram : datagrams) {
      endpoint
          .thenCompose(open -> open.send(datagram, address))
          .whenComplete(
              (sent, error) -> {
                if (error != null) {
                  log.debug("a GELF message to {} is lost: {}", address, error.getMessage());
                }
              });
    }
  }
}
