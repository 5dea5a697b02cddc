package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.sip.message.RawMessage;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import io.jackfield.signaling.transport.stream.StreamHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The open TCP, TLS, WS and WSS connections: their framing, and finding one again. */
final class Connections {

  private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Border border;
  private final SipLimits limits;
  private final Map<String, ConnectionFlow> open = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, ConnectionFlow> streams = new ConcurrentHashMap<>();

  Connections(Border border, SipLimits limits) {
    this.border = border;
    this.limits = limits;
  }

  int count() {
    return open.size();
  }

  /** An open stream connection to this address, opened by either side. */
  Optional<Flow> streamTo(InetSocketAddress remote) {
    ConnectionFlow flow = streams.get(remote);
    return flow != null && flow.isOpen() ? Optional.of(flow) : Optional.empty();
  }

  /** A connection that comes before its listener knows its own address is turned away. */
  private void opened(Connection connection, Optional<ListeningAddress> address, Object framer) {
    if (address.isEmpty()) {
      connection.close(1013, "not ready");
      return;
    }
    ConnectionFlow flow = new ConnectionFlow(connection, address.get());
    open.put(connection.id(), flow);
    if (flow.kind() == TransportKind.TCP) {
      // TLS connections are found by the name their certificate was checked for.
      streams.put(flow.remote(), flow);
    }
    connection.attach(new Attached(flow, framer));
  }

  private void closed(Connection connection) {
    ConnectionFlow flow = open.remove(connection.id());
    if (flow != null) {
      streams.remove(flow.remote(), flow);
      flow.closed();
    }
  }

  ConnectionFlow flowOf(Connection connection) {
    return open.get(connection.id());
  }

  private record Attached(ConnectionFlow flow, Object framer) {}

  /** Handler of raw connections. */
  StreamHandler streams(Function<Connection, Optional<ListeningAddress>> address) {
    return new StreamHandler() {
      @Override
      public void onOpen(Connection connection) {
        opened(connection, address.apply(connection), new StreamFramer(limits.messageBytes()));
      }

      @Override
      public void onBytes(Connection connection, ByteBuffer bytes) {
        connection
            .attachment(Attached.class)
            .ifPresent(
                attached ->
                    ((StreamFramer) attached.framer())
                        .feed(bytes, new StreamSink(attached.flow())));
      }

      @Override
      public void onClosed(Connection connection, CloseCause cause) {
        closed(connection);
      }
    };
  }

  private final class StreamSink implements StreamFramer.Sink {
    private final ConnectionFlow flow;

    StreamSink(ConnectionFlow flow) {
      this.flow = flow;
    }

    @Override
    public void message(byte[] bytes) {
      flow.touched();
      border.receive(flow, bytes, false);
    }

    @Override
    public void ping() {
      flow.connection().send(PONG);
    }

    @Override
    public void broken(byte[] head, String reason) {
      int status = reason.startsWith("Message") ? 513 : 400;
      border.refuse(flow, RawMessage.cut(head, limits.headers()), status, reason);
      flow.connection().close(1002, reason);
    }
  }

  /** Handler of WebSocket connections. */
  WebSocketHandler webSockets(Function<Connection, Optional<ListeningAddress>> address) {
    return new WebSocketHandler() {
      @Override
      public void onOpen(Connection connection, RequestHead head) {
        opened(connection, address.apply(connection), "");
      }

      @Override
      public void onText(Connection connection, String text) {
        frame(connection, text.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void onBinary(Connection connection, byte[] bytes) {
        frame(connection, bytes);
      }

      @Override
      public void onClosed(Connection connection, CloseCause cause) {
        closed(connection);
      }
    };
  }

  private void frame(Connection connection, byte[] bytes) {
    if (bytes.length == 4 && bytes[0] == '\r' && bytes[1] == '\n' && bytes[2] == '\r') {
      // RFC 5626 3.5.1, as SIP.js sends it.
      connection.send("\r\n");
      return;
    }
    connection
        .attachment(Attached.class)
        .ifPresent(attached -> border.receive(attached.flow(), bytes, true));
  }
}
