package io.jackfield.bench.sip;

import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kamailio as a record-routing proxy with rtpengine in userspace, as Debian ships both. */
final class KamailioWithRtpengine implements Contender {

  private final Child rtpengine;
  private final Child kamailio;
  private final Ports ports;

  private KamailioWithRtpengine(Child rtpengine, Child kamailio, Ports ports) {
    this.rtpengine = rtpengine;
    this.kamailio = kamailio;
    this.ports = ports;
  }

  static KamailioWithRtpengine start(Workspace workspace, Ports ports) throws IOException {
    Path config =
        workspace.template(
            KamailioWithRtpengine.class,
            "kamailio.cfg",
            Map.of("HOST", Ports.HOST, "SIP", ports.kamailioSip(), "NG", ports.rtpengineControl()));
    Child rtpengine =
        Child.start(
            "rtpengine",
            workspace.folder(),
            Map.of(),
            List.of(
                "rtpengine",
                "--config-file=none",
                "--foreground",
                "--log-stderr",
                "--log-level=3",
                "--table=-1",
                "--interface=" + Ports.HOST,
                "--listen-ng=" + Ports.HOST + ":" + ports.rtpengineControl(),
                "--port-min=" + ports.rtpengineMediaFirst(),
                "--port-max=" + ports.rtpengineMediaLast(),
                // Its default keeps the ports of a call for 30 s after the end.
                "--delete-delay=0"));
    Child kamailio =
        Child.start(
            "kamailio",
            workspace.folder(),
            Map.of(),
            List.of(
                "kamailio",
                "-f",
                config.toString(),
                "-DD",
                "-E",
                "-m",
                "512",
                "-M",
                "16",
                "-Y",
                workspace.folder().toString()));
    return new KamailioWithRtpengine(rtpengine, kamailio, ports);
  }

  @Override
  public String name() {
    return "Kamailio + rtpengine";
  }

  @Override
  public int sipPort() {
    return ports.kamailioSip();
  }

  @Override
  public int calleePort() {
    return ports.kamailioCallee();
  }

  @Override
  public List<Long> pids() {
    return Stream.concat(kamailio.pids().stream(), rtpengine.pids().stream()).toList();
  }

  /** A tenth, for its memory pools: it is compiled already. */
  @Override
  public int warmUpCalls(int asked) {
    return asked / 10;
  }

  @Override
  public void mustLive() {
    rtpengine.mustLive();
    kamailio.mustLive();
  }

  @Override
  public void close() {
    kamailio.close();
    rtpengine.close();
  }
}
