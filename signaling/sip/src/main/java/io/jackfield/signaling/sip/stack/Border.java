package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.jackfield.signaling.sip.message.MessageReader;
import io.jackfield.signaling.sip.message.RawMessage;
import io.jackfield.signaling.sip.message.RawResponse;
import io.jackfield.signaling.sip.message.Refusal;
import io.jackfield.signaling.sip.message.RefusedException;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.text.ParseException;
import java.util.function.Function;
import javax.sip.InvalidArgumentException;
import javax.sip.TransactionState;
import javax.sip.address.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first to look at a message: reads it, refuses what is malformed, and hands the rest to its
 * transaction on the owner loop of its Call-ID.
 */
final class Border {

  private static final Logger LOG = LoggerFactory.getLogger(Border.class);
  private static final int DEFAULT_MAX_FORWARDS = 70;

  private static final Refusal BUSY = new Refusal(503, "Too Many Transactions");

  private final JainStack stack;
  private final SipLimits limits;
  private final MessageReader reader;
  private final TransactionUser user;
  private final Function<Flow, Processor> processors;

  Border(
      JainStack stack,
      SipLimits limits,
      TransactionUser user,
      Function<Flow, Processor> processors) {
    this.stack = stack;
    this.limits = limits;
    this.reader = new MessageReader(limits.headers(), limits.vias());
    this.user = user;
    this.processors = processors;
  }

  /**
   * Takes one message from a transport.
   *
   * @param whole whether the transport keeps messages apart (UDP, WebSocket)
   */
  void receive(Flow flow, byte[] bytes, boolean whole) {
    if (!user.admits(flow)) {
      stack.counters().dropped.increment();
      return;
    }
    if (bytes.length > limits.messageBytes()) {
      refuse(flow, RawMessage.cut(bytes, limits.headers()), 513, "Message Too Large");
      return;
    }
    if (flow.kind() == TransportKind.UDP && bytes.length > 0 && bytes[0] >= 0 && bytes[0] <= 3) {
      // RFC 7983: STUN.
      StunKeepAlive.answer(bytes, flow.remote())
          .ifPresent(answer -> flow.send(answer, e -> stack.counters().sendFailures.increment()));
      return;
    }
    RawMessage raw = RawMessage.cut(bytes, limits.headers());
    if (raw.startLine().isEmpty() || raw.startLine().charAt(0) < ' ') {
      // Keep-alives without meaning.
      return;
    }
    String callId = raw.first("Call-ID").orElseGet(flow::id);
    stack.owners().run(callId, () -> process(flow, raw, whole));
  }

  void refuse(Flow flow, RawMessage raw, int status, String reason) {
    refuse(flow, raw, new Refusal(status, reason));
  }

  private void process(Flow flow, RawMessage raw, boolean whole) {
    try {
      SIPMessage message = reader.read(raw, whole);
      message.setRemoteAddress(flow.remote().getAddress());
      message.setRemotePort(flow.remote().getPort());
      message.setPeerPacketSourceAddress(flow.remote().getAddress());
      message.setPeerPacketSourcePort(flow.remote().getPort());
      if (message instanceof SIPRequest request) {
        request(flow, raw, request);
      } else {
        response(flow, (SIPResponse) message);
      }
    } catch (RefusedException e) {
      refuse(flow, raw, e.refusal());
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever one message does to the parser or to a leg, the next one is served.
      LOG.warn("A message from {} could not be handled", flow.id(), e);
      stack.counters().faults.increment();
    }
  }

  private void refuse(Flow flow, RawMessage raw, Refusal refusal) {
    stack.counters().parseFailures.increment();
    LOG.debug("Bad message from {}: {}", flow.id(), refusal.reason());
    user.malformed(flow, refusal.reason());
    RawResponse.to(raw, refusal, flow.remoteHost(), flow.remote().getPort(), Tags.next())
        .ifPresent(bytes -> flow.send(bytes, e -> stack.counters().sendFailures.increment()));
  }

  private void request(Flow flow, RawMessage raw, SIPRequest request) {
    String fault = complete(flow, request);
    if (fault != null) {
      refuse(flow, raw, 400, fault);
      return;
    }
    stack.counters().requestsIn.increment();
    if (request.getMethod().equals("ACK") && !endsTransaction(request)) {
      user.ack(request, flow);
      return;
    }
    if (limits.transactions() > 0
        && stack.sources().of(flow.remote().getAddress()) >= limits.transactions()
        && !user.crowded(flow)
        && stack.findTransaction(request, true) == null) {
      // No transaction is spent on it: whoever asks too much at once asks again later.
      stack.counters().dropped.increment();
      RawResponse.to(raw, BUSY, flow.remoteHost(), flow.remote().getPort(), Tags.next())
          .ifPresent(bytes -> flow.send(bytes, e -> stack.counters().sendFailures.increment()));
      return;
    }
    Channel channel = new Channel(processors.apply(flow), flow);
    ServerRequestInterface handler = stack.newSIPServerRequest(request, channel);
    if (handler == null) {
      return;
    }
    try {
      handler.processRequest(request, channel);
    } finally {
      if (handler instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
        transaction.releaseSem();
      }
    }
  }

  /** Checks and completes what depends on where a request came from; the fault, or null. */
  private static String complete(Flow flow, SIPRequest request) {
    Via via = request.getTopmostVia();
    if (flow.kind() == TransportKind.UDP && !via.getTransport().equalsIgnoreCase("UDP")) {
      return "Bad Via Transport";
    }
    if (request.getMethod().equals("INVITE")) {
      // RFC 3261 8.1.1.8; without one our requests in the dialog would lead nowhere.
      if (request.getContactHeader() != null) {
        if (!sip(request.getContactHeader().getAddress())) {
          return "Bad Contact Header";
        }
      } else if (!OldBranch.isOld(via.getBranch()) || !sip(request.getFrom().getAddress())) {
        return "Missing Contact Header";
      }
    }
    try {
      OldBranch.hide(request);
      // RFC 3261 18.2.1, RFC 3581 4. A maddr would let a datagram send our answer anywhere.
      via.removeParameter(Via.MADDR);
      via.removeParameter(Via.RECEIVED);
      boolean rport = via.hasParameter(Via.RPORT);
      if (rport || !flow.remoteHost().equals(via.getHost())) {
        via.setReceived(flow.remoteHost());
      }
      if (rport) {
        via.setParameter(Via.RPORT, Integer.toString(flow.remote().getPort()));
      }
      if (request.getMaxForwards() == null) {
        // RFC 2543 clients know no Max-Forwards.
        request.setMaxForwards(new MaxForwards(DEFAULT_MAX_FORWARDS));
      }
    } catch (ParseException | InvalidArgumentException e) {
      return "Bad Via Header";
    }
    return null;
  }

  private static boolean sip(Address address) {
    return address != null && address.getURI() instanceof SipUri;
  }

  /** Whether an ACK belongs to a non-2xx answer of ours (RFC 3261 17.2.1). */
  private boolean endsTransaction(SIPRequest ack) {
    SIPTransaction transaction = stack.findTransaction(ack, true);
    return transaction != null
        && transaction.isInviteTransaction()
        && (transaction.getInternalState() == TransactionState._COMPLETED
            || transaction.getInternalState() == TransactionState._CONFIRMED);
  }

  private void response(Flow flow, SIPResponse response) {
    stack.counters().responsesIn.increment();
    SIPTransaction transaction = stack.findTransaction(response.getTransactionId(), false);
    if (transaction == null) {
      // Looked up here first, since the stack's own search for strays walks its whole table.
      if (response.getStatusCode() / 100 == 2 && response.getCSeq().getMethod().equals("INVITE")) {
        user.lateAnswer(response, flow);
      } else {
        stack.counters().strays.increment();
      }
      return;
    }
    Channel channel = new Channel(processors.apply(flow), flow);
    ServerResponseInterface handler = stack.newSIPServerResponse(response, channel);
    if (handler == null) {
      return;
    }
    try {
      handler.processResponse(response, channel);
    } finally {
      if (handler instanceof SIPTransaction client && !client.passToListener()) {
        client.releaseSem();
      }
    }
  }
}
