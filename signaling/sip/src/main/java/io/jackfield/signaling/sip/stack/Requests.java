package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.Tags;
import java.text.ParseException;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;

/** Requests of ours, with the headers every one has (RFC 3261 8.1.1). */
public final class Requests {

  private static final int MAX_FORWARDS = 70;

  private Requests() {}

  /**
   * The two ends of a request.
   *
   * @param remoteTag null outside a dialog
   */
  public record Parties(AddressImpl local, String localTag, AddressImpl remote, String remoteTag) {}

  /**
   * Makes a request.
   *
   * @param uri its Request-URI; copied
   * @param from the listener it leaves by, for its Via
   */
  public static SIPRequest of(
      String method,
      SipUri uri,
      Parties parties,
      String callId,
      long sequence,
      ListeningAddress from) {
    SIPRequest request = new SIPRequest();
    try {
      RequestLine line = new RequestLine();
      line.setMethod(method);
      line.setUri((SipUri) uri.clone());
      request.setRequestLine(line);
      request.addFirst(via(from));
      CallID id = new CallID();
      id.setCallId(callId);
      request.setCallId(id);
      request.setCSeq(new CSeq(sequence, method));
      From local = new From();
      local.setAddress((AddressImpl) parties.local().clone());
      local.setTag(parties.localTag());
      request.setFrom(local);
      To remote = new To();
      remote.setAddress((AddressImpl) parties.remote().clone());
      if (parties.remoteTag() != null) {
        remote.setTag(parties.remoteTag());
      }
      request.setTo(remote);
      request.setMaxForwards(new MaxForwards(MAX_FORWARDS));
    } catch (ParseException | InvalidArgumentException | SipException e) {
      throw new IllegalStateException("a request of ours was refused by the stack", e);
    }
    return Headers.userAgent(request);
  }

  /** Sets the route set of a request; none if it is empty. */
  public static SIPRequest routed(SIPRequest request, List<AddressImpl> routes) {
    if (!routes.isEmpty()) {
      RouteList list = new RouteList();
      for (AddressImpl address : routes) {
        list.add(new Route((AddressImpl) address.clone()));
      }
      request.setHeader(list);
    }
    return request;
  }

  private static Via via(ListeningAddress address) throws ParseException, InvalidArgumentException {
    Via via = new Via();
    via.setTransport(address.viaTransport());
    via.setHost(address.host());
    via.setPort(address.port());
    via.setBranch(Tags.branch());
    // RFC 3581 3: answers come back through a NAT of ours; asked for on every transport alike.
    via.setRPort();
    return via;
  }
}
