package io.jackfield.gateway.hook;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** All hooks of one service. */
public final class Hooks {

  private final Hook<LoginHook.Question, LoginHook.Answer> login;
  private final Hook<AllowHook.Question, Verdict> allow;
  private final Hook<SubscribeHook.Question, Verdict> subscribe;
  private final Hook<SipRegisterHook.Question, SipRegisterHook.Answer> sipRegister;
  private final Hook<InviteHook.Question, InviteHook.Answer> sipInvite;
  private final Hook<InviteHook.Question, InviteHook.Answer> vertoInvite;
  private final Hook<VertoLoginHook.Question, VertoLoginHook.Answer> vertoLogin;
  private final Hook<CallResolveHook.Question, List<CallResolveHook.Extra>> callResolve;

  /**
   * Makes hooks nobody holds.
   *
   * @param random picks among holders: gives a number from 0 to below its argument
   */
  public Hooks(IntUnaryOperator random) {
    this.login = new Hook<>(random);
    this.allow = new Hook<>(random);
    this.subscribe = new Hook<>(random);
    this.sipRegister = new Hook<>(random);
    this.sipInvite = new Hook<>(random);
    this.vertoInvite = new Hook<>(random);
    this.vertoLogin = new Hook<>(random);
    this.callResolve = new Hook<>(random);
  }

  /**
   * Who logs in to the API. When all holders fail the static users are asked.
   *
   * @return the hook
   */
  public Hook<LoginHook.Question, LoginHook.Answer> login() {
    return login;
  }

  /**
   * Which commands of the API users may give. When all holders fail: none.
   *
   * @return the hook
   */
  public Hook<AllowHook.Question, Verdict> allow() {
    return allow;
  }

  /**
   * Which events users may hear. When all holders fail: none.
   *
   * @return the hook
   */
  public Hook<SubscribeHook.Question, Verdict> subscribe() {
    return subscribe;
  }

  /**
   * Who registers by SIP. When all holders fail: nobody.
   *
   * @return the hook
   */
  public Hook<SipRegisterHook.Question, SipRegisterHook.Answer> sipRegister() {
    return sipRegister;
  }

  /**
   * Which calls come in by SIP, and where to. When all holders fail: none.
   *
   * @return the hook
   */
  public Hook<InviteHook.Question, InviteHook.Answer> sipInvite() {
    return sipInvite;
  }

  /**
   * Which calls come in by Verto, and where to. When all holders fail: none.
   *
   * @return the hook
   */
  public Hook<InviteHook.Question, InviteHook.Answer> vertoInvite() {
    return vertoInvite;
  }

  /**
   * Who logs in by Verto. When all holders fail the static users are asked.
   *
   * @return the hook
   */
  public Hook<VertoLoginHook.Question, VertoLoginHook.Answer> vertoLogin() {
    return vertoLogin;
  }

  /**
   * What else stands behind a callee name. When all holders fail: nothing.
   *
   * @return the hook
   */
  public Hook<CallResolveHook.Question, List<CallResolveHook.Extra>> callResolve() {
    return callResolve;
  }
}
