package io.jackfield.signaling.api.callback;

import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.hook.AllowHook;
import io.jackfield.gateway.hook.CallResolveHook;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.hook.LoginHook;
import io.jackfield.gateway.hook.SipRegisterHook;
import io.jackfield.gateway.hook.SubscribeHook;
import io.jackfield.gateway.hook.Verdict;
import io.jackfield.gateway.hook.VertoLoginHook;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The table of callbacks (core-commands.md, "callback"). */
public final class Callbacks {

  /** An API client that asks waits as long as for any reply. */
  private static final Duration API = Duration.ofSeconds(180);

  /** A phone gives up a request after 32 s (RFC 3261 section 17.1.2.2, timer F). */
  private static final Duration SIGNALLING = Duration.ofSeconds(20);

  /** Part of the time a call has to find its destinations. */
  private static final Duration RESOLVE = Duration.ofSeconds(5);

  private static final int LONGEST_WAIT = 86_400;
  private static final int LONGEST_RING = 180;
  private static final String ALL = "all";

  private static final Field USER = Field.text("user").required().says("who asks");
  private static final Field SESSION = Field.text("session_id").required().says("its connection");
  private static final Field REMOTE =
      Field.text("remote").required().says("where it comes from, e.g. wss:192.0.2.7:50122");

  private static final List<Callback<?, ?>> ALL_CALLBACKS =
      List.of(
          login(),
          allow(),
          subscribe(),
          sipRegister(),
          invite("sip_invite", Hooks::sipInvite),
          invite("verto_invite", Hooks::vertoInvite),
          vertoLogin(),
          callResolve());

  private Callbacks() {}

  /** The callback with that name, with or without its prefix. */
  static Optional<Callback<?, ?>> find(String name) {
    return ALL_CALLBACKS.stream().filter(each -> each.isNamed(name)).findFirst();
  }

  /**
   * The requests holders get, for the documents.
   *
   * @return in the order of the documents
   */
  public static List<ServerRequest> requests() {
    List<ServerRequest> rows = new ArrayList<>();
    ALL_CALLBACKS.forEach(each -> rows.add(each.row()));
    return rows;
  }

  /** Names to register by, for the documents. */
  static String[] names() {
    return ALL_CALLBACKS.stream().map(Callback::name).toArray(String[]::new);
  }

  private static Shape verdict(Field... more) {
    List<Field> members = new ArrayList<>();
    members.add(Field.bool("authorized").required().says("yes or no"));
    members.add(Field.text("reason").says("why not"));
    members.addAll(Arrays.asList(more));
    return Shape.object(members);
  }

  private static Callback<LoginHook.Question, LoginHook.Answer> login() {
    return new Callback<>(
        "login",
        "api_server_login",
        "Asks whether somebody may log in; other fields of the login come with it",
        API,
        Hooks::login,
        List.of(
            Field.text("user").required().says("name as given"),
            Field.text("pass").says("password as given"),
            Field.text("session_id").required().says("id the connection will have"),
            REMOTE),
        verdict(
            Field.id("user").says("another name for it"),
            Field.id("session_id").says("another id for the connection"),
            Field.object("meta").says("shown by core/user/get")),
        question -> {
          Map<String, Object> data = new LinkedHashMap<>(question.other());
          data.put("user", question.user());
          question.password().ifPresent(pass -> data.put("pass", pass));
          data.put("session_id", question.sessionId());
          data.put("remote", question.remote());
          return data;
        },
        answer ->
            new LoginHook.Answer(
                answer.verdict(),
                answer.id("user"),
                answer.id("session_id"),
                answer.object("meta")));
  }

  private static Callback<AllowHook.Question, Verdict> allow() {
    return new Callback<>(
        "allow",
        "api_allow",
        "Asks whether a user may give a command",
        API,
        Hooks::allow,
        List.of(
            USER,
            SESSION,
            Field.text("class").required().says("class of the command"),
            Field.text("subclass").required().says("its subclass"),
            Field.text("cmd").required().says("its name"),
            Field.object("data").required().says("its data, as given")),
        verdict(),
        question -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("user", question.user());
          data.put("session_id", question.sessionId());
          data.put("class", question.commandClass());
          data.put("subclass", question.subclass());
          data.put("cmd", question.cmd());
          data.put("data", question.data());
          return data;
        },
        AnswerData::verdict);
  }

  private static Callback<SubscribeHook.Question, Verdict> subscribe() {
    return new Callback<>(
        "subscribe",
        "api_subscribe_allow",
        "Asks whether a user may hear events",
        API,
        Hooks::subscribe,
        List.of(
            USER,
            SESSION,
            Field.text("service").required().says("service wanted; * for any"),
            Field.text("class").required().says("class wanted"),
            Field.text("subclass").required().says("subclass wanted; * for any"),
            Field.text("type").required().says("type wanted; * for any"),
            Field.text("obj_id").required().says("object wanted; * for any")),
        verdict(),
        question -> {
          Subscription topic = question.topic();
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("user", question.user());
          data.put("session_id", question.sessionId());
          data.put("service", topic.service().orElse("*"));
          data.put("class", topic.eventClass().orElse("*"));
          data.put("subclass", topic.subclass().orElse("*"));
          data.put("type", topic.type().orElse("*"));
          data.put("obj_id", topic.objId().orElse("*"));
          return data;
        },
        AnswerData::verdict);
  }

  private static Callback<SipRegisterHook.Question, SipRegisterHook.Answer> sipRegister() {
    return new Callback<>(
        "sip_register",
        "sip_register",
        "Asks whether somebody may register by SIP",
        SIGNALLING,
        Hooks::sipRegister,
        List.of(
            Field.text("aor").required().says("address of record"),
            Field.text("contact").required().says("first contact; empty for a query"),
            REMOTE,
            Field.text("user").required().says("name in the credentials or the address")),
        verdict(Field.text("password").says("to be checked by digest; left out: no check")),
        question -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("aor", question.aor());
          data.put("contact", question.contact());
          data.put("remote", question.remote());
          data.put("user", question.user());
          return data;
        },
        answer -> new SipRegisterHook.Answer(answer.verdict(), answer.text("password")));
  }

  private static Callback<InviteHook.Question, InviteHook.Answer> invite(
      String name, Function<Hooks, Hook<InviteHook.Question, InviteHook.Answer>> hook) {
    return new Callback<>(
        name,
        name,
        "Asks whether a call may come in, and where it goes",
        SIGNALLING,
        hook,
        List.of(
            Field.text("call_id").required().says("id the call will have"),
            Field.text("dest").required().says("what was dialled"),
            Field.text("caller").required().says("who calls"),
            REMOTE),
        verdict(
            Field.text("callee").says("in place of what was dialled"),
            Field.text("type").says("destination type"),
            Field.text("backend").says("media backend")),
        question -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("call_id", question.call().value());
          data.put("dest", question.dest());
          data.put("caller", question.caller());
          data.put("remote", question.remote());
          return data;
        },
        answer ->
            new InviteHook.Answer(
                answer.verdict(),
                answer.text("callee"),
                answer.text("type"),
                answer.text("backend")));
  }

  private static Callback<VertoLoginHook.Question, VertoLoginHook.Answer> vertoLogin() {
    return new Callback<>(
        "verto_login",
        "verto_login",
        "Asks whether somebody may log in by Verto",
        SIGNALLING,
        Hooks::vertoLogin,
        List.of(
            Field.text("login").required().says("name as given"),
            Field.text("passwd").required().says("password as given")),
        verdict(Field.id("user").says("another name for it")),
        question -> Map.of("login", question.login(), "passwd", question.password()),
        answer -> new VertoLoginHook.Answer(answer.verdict(), answer.id("user")));
  }

  private static Callback<CallResolveHook.Question, List<CallResolveHook.Extra>> callResolve() {
    return new Callback<>(
        "call_resolve",
        "call_resolve",
        "Asks what else a call should be offered to",
        RESOLVE,
        Hooks::callResolve,
        List.of(
            Field.text("callee").required().says("name without prefix"),
            Field.text("type").required().says("destination type, all for any"),
            Field.text("caller").required().says("who calls; empty when unknown")),
        Shape.object(
            Field.any("destinations")
                .says("array of objects with callee, and type (all), wait (s) and ring (s)")),
        question -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("callee", question.callee());
          data.put("type", question.type());
          data.put("caller", question.caller());
          return data;
        },
        answer -> answer.objects("destinations").stream().map(Callbacks::extra).toList());
  }

  private static CallResolveHook.Extra extra(Map<String, Object> destination) {
    Object type = destination.getOrDefault("type", ALL);
    long wait =
        (Long)
            FieldTypes.integer(0, LONGEST_WAIT)
                .reader()
                .read("wait", destination.getOrDefault("wait", 0));
    Optional<Duration> ring =
        Optional.ofNullable(destination.get("ring"))
            .map(raw -> FieldTypes.integer(1, LONGEST_RING).reader().read("ring", raw))
            .map(seconds -> Duration.ofSeconds((Long) seconds));
    return new CallResolveHook.Extra(
        FieldTypes.text("type", type),
        FieldTypes.text("callee", destination.get("callee")),
        Duration.ofSeconds(wait),
        ring);
  }
}
