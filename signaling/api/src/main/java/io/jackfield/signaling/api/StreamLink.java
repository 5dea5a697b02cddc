package io.jackfield.signaling.api;

import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.frame.FrameException;
import io.jackfield.signaling.api.frame.FrameReader;
import io.jackfield.signaling.transport.connection.Connection;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP or TLS connection as the carrier of an API connection (protocol.md, "Raw TCP"). */
final class StreamLink extends TransportLink {

  private static final Logger log = LoggerFactory.getLogger(StreamLink.class);

  private final FrameReader reader = new FrameReader(1);

  StreamLink(Connection connection, LongSupplier clock) {
    super(connection, clock);
  }

  /** Answers in the client's way; before its first byte nothing is written. */
  @Override
  public void send(String text) {
    reader.mode().ifPresent(mode -> connection.send(mode.encode(text)));
  }

  @Override
  public void limitMessages(int bytes) {
    reader.limit(bytes);
  }

  /** Bytes arrived. On the loop. */
  void received(ByteBuffer bytes, ApiConnection api) {
    try {
      reader.read(bytes, api::received);
    } catch (FrameException e) {
      log.info("{} from {} closes: {}", id(), remote(), e.getMessage());
      api.malformed(e.closeCode(), e.getMessage());
    }
  }
}
