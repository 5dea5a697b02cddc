package io.jackfield.appliance.service;

import io.jackfield.gateway.service.LocalService;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.listen.ApiListeners;
import io.jackfield.signaling.api.listen.Listening;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The parts of one service that is started.
 *
 * @param service its calls and sessions
 * @param api its External API
 * @param listeners sockets of that API's own
 * @param sip its SIP side, if it has one
 * @param verto its Verto side, if it has one
 * @param logs where what clients log goes
 * @param reattach how long its API keeps calls of lost connections
 * @param startTime since when
 * @param stopping set when it takes no more calls
 */
record RunningService(
    LocalService service,
    ApiServer api,
    ApiListeners listeners,
    Optional<SipSide> sip,
    Optional<VertoSide> verto,
    ClientLogs logs,
    Duration reattach,
    Instant startTime,
    AtomicBoolean stopping) {

  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** Opens the API's own listeners, or changes them. */
  CompletionStage<Listening> listen(ServiceSettings settings, TlsIdentity gateway) {
    return listeners.change(
        settings.config().api().listen(), settings.config().tls().identity().orElse(gateway));
  }

  /** Begins to use other settings; listeners are a matter of their own. */
  void apply(ServiceSettings settings) {
    service.replaceUsers(settings.users());
    api.reconfigure(settings.api(logs.of(settings.config().api()), reattach));
  }

  /** Ends calls and sessions; phones and clients are still there to be told. */
  CompletionStage<Void> endCalls() {
    stopping.set(true);
    return listeners.close().thenCompose(free -> service.stop());
  }

  /** Closes connections, those of the API with 1001. */
  CompletionStage<Void> close() {
    api.close();
    CompletionStage<Void> done = CompletableFuture.completedFuture(null);
    return CompletableFuture.allOf(
        sip.map(side -> side.close(CLOSE)).orElse(done).toCompletableFuture(),
        verto.map(side -> side.close(CLOSE)).orElse(done).toCompletableFuture());
  }

  List<String> addresses() {
    return listeners.addresses();
  }
}
