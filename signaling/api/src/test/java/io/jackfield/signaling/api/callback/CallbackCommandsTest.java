package io.jackfield.signaling.api.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** core-commands.md "callback": who registers what. */
class CallbackCommandsTest {

  private static final String REGISTER = "core/callback/register";
  private static final String UNREGISTER = "core/callback/unregister";
  private static final String LIST = "core/callback/list";

  private final ApiWorld world = new ApiWorld();
  private final Hooks hooks = world.service.hooks();
  private final FakeClient admin = world.login("admin");

  @ParameterizedTest
  @CsvSource({
    "login, login",
    "api_login, login",
    "api_server_login, login",
    "allow, allow",
    "api_allow, allow",
    "subscribe, subscribe",
    "api_subscribe, subscribe",
    "api_subscribe_allow, subscribe",
    "sip_register, sip_register",
    "api_sip_register, sip_register",
    "sip_invite, sip_invite",
    "verto_invite, verto_invite",
    "verto_login, verto_login",
    "call_resolve, call_resolve",
    "api_server_call_resolve, call_resolve"
  })
  void aCallbackMayBeNamedWithOrWithoutItsPrefix(String name, String canonical) {
    admin.ok(REGISTER, Map.of("callback", name));
    assertEquals(
        List.of(Map.of("class", "default", "callback", canonical)), admin.okAny(LIST, Map.of()));
    admin.ok(UNREGISTER, Map.of("callback", canonical));
    assertEquals(List.of(), admin.okAny(LIST, Map.of()));
  }

  @Test
  void unknownNamesAreRefused() {
    assertEquals(
        "Invalid value: nothing",
        admin.refused(Reason.INVALID_VALUE, REGISTER, Map.of("callback", "nothing")));
    assertEquals(
        "Missing field: callback", admin.refused(Reason.MISSING_FIELD, REGISTER, Map.of()));
    admin.ok(UNREGISTER, Map.of("callback", "allow"));
  }

  @Test
  void registeringTwiceIsOneRegistration() {
    admin.ok(REGISTER, Map.of("callback", "allow"));
    admin.ok(REGISTER, Map.of("callback", "api_allow", "class", "default"));
    admin.ok(UNREGISTER, Map.of("callback", "allow"));
    assertEquals(false, hooks.allow().held());
  }

  @Test
  void registrationsEndWithTheConnection() {
    admin.ok(REGISTER, Map.of("callback", "allow"));
    FakeClient other = world.login("admin");
    other.ok(REGISTER, Map.of("callback", "allow"));
    admin.leave();
    assertEquals(true, hooks.allow().held());
    other.leave();
    assertEquals(false, hooks.allow().held());
  }

  @Test
  void usersRegisterNothing() {
    FakeClient ana = world.login("ana");
    ana.refused(Reason.UNAUTHORIZED, REGISTER, Map.of("callback", "login"));
    ana.refused(Reason.UNAUTHORIZED, UNREGISTER, Map.of("callback", "login"));
    ana.refused(Reason.UNAUTHORIZED, LIST, Map.of());
  }

  @Test
  void aServicesAdministratorHoldsItsOwnHooksAlone() {
    ApiServer more = world.add("more");
    for (String name : List.of("class", "service")) {
      admin.refused(Reason.UNAUTHORIZED, REGISTER, Map.of("callback", "login", name, "more"));
      admin.refused(Reason.SERVICE_NOT_FOUND, REGISTER, Map.of("callback", "login", name, "none"));
    }
    FakeClient root = world.connect(world.core);
    root.ok("core/user/login", Map.of("user", "root", "password", "admin-secret"));
    root.ok(REGISTER, Map.of("callback", "login", "class", "more"));
    assertEquals(true, more.service().hooks().login().held());
    root.ok(REGISTER, Map.of("callback", "login"));
    assertEquals(
        List.of(
            Map.of("class", "more", "callback", "login"),
            Map.of("class", "core", "callback", "login")),
        root.okAny(LIST, Map.of()));
    root.leave();
    assertEquals(false, more.service().hooks().login().held());
  }

  @Test
  void theOldFormsOfSeedThreeWork() {
    admin.say(
        "{\"class\":\"core\",\"cmd\":\"register_callback\","
            + "\"data\":{\"class\":\"default\",\"callback\":\"login\"},\"tid\":91}");
    assertEquals("ok", admin.reply(91).orElseThrow().get("result"));
    assertEquals(true, hooks.login().held());
    admin.say(
        "{\"class\":\"core\",\"cmd\":\"unregister_callback\","
            + "\"data\":{\"service\":\"default\",\"callback\":\"login\"},\"tid\":92}");
    assertEquals("ok", admin.reply(92).orElseThrow().get("result"));
    assertEquals(false, hooks.login().held());
  }
}
