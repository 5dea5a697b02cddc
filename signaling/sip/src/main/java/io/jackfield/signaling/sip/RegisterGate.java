package io.jackfield.signaling.sip;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.hook.SipRegisterHook;
import io.jackfield.signaling.sip.auth.AuthResult;
import io.jackfield.signaling.sip.auth.Authenticator;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.InboundRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks whoever holds the hook {@code sip_register} whether somebody may register. A password the
 * holder gives is checked by digest; without one the holder vouches.
 */
final class RegisterGate {

  private final Hook<SipRegisterHook.Question, SipRegisterHook.Answer> hook;
  private final Authenticator authenticator;
  private final HookedUsers users;

  RegisterGate(
      Hook<SipRegisterHook.Question, SipRegisterHook.Answer> hook,
      Authenticator authenticator,
      HookedUsers users) {
    this.hook = hook;
    this.authenticator = authenticator;
    this.users = users;
  }

  /** Whether there is anybody to ask. */
  boolean held() {
    return hook.held();
  }

  /**
   * Judges a REGISTER; only when {@link #held}.
   *
   * @return completes on any thread, within the time a phone waits; when no holder answers: denied
   */
  CompletionStage<AuthResult> judge(InboundRequest register) {
    SIPRequest request = register.request();
    String aor = "";
    String user = "";
    if (request.getTo().getAddress().getURI() instanceof SipUri to && to.getUser() != null) {
      aor = to.getUser() + '@' + to.getHost();
      user = to.getUser();
    }
    String asked = authenticator.claimed(request).orElse(user);
    String contact = Headers.value(request, "Contact").orElse("");
    return hook.ask(
            new SipRegisterHook.Question(aor, contact, register.flow().shownRemote(), asked))
        .thenApply(result -> decided(request, asked, result));
  }

  private AuthResult decided(
      SIPRequest request, String user, HookResult<SipRegisterHook.Answer> result) {
    Optional<SipRegisterHook.Answer> yes =
        result.answer().filter(answer -> answer.verdict().authorized());
    if (yes.isEmpty()) {
      users.forget(user);
      return new AuthResult.Denied();
    }
    if (yes.get().password().isEmpty()) {
      return new AuthResult.Authenticated("");
    }
    Map<String, String> ha1 = users.hash(user, yes.get().password().get());
    AuthResult checked =
        authenticator.check(
            request,
            (name, algorithm) ->
                Optional.ofNullable(name.equals(user) ? ha1.get(algorithm.wireName()) : null));
    if (checked instanceof AuthResult.Authenticated) {
      users.remember(user, ha1);
    }
    return checked;
  }
}
