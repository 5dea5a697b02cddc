package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.NumericAddress;
import io.jackfield.signaling.sip.stack.Requests;
import io.jackfield.signaling.sip.stack.Requests.Parties;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A dialog (RFC 3261 section 12): identity, sequence numbers, target, route set, flow. */
final class Dialog {

  private static final int DEFAULT_PORT = 5060;

  private final String callId;
  private final String localTag;
  private final AddressImpl local;
  private final AddressImpl remote;
  private String remoteTag;
  private long localSequence;
  private long remoteSequence = -1;
  private SipUri target;
  private List<AddressImpl> routes = List.of();
  private Flow flow;
  private boolean natted;

  private Dialog(
      String callId,
      String localTag,
      AddressImpl local,
      AddressImpl remote,
      SipUri target,
      Flow flow) {
    this.callId = callId;
    this.localTag = localTag;
    this.local = local;
    this.remote = remote;
    this.target = target;
    this.flow = flow;
  }

  /** The dialog a UAS makes of an INVITE (RFC 3261 12.1.1). */
  static Dialog ofInvite(SIPRequest invite, Flow flow) {
    Dialog dialog =
        new Dialog(
            invite.getCallId().getCallId(),
            Tags.next(),
            (AddressImpl) invite.getTo().getAddress(),
            (AddressImpl) invite.getFrom().getAddress(),
            // RFC 2543 4.2: a client without Contact is reached at its From address.
            contact(invite).orElseGet(() -> (SipUri) invite.getFrom().getAddress().getURI()),
            flow);
    dialog.remoteTag = invite.getFromTag();
    dialog.remoteSequence = invite.getCSeq().getSeqNumber();
    dialog.routes = routes(invite, false);
    dialog.natted = !flow.remoteHost().equals(invite.getTopmostVia().getHost());
    return dialog;
  }

  /**
   * A dialog that a UAC is about to start.
   *
   * @param sequence of the last request with this Call-ID, 0 for none
   */
  static Dialog outgoing(
      String callId, String localTag, AddressImpl local, Target target, Flow flow, long sequence) {
    Dialog dialog = new Dialog(callId, localTag, local, target.to(), target.requestUri(), flow);
    dialog.localSequence = sequence;
    dialog.natted = target.natted();
    dialog.routes = target.routes();
    return dialog;
  }

  /** The dialog one response to a UAC's INVITE makes; a copy, so that forks stay apart. */
  Dialog fork(SIPResponse response) {
    Dialog dialog = new Dialog(callId, localTag, local, remote, target, flow);
    dialog.routes = routes;
    dialog.localSequence = localSequence;
    dialog.natted = natted;
    dialog.confirm(response);
    return dialog;
  }

  /** Takes target and route set from a response (RFC 3261 12.1.2, 13.2.2.4). */
  void confirm(SIPResponse response) {
    remoteTag = response.getToTag();
    target = contact(response).orElse(target);
    routes = routes(response, true);
  }

  static Optional<SipUri> contact(SIPMessage message) {
    return message.getContactHeader() != null
            && message.getContactHeader().getAddress() != null
            && message.getContactHeader().getAddress().getURI() instanceof SipUri uri
        ? Optional.of(uri)
        : Optional.empty();
  }

  private static List<AddressImpl> routes(SIPMessage message, boolean reversed) {
    RecordRouteList recorded = message.getRecordRouteHeaders();
    if (recorded == null) {
      return List.of();
    }
    List<AddressImpl> routes = new ArrayList<>();
    for (RecordRoute route : recorded) {
      routes.add((AddressImpl) route.getAddress());
    }
    if (reversed) {
      Collections.reverse(routes);
    }
    return routes;
  }

  String callId() {
    return callId;
  }

  String localTag() {
    return localTag;
  }

  /** The sequence number of our last request. */
  long localSequence() {
    return localSequence;
  }

  boolean natted() {
    return natted;
  }

  /** Where the peer wants to be reached, or its first proxy (RFC 3261 12.2.1.1). */
  SipUri nextHop() {
    return routes.isEmpty() || !(routes.get(0).getURI() instanceof SipUri proxy) ? target : proxy;
  }

  /** The peer's tag; null before a response named it, and with RFC 2543 peers. */
  String remoteTag() {
    return remoteTag;
  }

  /** The user part of the peer's address. */
  Optional<String> remoteUser() {
    return remote.getURI() instanceof SipUri uri
        ? Optional.ofNullable(uri.getUser())
        : Optional.empty();
  }

  Flow flow() {
    return flow;
  }

  void flow(Flow newFlow) {
    flow = newFlow;
  }

  /**
   * Where requests within the dialog go (RFC 3261 12.2.1.1): over the connection if there is one,
   * else to the first proxy or the contact; to where the peer was seen if that is a name, or if the
   * peer is behind a NAT and so does not know its own address.
   */
  Flow route() {
    if (flow.reliable() || natted && routes.isEmpty()) {
      return flow;
    }
    SipUri next = nextHop();
    int port = next.getPort() > 0 ? next.getPort() : DEFAULT_PORT;
    return NumericAddress.tryParse(next.getHost())
        .map(host -> flow.toward(new InetSocketAddress(host, port)))
        .orElse(flow);
  }

  /** RFC 3261 12.2.2: a re-INVITE or UPDATE may name a new contact. */
  void refresh(SIPMessage message) {
    contact(message).ifPresent(uri -> target = uri);
  }

  /**
   * Takes the sequence number of a request from the peer.
   *
   * @return false if it is not above the last one (RFC 3261 12.2.2)
   */
  boolean advance(long sequence) {
    if (remoteSequence >= 0 && sequence <= remoteSequence) {
      return false;
    }
    remoteSequence = sequence;
    return true;
  }

  /** The next request within the dialog. Not for ACK and CANCEL. */
  SIPRequest request(String method) {
    return build(method, ++localSequence);
  }

  /** The ACK for a 2xx (RFC 3261 13.2.2.4). */
  SIPRequest ack(long sequence) {
    return build("ACK", sequence);
  }

  private SIPRequest build(String method, long sequence) {
    Parties parties = new Parties(local, localTag, remote, remoteTag);
    SIPRequest request = Requests.of(method, target, parties, callId, sequence, flow.listening());
    return Requests.routed(request, routes);
  }
}
