package io.jackfield.signaling.sip;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.abuse.AbuseGuard;
import io.jackfield.signaling.sip.auth.AuthResult;
import io.jackfield.signaling.sip.auth.Authenticator;
import io.jackfield.signaling.sip.leg.SipCalls;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.Owners;
import io.jackfield.signaling.sip.stack.SipCounters;
import io.jackfield.signaling.sip.stack.TransactionUser;
import io.jackfield.signaling.sip.trunk.Trunk;
import io.jackfield.signaling.sip.trunk.Trunks;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Decides by its method what a request is about (RFC 3261 8.2). */
final class SipCore implements TransactionUser {

  /** Methods that only make sense within a dialog. */
  private static final Set<String> DIALOG_ONLY = Set.of("BYE", "INFO", "UPDATE", "PRACK", "REFER");

  private final AbuseGuard abuse;
  private SipCalls calls;
  private Trunks trunks;
  private Registrar registrar;
  private Optional<Authenticator> authenticator = Optional.empty();
  private SipCounters counters;
  private RegisterGate gate;
  private Authenticator challenger;
  private Owners owners;
  private BooleanSupplier usersExpected = () -> true;

  SipCore(AbuseGuard abuse) {
    this.abuse = abuse;
  }

  /** Gives the core what it hands requests to; before the first listener opens. */
  void wire(
      SipCalls newCalls,
      Trunks newTrunks,
      Registrar newRegistrar,
      Authenticator newChallenger,
      boolean digest,
      RegisterGate newGate,
      BooleanSupplier newUsersExpected,
      Owners newOwners,
      SipCounters newCounters) {
    usersExpected = newUsersExpected;
    calls = newCalls;
    trunks = newTrunks;
    registrar = newRegistrar;
    challenger = newChallenger;
    authenticator = digest ? Optional.of(newChallenger) : Optional.empty();
    gate = newGate;
    owners = newOwners;
    counters = newCounters;
  }

  private static InetAddress source(Flow flow) {
    return flow.remote().getAddress();
  }

  /** Whoever is registered from there, and whoever we are registered with, is always heard. */
  @Override
  public boolean admits(Flow flow) {
    return !abuse.banned(source(flow))
        || registrar.knows(flow.remote())
        || trunks.from(source(flow)).isPresent();
  }

  /** Many users come through a proxy, many calls by a trunk. */
  @Override
  public boolean crowded(Flow flow) {
    return abuse.trusted(source(flow)) || trunks.from(source(flow)).isPresent();
  }

  @Override
  public void request(InboundRequest request) {
    SIPRequest message = request.request();
    String method = request.method();
    if (method.equals("CANCEL")) {
      calls.cancel(request);
    } else if (!schemeKnown(message)) {
      request.reply(416);
    } else if (!OptionTags.unknown(message).isEmpty()) {
      // RFC 3261 8.2.2.3.
      SIPResponse bad = Headers.tagged(request.response(420));
      request.send(Headers.set(bad, "Unsupported", OptionTags.value(OptionTags.unknown(message))));
    } else if (method.equals("MESSAGE")) {
      message(request);
    } else if (message.getToTag() != null) {
      calls.inDialog(request);
    } else {
      outOfDialog(request, method);
    }
  }

  private static boolean schemeKnown(SIPRequest message) {
    return message.getRequestURI() instanceof SipUri
        || "tel".equalsIgnoreCase(message.getRequestURI().getScheme());
  }

  private void outOfDialog(InboundRequest request, String method) {
    switch (method) {
      case "REGISTER" -> register(request);
      case "INVITE" -> invite(request);
      case "OPTIONS" -> {
        abuse.stranger(source(request.flow()));
        calls.capabilities(request);
      }
      default -> {
        abuse.stranger(source(request.flow()));
        if (DIALOG_ONLY.contains(method)) {
          request.reply(481);
        } else {
          request.send(Headers.allow(Headers.tagged(request.response(405))));
        }
      }
    }
  }

  /** Whoever holds the hook decides instead of the digest of our own users. */
  private void register(InboundRequest request) {
    if (!gate.held()) {
      authenticated(request).ifPresent(user -> registrar.register(request, user.name()));
      return;
    }
    gate.judge(request)
        .whenComplete(
            (result, failed) ->
                owners.run(
                    request.callId(),
                    () -> judged(request, failed == null ? result : new AuthResult.Denied())));
  }

  private void judged(InboundRequest request, AuthResult result) {
    if (result instanceof AuthResult.Authenticated known) {
      registrar.register(request, Optional.of(known.user()).filter(name -> !name.isEmpty()));
    } else if (result instanceof AuthResult.Challenge challenge) {
      challenge(request, challenge);
    } else {
      abuse.offence(source(request.flow()), "denied");
      request.reply(403);
    }
  }

  private void invite(InboundRequest request) {
    if (calls.seenBefore(request)) {
      return;
    }
    if (request.request().getMaxForwards().getMaxForwards() == 0) {
      // RFC 7332: a B2BUA is a hop.
      request.reply(483);
      return;
    }
    Optional<Trunk> trunk = trunks.from(source(request.flow()));
    if (trunk.isPresent()) {
      calls.place(request, trunk.get());
      return;
    }
    if (authenticator.isPresent() && !usersExpected.getAsBoolean()) {
      // Nobody could answer a challenge.
      abuse.stranger(source(request.flow()));
      request.reply(403);
      return;
    }
    authenticated(request).ifPresent(user -> place(request, user));
  }

  private void place(InboundRequest request, User user) {
    Optional<Trunk> trunk = user.name().flatMap(trunks::ofUser);
    if (trunk.isPresent()) {
      calls.place(request, trunk.get());
    } else {
      calls.place(request, user.name());
    }
  }

  /** RFC 3428: within a dialog or not, its sender has to prove who it is. */
  private void message(InboundRequest request) {
    if (request.request().getToTag() != null && !calls.follows(request)) {
      return;
    }
    Optional<Trunk> trunk = trunks.from(source(request.flow()));
    if (trunk.isPresent()) {
      calls.message(request, trunk.get());
    } else {
      authenticated(request).ifPresent(user -> calls.message(request, user.name()));
    }
  }

  /** Who sent a request; a name only with authentication. */
  private record User(Optional<String> name) {}

  /** Empty if the request has been challenged. */
  private Optional<User> authenticated(InboundRequest request) {
    if (authenticator.isEmpty()) {
      return Optional.of(new User(Optional.empty()));
    }
    AuthResult result = authenticator.get().check(request.request());
    if (result instanceof AuthResult.Authenticated known) {
      abuse.proven(source(request.flow()));
      return Optional.of(new User(Optional.of(known.user())));
    }
    challenge(request, (AuthResult.Challenge) result);
    return Optional.empty();
  }

  private void challenge(InboundRequest request, AuthResult.Challenge challenge) {
    if (challenge.offence().isEmpty()) {
      abuse.stranger(source(request.flow()));
    } else {
      abuse.offence(source(request.flow()), challenge.offence());
    }
    SIPResponse response = Headers.tagged(request.response(401));
    request.send(challenger.challenge(response, challenge.stale()));
  }

  @Override
  public void ack(SIPRequest ack, Flow flow) {
    if (!calls.ack(ack)) {
      counters.strays.increment();
    }
  }

  @Override
  public void lateAnswer(SIPResponse response, Flow flow) {
    if (!calls.lateAnswer(response, flow)) {
      counters.strays.increment();
    }
  }

  @Override
  public void malformed(Flow flow, String reason) {
    abuse.offence(source(flow), "malformed");
  }
}
