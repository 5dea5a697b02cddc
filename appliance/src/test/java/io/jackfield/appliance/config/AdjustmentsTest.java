package io.jackfield.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.appliance.config.Adjustments.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustmentsTest {

  @Test
  void everyPortMovesAndEveryListenerIsOnLoopback() throws Exception {
    Config config = new Adjustments(100, Reach.LOOPBACK).apply(new ConfigLoader().load());

    assertEquals(List.of(new HostPort("127.0.0.1", 8180)), config.http().listen());
    assertEquals(List.of(new HostPort("127.0.0.1", 8543)), config.http().tlsListen());
    assertEquals(
        "[sip:127.0.0.1:5160, sip:127.0.0.1:5160;transport=tcp]",
        config.defaultService().sip().listen().toString());
    assertEquals(
        "[verto:127.0.0.1:8181;transport=ws, verto:127.0.0.1:8182]",
        config.defaultService().verto().listen().toString());
    assertEquals(10_100, config.media().webrtcPort());
    assertEquals("127.0.0.1", config.media().host());
    assertEquals(20_100, config.media().rtpPortMin());
    assertEquals(30_099, config.media().rtpPortMax());
  }

  @Test
  void nothingChangesUnasked() throws Exception {
    Config config = new ConfigLoader().load();
    assertEquals(config.http(), Adjustments.NONE.apply(config).http());
    assertEquals(config.services(), Adjustments.NONE.apply(config).services());
  }

  @Test
  void offsetThatLeavesThePortRangeIsRefused() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> new Adjustments(60_000, Reach.CONFIGURED).apply(new ConfigLoader().load()));
    assertEquals(
        "--port-offset 60000 moves a port out of range: port out of range: 68081", e.getMessage());
  }
}
