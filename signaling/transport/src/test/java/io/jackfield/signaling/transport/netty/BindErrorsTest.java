package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.transport.connection.ListenException;
import io.jackfield.signaling.transport.connection.ListenException.Reason;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class BindErrorsTest {

  private static ListenException explain(InetSocketAddress address, String system) {
    return BindErrors.explain(address, "TCP", new IOException(system));
  }

  @Test
  void eachFailureSaysWhereAndWhatToDo() {
    InetSocketAddress low = new InetSocketAddress("127.0.0.1", 80);
    ListenException forbidden = explain(low, "bind(..) failed with error(-13): Permission denied");
    assertEquals(Reason.NO_PERMISSION, forbidden.reason());
    assertEquals(
        "127.0.0.1:80: no permission; port 80 needs CAP_NET_BIND_SERVICE or a port above 1023",
        forbidden.getMessage());
    InetSocketAddress six = new InetSocketAddress("::1", 8080);
    ListenException inUse =
        BindErrors.explain(six, "UDP", new BindException("Address already in use"));
    assertEquals("[0:0:0:0:0:0:0:1]:8080 is already in use (UDP)", inUse.getMessage());
    assertEquals(Reason.OTHER, explain(six, "odd").reason());
    assertEquals(six, inUse.address());
  }

  @Test
  void anAddressOfAnotherHostAndAnUnknownNameAreTold() {
    try (Loopback loopback = new Loopback()) {
      assertFails(loopback, new InetSocketAddress("192.0.2.1", 32_002), "no such address");
      assertFails(
          loopback, InetSocketAddress.createUnresolved("nowhere.invalid", 32_002), "unknown");
    }
  }

  private static void assertFails(Loopback loopback, InetSocketAddress address, String words) {
    ListenException failure =
        (ListenException)
            Loopback.failure(
                loopback.transport.listen(
                    address, StreamOptions.tcp(), new RecordingStream(false)));
    assertEquals(Reason.NO_SUCH_ADDRESS, failure.reason());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }
}
