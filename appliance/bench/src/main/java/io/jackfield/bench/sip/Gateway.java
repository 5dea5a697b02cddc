package io.jackfield.bench.sip;

import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Launcher;
import io.jackfield.bench.tool.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Jackfield with its embedded media engine. */
final class Gateway implements Contender {

  private final Child child;
  private final Ports ports;

  private Gateway(Child child, Ports ports) {
    this.child = child;
    this.ports = ports;
  }

  static Gateway start(Workspace workspace, Ports ports) throws IOException, TimeoutException {
    Path config =
        workspace.template(
            Gateway.class,
            "jackfield.yaml",
            Map.of(
                "HOST", Ports.HOST,
                "SIP", ports.gatewaySip(),
                "HTTP", ports.gatewayHttp(),
                "WEBRTC", ports.gatewayWebRtc(),
                "RTPMIN", ports.gatewayMediaFirst(),
                "RTPMAX", ports.gatewayMediaLast(),
                "DATA", workspace.folder().resolve("data"),
                "LOG", workspace.folder().resolve("jackfield-log.txt")));
    Child child = Launcher.start(workspace.folder(), config);
    Launcher.awaitReady(child, Ports.HOST, ports.gatewayHttp(), Duration.ofSeconds(60));
    return new Gateway(child, ports);
  }

  @Override
  public String name() {
    return "Jackfield";
  }

  @Override
  public int sipPort() {
    return ports.gatewaySip();
  }

  @Override
  public int calleePort() {
    return ports.gatewayCallee();
  }

  @Override
  public List<Long> pids() {
    return child.pids();
  }

  /** All that were asked for: the JVM compiles what it sees often. */
  @Override
  public int warmUpCalls(int asked) {
    return asked;
  }

  @Override
  public void mustLive() {
    child.mustLive();
  }

  @Override
  public void close() {
    child.close();
  }
}
