package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import javax.sip.address.Hop;

/**
 * A flow in the stack's eyes. It sends where the flow goes, whatever address the stack gives: no
 * name is ever looked up and no connection is opened from here, so a peer that is gone is an error,
 * not a reconnect.
 */
final class Channel extends MessageChannel implements RawMessageChannel {

  private final Flow flow;
  private final SipCounters counters;
  private boolean requestSent;
  private Runnable onSendFailure = () -> {};

  Channel(Processor processor, Flow flow) {
    this.messageProcessor = processor;
    this.flow = flow;
    this.counters = processor.stack().counters();
  }

  Flow flow() {
    return flow;
  }

  /** What to do if the system refuses a message; run on any thread. */
  void onSendFailure(Runnable action) {
    onSendFailure = action;
  }

  @Override
  public void sendMessage(SIPMessage message) throws IOException {
    if (message instanceof SIPRequest) {
      if (requestSent && !((SIPRequest) message).getMethod().equals("ACK")) {
        counters.retransmissions.increment();
      }
      requestSent = true;
    }
    write(message.encodeAsBytes(getTransport()));
  }

  @Override
  public void sendMessage(SIPMessage message, Hop hop) throws IOException {
    sendMessage(message);
  }

  @Override
  public void sendMessage(SIPMessage message, InetAddress receiver, int port) throws IOException {
    sendMessage(message);
  }

  /** The stack has only its retransmissions in bytes. */
  @Override
  protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean retry)
      throws IOException {
    counters.retransmissions.increment();
    write(message);
  }

  private void write(byte[] message) throws IOException {
    if (!flow.isOpen()) {
      throw new IOException("the connection to " + flow.id() + " is closed");
    }
    counters.messagesOut.increment();
    flow.send(
        message,
        failure -> {
          counters.sendFailures.increment();
          onSendFailure.run();
        });
  }

  @Override
  public void processMessage(SIPMessage message) {
    throw new IllegalStateException("messages to ourselves go through the network");
  }

  @Override
  public void close() {
    // The connection lives as long as its peer wants; the stack has no say in it.
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return messageProcessor.getSIPStack();
  }

  @Override
  public String getTransport() {
    return flow.kind().name();
  }

  @Override
  public boolean isReliable() {
    return flow.reliable();
  }

  @Override
  public boolean isSecure() {
    return flow.kind().secure();
  }

  @Override
  public String getPeerAddress() {
    return flow.remoteHost();
  }

  @Override
  protected InetAddress getPeerInetAddress() {
    return flow.remote().getAddress();
  }

  /**
   * Compared by the stack with the transports of its own listeners, to hand a message for itself
   * over directly; a name that none of them has keeps it on the network.
   */
  @Override
  protected String getPeerProtocol() {
    return "flow";
  }

  @Override
  public int getPeerPort() {
    return flow.remote().getPort();
  }

  @Override
  public int getPeerPacketSourcePort() {
    return flow.remote().getPort();
  }

  @Override
  public InetAddress getPeerPacketSourceAddress() {
    return flow.remote().getAddress();
  }

  @Override
  public String getKey() {
    return flow.id();
  }

  @Override
  public String getViaHost() {
    return flow.listening().host();
  }

  @Override
  public int getViaPort() {
    return flow.listening().port();
  }
}
