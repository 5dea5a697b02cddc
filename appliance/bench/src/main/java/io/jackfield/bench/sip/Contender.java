package io.jackfield.bench.sip;

import java.util.List;

/** What is measured: a SIP server that anchors the media of the calls it passes on. */
interface Contender extends AutoCloseable {

  /** For tables. */
  String name();

  /** UDP port of its SIP on loopback. */
  int sipPort();

  /** UDP port of the callee that registers with it. */
  int calleePort();

  /** The server's processes, without SIPp's. */
  List<Long> pids();

  /** Calls it needs before it is as fast as it gets. */
  int warmUpCalls(int asked);

  /** Fails if a process of it has ended. */
  void mustLive();

  @Override
  void close();
}
