package io.jackfield.appliance.control;

import io.jackfield.appliance.life.Drain;
import io.jackfield.appliance.life.Readiness;
import io.jackfield.appliance.service.ServiceHost;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.sip.registrar.RegistrationStatus;
import io.jackfield.signaling.sip.trunk.TrunkStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers from the running gateway. Any thread. */
public final class GatewayQuestions {

  private final ServiceHost services;
  private final List<MediaEngine> engines;
  private final Readiness readiness;
  private final Drain drain;

  /**
   * Makes the answers.
   *
   * @param services every service
   * @param engines every media engine
   * @param readiness whether calls are taken
   * @param drain to begin and end
   */
  public GatewayQuestions(
      ServiceHost services, List<MediaEngine> engines, Readiness readiness, Drain drain) {
    this.services = services;
    this.engines = List.copyOf(engines);
    this.readiness = readiness;
    this.drain = drain;
  }

  /**
   * What can be asked.
   *
   * @return each question with its answer
   */
  public Questions all() {
    return new Questions()
        .on("status", question -> done(status()))
        .on("calls", question -> everyCall())
        .on("call", this::call)
        .on("hangup", this::hangup)
        .on("sessions", question -> everySession())
        .on("rooms", question -> done(each(service -> service.rooms().list())))
        .on("users", question -> done(users()))
        .on("registrations", question -> done(registrations()))
        .on("trunks", question -> done(trunks()))
        .on("engines", question -> done(engines.stream().map(GatewayQuestions::engine).toList()))
        .on("drain", this::drain);
  }

  private static CompletionStage<Object> done(Object answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /** Rows of every service, each with the service's name before. */
  private List<Map<String, Object>> each(Function<LocalService, List<Map<String, Object>>> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (LocalService service : services.running()) {
      for (Map<String, Object> row : rows.apply(service)) {
        all.add(of(service, row));
      }
    }
    return all;
  }

  private static Map<String, Object> of(LocalService service, Map<String, Object> row) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("service", service.name());
    named.putAll(row);
    return named;
  }

  private Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("ready", readiness.isReady());
    status.put("reasons", readiness.reasons());
    status.put("pid", ProcessHandle.current().pid());
    status.put("services", each(this::counts));
    return status;
  }

  private List<Map<String, Object>> counts(LocalService service) {
    LocalService.Counts counts = service.counts();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("calls", counts.calls());
    row.put("sessions", counts.sessions());
    row.put("rooms", counts.rooms());
    row.put("api_connections", services.api(service.name()).map(a -> a.connections().size()));
    row.put("registrations", services.sip(service.name()).map(s -> s.statistics().registrations()));
    row.replaceAll((name, value) -> value instanceof Optional<?> o ? o.orElse(null) : value);
    return List.of(row);
  }

  private CompletionStage<List<Map<String, Object>>> everyCall() {
    List<CompletionStage<Map<String, Object>>> asked = new ArrayList<>();
    for (LocalService service : services.running()) {
      for (CallId call : service.calls().list(Optional.empty())) {
        asked.add(service.calls().info(call).thenApply(info -> of(service, info)));
      }
    }
    return rows(asked);
  }

  private CompletionStage<List<Map<String, Object>>> everySession() {
    List<CompletionStage<Map<String, Object>>> asked = new ArrayList<>();
    for (LocalService service : services.running()) {
      for (SessionId session : service.sessions().list(Optional.empty())) {
        asked.add(service.sessions().info(session).thenApply(info -> of(service, info)));
      }
    }
    return rows(asked);
  }

  /** What has ended since it was listed is left out. */
  private static CompletionStage<List<Map<String, Object>>> rows(
      List<CompletionStage<Map<String, Object>>> asked) {
    List<CompletableFuture<Map<String, Object>>> all =
        asked.stream()
            .map(each -> each.exceptionally(gone -> Map.of()).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                all.stream().map(CompletableFuture::join).filter(row -> !row.isEmpty()).toList());
  }

  /** A call with its sessions, whose statistics tell how it sounds. */
  private CompletionStage<Map<String, Object>> call(Map<String, Object> question) {
    CallId call = callId(question);
    LocalService service = serviceOf(call);
    return service
        .calls()
        .info(call)
        .thenCompose(
            info -> {
              Map<String, Object> shown = new LinkedHashMap<>(of(service, info));
              CompletionStage<?> all = CompletableFuture.completedFuture(null);
              for (String side : List.of("caller", "callee")) {
                if (info.get(side + "_session_id") instanceof String session) {
                  all =
                      all.thenCombine(
                          service
                              .sessions()
                              .info(new SessionId(session))
                              .exceptionally(e -> Map.of()),
                          (before, body) -> shown.put(side + "_session", body));
                }
              }
              return all.thenApply(complete -> shown);
            });
  }

  private CompletionStage<Map<String, Object>> hangup(Map<String, Object> question) {
    CallId call = callId(question);
    return serviceOf(call)
        .calls()
        .hangup(call, Failure.of(Reason.API_HANGUP))
        .thenApply(over -> Map.of("call_id", call.value()));
  }

  private static CallId callId(Map<String, Object> question) {
    if (question.get("call_id") instanceof String id) {
      return new CallId(id);
    }
    throw new IllegalArgumentException("which call?");
  }

  private LocalService serviceOf(CallId call) {
    return services.running().stream()
        .filter(service -> service.calls().exists(call))
        .findFirst()
        .orElseThrow(() -> FailureException.of(Reason.CALL_NOT_FOUND));
  }

  private List<Map<String, Object>> users() {
    return each(
        service ->
            services.api(service.name()).stream()
                .flatMap(api -> api.connections().stream())
                .map(GatewayQuestions::user)
                .toList());
  }

  private static Map<String, Object> user(Client client) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("user", client.identity().map(each -> each.user()).orElse(""));
    row.put("session_id", client.identity().map(each -> each.connection()).orElse(""));
    row.put("role", client.identity().map(each -> each.role().toString()).orElse(""));
    row.put("from", client.remote());
    return row;
  }

  private List<Map<String, Object>> registrations() {
    return each(
        service ->
            services.sip(service.name()).stream()
                .flatMap(sip -> sip.registrations().stream())
                .map(GatewayQuestions::registration)
                .toList());
  }

  private static Map<String, Object> registration(RegistrationStatus status) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", status.address());
    row.put("contact", status.contact());
    row.put("transport", status.transport());
    row.put("from", status.from());
    row.put("expires", status.expires().toString());
    row.put("reachable", status.reachable());
    return row;
  }

  private List<Map<String, Object>> trunks() {
    return each(
        service ->
            services.sip(service.name()).stream()
                .flatMap(sip -> sip.trunks().stream())
                .map(GatewayQuestions::trunk)
                .toList());
  }

  private static Map<String, Object> trunk(TrunkStatus status) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trunk", status.name());
    row.put("up", status.up());
    row.put("registration", status.registration());
    row.put("calls", status.calls());
    row.put("addresses", status.addresses());
    return row;
  }

  private static Map<String, Object> engine(MediaEngine engine) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("backend", engine.backend());
    row.put("engine", engine.name());
    row.put("ready", engine.ready());
    row.put("legs", engine.load());
    return row;
  }

  private CompletionStage<Object> drain(Map<String, Object> question) {
    if (Boolean.TRUE.equals(question.get("cancel"))) {
      drain.cancel();
      readiness.ready("drain");
    } else {
      readiness.notReady("drain", "draining, no new calls");
      drain.begin();
    }
    return done(status());
  }
}
