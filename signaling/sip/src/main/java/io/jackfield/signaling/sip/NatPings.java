package io.jackfield.signaling.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.registrar.Binding;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.OutboundRequest;
import io.jackfield.signaling.sip.stack.Requests;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;

/**
 * Asks phones behind a NAT by OPTIONS now and then, so that the way to them stays open. Each is
 * asked once in a round of ticks; whether it answers changes nothing. On the loop that ticks.
 */
final class NatPings {

  /** A tick a second makes a round of 30 s, which the shortest-lived NATs bear. */
  private static final int ROUND = 30;

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Registrar registrar;
  private final TransactionLayer layer;
  private final AddressImpl us;
  private final String callId = Tags.callId();
  private final String tag = Tags.next();
  private final Loop loop;
  private long sequence;
  private int tick;

  /**
   * Makes one.
   *
   * @param domain who asks
   */
  NatPings(Registrar registrar, TransactionLayer layer, String domain) {
    this.registrar = registrar;
    this.layer = layer;
    this.us = address(Uris.parse("sip:" + domain).orElseThrow());
    this.loop = layer.owners().of(callId);
  }

  private static AddressImpl address(SipUri uri) {
    AddressImpl address = new AddressImpl();
    address.setURI(uri);
    return address;
  }

  /** Asks those whose turn it is. */
  void tick() {
    tick = (tick + 1) % ROUND;
    int turn = tick;
    for (Binding binding : registrar.natted()) {
      if (Math.floorMod(binding.aor().hashCode(), ROUND) == turn) {
        loop.execute(() -> ask(binding));
      }
    }
  }

  private void ask(Binding binding) {
    Flow flow = binding.flow();
    SIPRequest options =
        Requests.of(
            "OPTIONS",
            binding.contact(),
            new Requests.Parties(us, tag, address(binding.contact()), null),
            callId,
            ++sequence,
            flow.listening());
    new Question().send(options, flow);
  }

  private final class Question implements ResponseHandler {
    private OutboundRequest sent;
    private Loop.Timer patience;

    void send(SIPRequest options, Flow flow) {
      patience = loop.schedule(PATIENCE, () -> sent.abandon());
      sent = layer.send(options, flow, this);
    }

    @Override
    public void response(SIPResponse response, Flow flow) {
      patience.cancel();
    }

    @Override
    public void noResponse() {
      patience.cancel();
    }
  }
}
