package io.jackfield.signaling.sip.trunk;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MinExpires;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.ListeningAddress;
import io.jackfield.signaling.sip.stack.Requests;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our registration with a trunk: refreshed in time, tried again with growing waits (RFC 5626 4.5),
 * at the next address where one does not answer, and at once when its connection is gone.
 */
final class TrunkRegistration {

  static final String REGISTERED = "registered";

  private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistration.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private final TrunkConfig config;
  private final TrunkHealth health;
  private final TransactionLayer layer;
  private final RandomGenerator random;
  private final Duration firstWait;
  private final TrunkListener listener;
  private final String callId = Tags.callId();
  private final String tag = Tags.next();
  private final Loop loop;
  private long sequence;
  private long expires;
  private int failures;
  private Loop.Timer next;
  private Runnable unwatch = () -> {};
  private Flow flow;
  private volatile String state = "trying";
  private volatile List<AddressImpl> serviceRoute = List.of();
  private volatile boolean stopped;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * Makes one.
   *
   * @param firstWait the longest wait after a first failure, doubled with each further one
   * @param listener hears how it goes
   */
  TrunkRegistration(
      TrunkConfig config,
      TrunkHealth health,
      TransactionLayer layer,
      RandomGenerator random,
      Duration firstWait,
      TrunkListener listener) {
    this.config = config;
    this.listener = listener;
    this.health = health;
    this.layer = layer;
    this.random = random;
    this.firstWait = firstWait;
    this.expires = config.registerExpires().toSeconds();
    this.loop = layer.owners().of(callId);
  }

  String state() {
    return state;
  }

  List<AddressImpl> serviceRoute() {
    return serviceRoute;
  }

  void start() {
    loop.execute(this::register);
  }

  /**
   * Takes the registration back.
   *
   * @param deadline how long to wait for the answer
   * @return completes when it is answered, or there is nothing to wait for any more
   */
  CompletionStage<Void> stop(Duration deadline) {
    loop.execute(
        () -> {
          stopped = true;
          cancelTimer();
          unwatch.run();
          if (state.equals(REGISTERED) && flow.isOpen()) {
            next = loop.schedule(deadline, this::ended);
            send(flow, 0, List.of());
          } else {
            ended();
          }
        });
    return over;
  }

  private void ended() {
    cancelTimer();
    over.complete(null);
  }

  private void cancelTimer() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private void again(Duration wait) {
    cancelTimer();
    next = loop.schedule(wait, this::register);
  }

  private void register() {
    cancelTimer();
    if (stopped) {
      return;
    }
    health
        .usable()
        .whenComplete(
            (hops, failure) ->
                loop.execute(
                    () -> {
                      if (failure != null) {
                        failed("cannot be found");
                      } else {
                        tryNext(hops);
                      }
                    }));
  }

  private void tryNext(List<Hop> hops) {
    if (stopped) {
      return;
    }
    if (hops.isEmpty()) {
      failed("no address answers");
      return;
    }
    List<Hop> others = hops.subList(1, hops.size());
    layer
        .flowTo(hops.get(0))
        .whenComplete(
            (found, failure) ->
                loop.execute(
                    () -> {
                      if (failure != null) {
                        tryNext(others);
                      } else if (!stopped) {
                        send(found, expires, others);
                      }
                    }));
  }

  private SIPRequest request(Flow over, long seconds) {
    AddressImpl us = TrunkAddresses.of(config.account(), config.domain());
    SIPRequest register =
        Requests.of(
            "REGISTER",
            config.parsed(),
            new Requests.Parties(us, tag, us, null),
            callId,
            ++sequence,
            over.listening());
    Headers.text(register, "Contact", contact(over.listening()));
    Headers.expires(register, seconds);
    Headers.set(register, "Supported", "path");
    return Headers.allow(register);
  }

  private String contact(ListeningAddress ours) {
    String transport = ours.uriTransport().equals("udp") ? "" : ";transport=" + ours.uriTransport();
    return "<sip:"
        + config.account().orElse("jackfield")
        + '@'
        + ours.host()
        + ':'
        + ours.port()
        + transport
        + '>';
  }

  private void send(Flow over, long seconds, List<Hop> others) {
    SIPRequest request = request(over, seconds);
    layer.send(request, over, new Answers(over, seconds, others, false));
  }

  private final class Answers implements ResponseHandler {
    private final Flow over;
    private final long seconds;
    private final List<Hop> others;
    private final boolean challenged;

    Answers(Flow over, long seconds, List<Hop> others, boolean challenged) {
      this.over = over;
      this.seconds = seconds;
      this.others = others;
      this.challenged = challenged;
    }

    @Override
    public void response(SIPResponse response, Flow same) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if ((status == 401 || status == 407) && authenticate(response)) {
        return;
      }
      if (stopped) {
        ended();
        return;
      }
      if (status < 300) {
        registered(over, response, seconds);
      } else if (status == 423
          && response.getHeader("Min-Expires") instanceof MinExpires least
          && least.getExpires() > seconds) {
        expires = least.getExpires();
        send(over, expires, others);
      } else if ((status == 503 || status == 408) && !others.isEmpty()) {
        tryNext(others);
      } else {
        failed(status + " " + response.getReasonPhrase());
      }
    }

    private boolean authenticate(SIPResponse challenge) {
      // Once, or once more if only the nonce was too old (RFC 7616 3.3).
      boolean stale =
          Headers.value(challenge, "WWW-Authenticate").orElse("").matches("(?is).*stale=\"?true.*");
      if (challenged && !stale || config.credentials().isEmpty()) {
        return false;
      }
      SIPRequest again = request(over, seconds);
      if (!config.credentials().get().answer(again, challenge)) {
        return false;
      }
      layer.send(again, over, new Answers(over, seconds, others, true));
      return true;
    }

    @Override
    public void noResponse() {
      if (stopped) {
        ended();
      } else {
        tryNext(others);
      }
    }
  }

  private void registered(Flow over, SIPResponse response, long asked) {
    long granted = granted(response, asked);
    if (!state.equals(REGISTERED)) {
      LOG.info("Trunk {}: registered for {} s", config.name(), granted);
      listener.changed(config.name(), TrunkListener.Change.REGISTERED, "");
    }
    state = REGISTERED;
    failures = 0;
    serviceRoute = ServiceRoutes.of(response);
    if (flow != over) {
      unwatch.run();
      flow = over;
      unwatch = over.onClose(() -> loop.execute(this::lost));
    }
    // Early enough for a few tries.
    again(Duration.ofMillis(granted > 20 ? granted * 900 : granted * 500));
  }

  private void lost() {
    flow = null;
    if (!stopped) {
      state = "trying";
      LOG.warn("Trunk {}: the connection it was registered over is gone", config.name());
      listener.changed(config.name(), TrunkListener.Change.UNREGISTERED, "connection lost");
      register();
    }
  }

  /** What the registrar grants our contact (RFC 3261 10.2.4). */
  private static long granted(SIPResponse response, long asked) {
    Optional<Integer> ours = Optional.empty();
    if (response.getContactHeaders() != null) {
      for (Contact contact : response.getContactHeaders()) {
        if (contact.getExpires() >= 0 && contact.getExpires() <= asked) {
          ours = Optional.of(Math.max(ours.orElse(0), contact.getExpires()));
        }
      }
    }
    int general = response.getExpires() == null ? -1 : response.getExpires().getExpires();
    return Math.max(1, ours.map(Integer::longValue).orElse(general > 0 ? general : asked));
  }

  private void failed(String why) {
    if (stopped) {
      return;
    }
    if (!state.equals("failed: " + why)) {
      LOG.warn("Trunk {}: registration failed: {}", config.name(), why);
      listener.changed(config.name(), TrunkListener.Change.UNREGISTERED, why);
    }
    state = "failed: " + why;
    serviceRoute = List.of();
    // RFC 5626 4.5: doubling, at least half of it, so that not everybody comes at once.
    long most = Math.min(LONGEST_WAIT.toMillis(), firstWait.toMillis() << Math.min(failures, 12));
    failures++;
    again(Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1)));
  }
}
