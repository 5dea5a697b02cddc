package io.jackfield.signaling.sip.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One listening address in the stack's eyes. It owns no socket and no thread. */
final class Processor extends MessageProcessor {

  private static final int MAX_UDP = 65_507;

  private final JainStack stack;
  private final JainStack.UdpSender sender;

  Processor(
      JainStack stack,
      InetAddress address,
      int port,
      String transport,
      JainStack.UdpSender sender) {
    super(address, port, transport, stack);
    this.stack = stack;
    this.sender = sender;
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return stack;
  }

  /** Only for UDP responses; requests and responses over connections carry their flow. */
  @Override
  public MessageChannel createMessageChannel(HostPort target) throws IOException {
    return createMessageChannel(
        NumericAddress.parse(target.getHost().getHostname()), target.getPort());
  }

  @Override
  public MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
    return new Channel(this, sender.to(new InetSocketAddress(host, port <= 0 ? 5060 : port)));
  }

  JainStack stack() {
    return stack;
  }

  @Override
  public void start() {
    // The socket is bound before the stack hears of it.
  }

  @Override
  public void stop() {
    // The socket is closed by its owner.
  }

  @Override
  public int getDefaultTargetPort() {
    return isSecure() ? 5061 : 5060;
  }

  @Override
  public boolean isSecure() {
    return "TLS".equalsIgnoreCase(transport) || "WSS".equalsIgnoreCase(transport);
  }

  @Override
  public int getMaximumMessageSize() {
    return "UDP".equalsIgnoreCase(transport) ? MAX_UDP : Integer.MAX_VALUE;
  }

  @Override
  public boolean inUse() {
    return false;
  }
}
