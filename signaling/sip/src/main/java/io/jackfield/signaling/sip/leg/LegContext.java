package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.call.InviteGate;
import io.jackfield.signaling.sip.locate.Locator;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What all legs share.
 *
 * @param layer sends for them
 * @param calls the gateway's calls
 * @param table where a leg is found by its tags
 * @param locator finds where a URI leads
 * @param domain our SIP domain, the host of our From and To addresses
 * @param sessionExpires session interval we ask for in seconds, 0 for none
 * @param minSessionExpires shortest session interval in seconds
 * @param gate asks whether calls may come in
 * @param reattach how long an answered call outlives its lost connection
 * @param misdialled hears of calls to nobody
 * @param leadsToUs whether a URI's host and port (0 or less for none) are ours
 */
record LegContext(
    TransactionLayer layer,
    Calls calls,
    LegTable table,
    Locator locator,
    String domain,
    int sessionExpires,
    int minSessionExpires,
    InviteGate gate,
    Duration reattach,
    Consumer<Flow> misdialled,
    BiPredicate<String, Integer> leadsToUs) {

  /** A flow to the first place that a URI leads to and that can be reached. */
  CompletionStage<Flow> flowTo(SipUri uri) {
    return locator.locate(Uris.question(uri)).thenCompose(hops -> firstOf(hops, 0));
  }

  private CompletionStage<Flow> firstOf(List<Hop> hops, int at) {
    CompletionStage<Flow> flow = layer.flowTo(hops.get(at));
    return at + 1 == hops.size()
        ? flow
        : flow.handle(
                (found, failure) ->
                    failure == null
                        ? CompletableFuture.completedFuture(found)
                        : firstOf(hops, at + 1))
            .thenCompose(stage -> stage);
  }
}
