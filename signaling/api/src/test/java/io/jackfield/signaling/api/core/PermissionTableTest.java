package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of protocol.md, "Permissions": each operation by each role. */
class PermissionTableTest {

  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = in("ana", "secret", "ana-1");
  private final FakeClient bo = in("bo", "secret", "bo-1");
  private final FakeClient admin = in("admin", "admin-secret", "admin-1");
  private final FakeClient root = in("root", "admin-secret", "root-1");

  PermissionTableTest() {
    world.add("more");
    in("ana", "secret", "ana-2");
    bo.ok("media/session/create", Map.of("type", "p2p", "session_id", "bo-session"));
    ana.ok("media/session/create", Map.of("type", "p2p", "session_id", "ana-session"));
    bo.ok(
        "media/call/create",
        Map.of("callee", "admin", "type", "user", "offer", ApiWorld.OFFER, "call_id", "bo-call"));
    bo.ok(
        "media/call/create",
        Map.of("callee", "ana", "type", "user", "offer", ApiWorld.OFFER, "call_id", "ana-invited"));
  }

  private FakeClient in(String user, String password, String id) {
    FakeClient client = world.connect();
    client.ok("core/user/login", Map.of("user", user, "password", password, "session_id", id));
    return client;
  }

  /**
   * {@code +} is allowed, {@code -} is unauthorized; {@code data} is {@code key=value} separated by
   * blanks.
   */
  @ParameterizedTest(name = "{0} {1}: core administrator {2}, administrator {3}, user {4}")
  @CsvSource({
    "core/service/create, name=new, +, -, -",
    "core/service/delete, service=more, +, -, -",
    "core/service/start, service=default, +, -, -",
    "core/service/list, '', +, -, -",
    "core/service/get, service=default, +, +, -",
    "core/service/get, service=core, +, -, -",
    "core/service/update, service=default ping_interval=30, +, +, -",
    "core/service/update, service=core ping_interval=30, +, -, -",
    "core/service/stop, service=default, +, +, -",
    "core/service/stop, service=core, +, -, -",
    "core/callback/register, callback=login, +, +, -",
    "core/callback/register, callback=login class=more, +, -, -",
    "core/callback/unregister, callback=login, +, +, -",
    "core/callback/list, '', +, +, -",
    "core/user/list, '', +, +, -",
    "core/user/get, user=bo, +, +, -",
    "core/user/get, user=ana, +, +, +",
    "core/user/send_event, user=bo, +, +, +",
    "core/session/send_event, session_id=bo-1, +, +, +",
    "core/session/cmd, session_id=bo-1 class=app cmd=do, +, +, -",
    "core/session/stop, session_id=bo-1, +, +, -",
    "core/session/stop, session_id=ana-2, +, +, +",
    "core/session/log, source=s message=m, +, +, +",
    "core/event/subscribe, class=app, +, +, +",
    "core/event/subscribe, class=*, +, +, -",
    "core/event/subscribe, class=core, +, +, -",
    "core/event/subscribe, class=core subclass=user_event obj_id=ana, +, +, +",
    "core/event/subscribe, class=core subclass=session_event obj_id=ana-1, +, +, +",
    "core/event/subscribe, class=core subclass=session_event obj_id=bo-1, +, +, -",
    "core/event/subscribe, class=media, +, +, -",
    "core/event/subscribe, class=media subclass=session obj_id=ana-session, +, +, +",
    "core/event/subscribe, class=media subclass=session obj_id=bo-session, +, +, -",
    "core/event/subscribe, class=media subclass=call obj_id=bo-call, +, +, -",
    "core/event/subscribe, class=media subclass=call obj_id=ana-invited, +, +, +",
    "core/event/subscribe, class=media subclass=room, +, +, +",
    "core/event/subscribe, class=app service=more, +, -, -",
    "core/event/subscribe, class=app service=*, +, -, -",
    "core/event/send_event, class=app, +, +, +",
    "core/event/send_event, class=core, +, +, -",
    "core/event/send_event, class=media, +, +, -",
    "core/event/send_event, class=app service=more, +, -, -",
    "media/session/get_info, session_id=ana-session, +, +, +",
    "media/session/get_info, session_id=bo-session, +, +, -",
    "media/session/destroy, session_id=bo-session, +, +, -",
    "media/session/update_media, session_id=bo-session mute_audio=true, +, +, -",
    "media/call/get_info, call_id=bo-call, +, +, -",
    "media/call/get_info, call_id=ana-invited, +, +, +",
    "media/call/hangup, call_id=bo-call, +, +, -",
    "media/session/create, type=p2p, -, +, +",
    "media/call/create, callee=bo session_id=ana-session, -, +, +"
  })
  void theTable(String path, String data, String ofCore, String ofAdmin, String ofUser) {
    assertEquals(ofUser, verdict(ana, path, data), "a user");
    assertEquals(ofAdmin, verdict(admin, path, data), "the service's administrator");
    assertEquals(ofCore, verdict(root, path, data), "the gateway's administrator");
  }

  private String verdict(FakeClient client, String path, String text) {
    Map<String, Object> data = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] parts = pair.split("=");
      data.put(parts[0], parts[1]);
    }
    Map<String, Object> reply = client.reply(client.send(path, data)).orElseThrow();
    boolean denied =
        reply.get("result").equals("error")
            && ((Map<?, ?>) reply.get("data")).get("code").equals(Reason.UNAUTHORIZED.code());
    return denied ? "-" : "+";
  }

  @ParameterizedTest
  @CsvSource({
    "media/session/get_info, session_id, SESSION_NOT_FOUND",
    "media/call/get_info, call_id, CALL_NOT_FOUND",
    "core/session/stop, session_id, SESSION_NOT_FOUND"
  })
  void whatIsAbsentIsNotFoundForEverybody(String path, String field, Reason reason) {
    ana.refused(reason, path, Map.of(field, "none"));
    admin.refused(reason, path, Map.of(field, "none"));
  }

  @Test
  void whatAUserMadeIsTheUsersNotTheConnections() {
    FakeClient again = in("bo", "secret", "bo-2");
    again.ok("media/session/get_info", Map.of("session_id", "bo-session"));
    again.ok("media/call/get_info", Map.of("call_id", "bo-call"));
  }
}
