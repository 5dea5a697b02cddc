package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.call.InviteGate;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.signaling.sip.locate.Locator;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import io.jackfield.signaling.sip.trunk.Trunk;
import io.jackfield.signaling.sip.trunk.Trunks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The calls of the SIP side: hands messages to legs, and makes legs of INVITEs. */
public final class SipCalls {

  private final LegContext context;
  private final InboundCalls inbound;
  private InboundMessages messages;

  /**
   * Makes the SIP side of a gateway's calls.
   *
   * @param locator finds where URIs elsewhere lead
   * @param domain our SIP domain
   * @param leadsToUs whether a URI's host and port (0 or less for none) are ours
   * @param timers session timers of all legs
   * @param invites asked about calls from outside
   * @param reattach how long an answered call outlives its lost connection
   * @param misdialled hears of calls to nobody
   */
  public SipCalls(
      TransactionLayer layer,
      Calls calls,
      Locator locator,
      String domain,
      BiPredicate<String, Integer> leadsToUs,
      SessionTimers timers,
      Hook<InviteHook.Question, InviteHook.Answer> invites,
      Duration reattach,
      Consumer<Flow> misdialled) {
    this.context =
        new LegContext(
            layer,
            calls,
            new LegTable(),
            locator,
            domain,
            (int) timers.expires().toSeconds(),
            (int) timers.least().toSeconds(),
            new InviteGate(invites),
            reattach,
            misdialled,
            leadsToUs);
    this.inbound = new InboundCalls(context, leadsToUs);
  }

  /** Legs that live. */
  public int legs() {
    return context.table().size();
  }

  /**
   * The look-up of SIP destinations.
   *
   * @param leadsToUs whether a URI's host and port (0 or less for none) are ours
   * @param knownUser whether a user exists, registered or not
   * @param inviteUnregistered whether calls may go to URIs elsewhere
   */
  public DestinationResolver resolver(
      Registrar registrar,
      BiPredicate<String, Integer> leadsToUs,
      Predicate<String> knownUser,
      boolean inviteUnregistered) {
    return new SipDestinations(
        context, new Contacts(context, registrar), knownUser, leadsToUs, inviteUnregistered);
  }

  /**
   * Takes part in the messages of a service.
   *
   * @param knownUser whether a user exists, registered or not
   */
  public void join(TextMessages texts, Registrar registrar, Predicate<String> knownUser) {
    messages = new InboundMessages(context, texts);
    texts.addReceiver(new OutboundMessages(context, new Contacts(context, registrar), knownUser));
  }

  /**
   * A MESSAGE whose sender is known.
   *
   * @param user who sent it, as authenticated; empty without authentication
   */
  public void message(InboundRequest message, Optional<String> user) {
    messages.accept(message, new Origin(user, Optional.empty()));
  }

  /** A MESSAGE that comes from a trunk. */
  public void message(InboundRequest message, Trunk trunk) {
    messages.accept(message, new Origin(Optional.empty(), Optional.of(trunk)));
  }

  /** Whether an INVITE without To tag has been here before; it is dealt with then. */
  public boolean seenBefore(InboundRequest invite) {
    return inbound.seenBefore(invite);
  }

  /**
   * Makes a call of an INVITE without To tag.
   *
   * @param user who sent it, as authenticated; empty without authentication
   */
  public void place(InboundRequest invite, Optional<String> user) {
    inbound.place(invite, user);
  }

  /** Makes a call of an INVITE without To tag that comes from a trunk. */
  public void place(InboundRequest invite, Trunk trunk) {
    inbound.place(invite, trunk);
  }

  /** The look-up of what routes send to trunks. */
  public DestinationResolver resolver(Trunks trunks) {
    return new TrunkDestinations(context, trunks);
  }

  /** The answer to OPTIONS. */
  public void capabilities(InboundRequest options) {
    options.send(InDialogRequests.capabilities(options));
  }

  /** A CANCEL (RFC 3261 9.2). */
  public void cancel(InboundRequest cancel) {
    String key = LegTable.inviteKey(cancel.callId(), cancel.request().getFromTag());
    Optional<UasLeg> leg = context.table().invited(key).filter(l -> l.isRepeated(cancel));
    cancel.reply(leg.isPresent() ? 200 : 481);
    leg.ifPresent(l -> l.cancelled(cancel.request()));
  }

  /** A request with a To tag. */
  public void inDialog(InboundRequest request) {
    leg(request).ifPresentOrElse(leg -> leg.request(request), () -> request.reply(481));
  }

  /**
   * Whether a request belongs to a dialog that goes on, and is the next of it.
   *
   * @return false if it has been answered
   */
  public boolean follows(InboundRequest request) {
    Optional<Leg> leg = leg(request);
    if (leg.isEmpty()) {
      request.reply(481);
    }
    return leg.isPresent() && leg.get().follows(request);
  }

  private Optional<Leg> leg(InboundRequest request) {
    SIPRequest message = request.request();
    return context
        .table()
        .find(message.getToTag(), request.callId())
        .filter(l -> l.isPeer(message.getFromTag()));
  }

  /**
   * An ACK outside any transaction.
   *
   * @return whether it was for a leg
   */
  public boolean ack(SIPRequest ack) {
    Optional<Leg> leg =
        context
            .table()
            .find(ack.getToTag(), ack.getCallId().getCallId())
            .filter(l -> !l.over() && l.isPeer(ack.getFromTag()));
    leg.ifPresent(l -> l.acknowledged(ack));
    return leg.isPresent();
  }

  /**
   * A 2xx whose INVITE transaction is over.
   *
   * @return whether it was for a leg
   */
  public boolean lateAnswer(SIPResponse response, Flow flow) {
    Optional<Leg> leg =
        context.table().find(response.getFromTag(), response.getCallId().getCallId());
    leg.ifPresent(l -> l.lateAnswer(response, flow));
    return leg.isPresent();
  }
}
