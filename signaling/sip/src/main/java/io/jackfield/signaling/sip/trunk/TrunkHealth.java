package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.locate.Locator;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.OutboundRequest;
import io.jackfield.signaling.sip.stack.Requests;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import io.jackfield.signaling.transport.connection.Loop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every address of a trunk by OPTIONS now and then: three times without an answer and it is
 * down, two answers and it is up again. An address nobody asked yet is up. Without probes the
 * addresses are still looked up, to know whose requests are the trunk's.
 */
final class TrunkHealth {

  private static final Logger LOG = LoggerFactory.getLogger(TrunkHealth.class);
  private static final int DOWN_AFTER = 3;
  private static final int UP_AFTER = 2;
  private static final Duration LOOK_UP_EVERY = Duration.ofSeconds(60);

  /** RFC 3261 gives a transaction 32 s; a server that slow is no use to a caller. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final TrunkConfig config;
  private final TransactionLayer layer;
  private final Locator locator;
  private final TrunkListener listener;
  private final String callId = Tags.callId();
  private final String tag = Tags.next();
  private final Loop loop;
  private final Map<Hop, Standing> standings = new ConcurrentHashMap<>();
  private long sequence;
  private Loop.Timer next;
  private volatile boolean stopped;

  /** What the last probes of one address said: failures or successes in a row. */
  private record Standing(boolean up, int failures, int successes) {

    static final Standing FRESH = new Standing(true, 0, 0);

    Standing after(boolean answered) {
      int missed = answered ? 0 : failures + 1;
      int answers = answered ? successes + 1 : 0;
      return new Standing(up ? missed < DOWN_AFTER : answers >= UP_AFTER, missed, answers);
    }
  }

  TrunkHealth(TrunkConfig config, TransactionLayer layer, Locator locator, TrunkListener listener) {
    this.config = config;
    this.listener = listener;
    this.layer = layer;
    this.locator = locator;
    this.loop = layer.owners().of(callId);
  }

  void start() {
    loop.execute(this::round);
  }

  void stop() {
    stopped = true;
    loop.execute(
        () -> {
          if (next != null) {
            next.cancel();
          }
        });
  }

  private CompletionStage<List<Hop>> located() {
    return locator
        .locate(Uris.question(config.parsed()))
        .thenApply(hops -> hops.stream().filter(layer::reaches).toList());
  }

  CompletionStage<List<Hop>> usable() {
    return located().thenApply(hops -> hops.stream().filter(this::up).toList());
  }

  private boolean up(Hop hop) {
    return standings.getOrDefault(hop, Standing.FRESH).up();
  }

  boolean knows(InetAddress source) {
    return standings.keySet().stream().anyMatch(hop -> hop.address().getAddress().equals(source));
  }

  Map<String, Boolean> standings() {
    Map<String, Boolean> all = new TreeMap<>();
    standings.forEach((hop, standing) -> all.put(text(hop), standing.up()));
    return all;
  }

  private static String text(Hop hop) {
    return hop.kind().name().toLowerCase(java.util.Locale.ROOT)
        + ':'
        + hop.address().getAddress().getHostAddress()
        + ':'
        + hop.address().getPort();
  }

  private void round() {
    if (stopped) {
      return;
    }
    boolean probing = !config.optionsInterval().isZero();
    next = loop.schedule(probing ? config.optionsInterval() : LOOK_UP_EVERY, this::round);
    located()
        .whenComplete(
            (hops, failure) ->
                loop.execute(
                    () -> {
                      if (failure != null) {
                        LOG.debug("Trunk {} is nowhere: {}", config.name(), failure.getMessage());
                        return;
                      }
                      standings.keySet().retainAll(hops);
                      hops.forEach(hop -> standings.putIfAbsent(hop, Standing.FRESH));
                      if (probing) {
                        hops.forEach(this::probe);
                      }
                    }));
  }

  private void probe(Hop hop) {
    layer
        .flowTo(hop)
        .whenComplete(
            (flow, failure) ->
                loop.execute(
                    () -> {
                      if (stopped) {
                        return;
                      }
                      if (failure != null) {
                        told(hop, false);
                      } else {
                        new Probe(hop).send(flow);
                      }
                    }));
  }

  private void told(Hop hop, boolean answered) {
    Standing before = standings.get(hop);
    if (before == null) {
      return;
    }
    Standing after = before.after(answered);
    standings.put(hop, after);
    if (before.up() != after.up()) {
      LOG.warn("Trunk {}: {} is {}", config.name(), text(hop), after.up() ? "up" : "down");
      listener.changed(
          config.name(),
          after.up() ? TrunkListener.Change.UP : TrunkListener.Change.DOWN,
          text(hop));
    }
  }

  private final class Probe implements ResponseHandler {
    private final Hop hop;
    private OutboundRequest sent;
    private Loop.Timer patience;

    Probe(Hop hop) {
      this.hop = hop;
    }

    void send(Flow flow) {
      AddressImpl us = TrunkAddresses.of(config.account(), config.domain());
      SIPRequest options =
          Requests.of(
              "OPTIONS",
              config.parsed(),
              new Requests.Parties(us, tag, TrunkAddresses.of(config.parsed()), null),
              callId,
              ++sequence,
              flow.listening());
      patience = loop.schedule(PATIENCE, this::tooLate);
      sent = layer.send(options, flow, this);
    }

    private void tooLate() {
      sent.abandon();
      told(hop, false);
    }

    @Override
    public void response(SIPResponse response, Flow flow) {
      if (response.getStatusCode() >= 200) {
        patience.cancel();
        // Whatever it thinks of OPTIONS, it lives; but a 503 says that it takes no calls.
        told(hop, response.getStatusCode() != 503);
      }
    }

    @Override
    public void noResponse() {
      patience.cancel();
      told(hop, false);
    }
  }
}
