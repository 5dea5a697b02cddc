package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.OutboundRequest;
import io.jackfield.signaling.sip.stack.Requests;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One MESSAGE to one phone, over its ways in turn until it answers. On the loop of its Call-ID; the
 * sender's own request must be answered before its transaction ends (RFC 3261 17.1.2.2, 32 s).
 */
final class MessageToPhone implements ResponseHandler {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LegContext context;
  private final TextMessage message;
  private final Targets ways;
  private final String callId;
  private final String tag = Tags.next();
  private final Loop loop;
  private final CompletableFuture<Receipt> outcome = new CompletableFuture<>();
  private Failure refusal = Failure.of(Reason.USER_UNAVAILABLE);
  private OutboundRequest sent;
  private Loop.Timer patience;
  private long sequence;
  private boolean over;

  MessageToPhone(LegContext context, TextMessage message, Targets ways) {
    this.context = context;
    this.message = message;
    this.ways = ways;
    this.callId = context.layer().owners().newCallId();
    this.loop = context.layer().owners().of(callId);
  }

  /** Completes with what the phone said, or that it said nothing in time; never fails. */
  CompletionStage<Receipt> send() {
    context
        .layer()
        .owners()
        .run(
            callId,
            () -> {
              patience = loop.schedule(PATIENCE, this::tooSlow);
              next();
            });
    return outcome;
  }

  private void next() {
    ways.next()
        .whenComplete(
            (way, failure) ->
                loop.execute(
                    () -> {
                      if (over) {
                        return;
                      }
                      if (failure != null || way.isEmpty()) {
                        refused();
                      } else {
                        go(way.get());
                      }
                    }));
  }

  private void go(Target way) {
    way.flow()
        .get()
        .thenCompose(flow -> carrier(way, flow))
        .whenComplete(
            (flow, failure) ->
                loop.execute(
                    () -> {
                      if (over) {
                        return;
                      }
                      if (failure == null) {
                        sent = context.layer().send(request(way, flow), flow, this);
                      } else {
                        next();
                      }
                    }));
  }

  /** RFC 3261 18.1.1: by TCP if it is too large for a datagram and the phone can be reached so. */
  private CompletionStage<Flow> carrier(Target way, Flow flow) {
    return way.natted() || !LargeRequests.tooLarge(request(way, flow), flow)
        ? CompletableFuture.completedFuture(flow)
        : context.layer().flowForLarge(flow);
  }

  private SIPRequest request(Target way, Flow flow) {
    Requests.Parties parties =
        new Requests.Parties(
            Addresses.address(
                message.name(), Addresses.uri(Optional.of(message.from()), context.domain())),
            tag,
            way.to(),
            null);
    SIPRequest request =
        Requests.of("MESSAGE", way.requestUri(), parties, callId, ++sequence, flow.listening());
    try {
      ContentType type = new ContentType("text", "plain");
      type.setParameter("charset", "UTF-8");
      request.setContent(message.text().getBytes(StandardCharsets.UTF_8), type);
    } catch (ParseException e) {
      throw new IllegalStateException("a text was refused by the stack", e);
    }
    return Requests.routed(request, way.routes());
  }

  @Override
  public void response(SIPResponse response, Flow flow) {
    int status = response.getStatusCode();
    if (over || status < 200) {
      return;
    }
    if (status < 300) {
      boolean later = status == 202;
      finish(new Receipt(later ? 0 : 1, later ? 1 : 0, true, Optional.empty()));
    } else {
      refusal = Failure.ofSipResponse(status);
      next();
    }
  }

  @Override
  public void noResponse() {
    if (!over) {
      next();
    }
  }

  private void tooSlow() {
    if (sent != null) {
      sent.abandon();
    }
    refused();
  }

  private void refused() {
    finish(new Receipt(0, 0, true, Optional.of(refusal)));
  }

  private void finish(Receipt receipt) {
    over = true;
    patience.cancel();
    outcome.complete(receipt);
  }
}
