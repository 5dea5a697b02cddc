package io.jackfield.signaling.api.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.NamedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Older names of fields on the wire: accepted, translated, never "unrecognized". */
class OlderSpellingsTest {

  private final ApiWorld world = new ApiWorld(true);
  private final Wire ana = new Wire(world, world.login("ana"));
  private final Wire bo = new Wire(world, world.login("bo"));

  private String made(String data) {
    String id =
        (String)
            ana.ok(
                    "{'class':'media','subclass':'session','cmd':'create','data':{"
                        + data
                        + "},'tid':1}")
                .get("session_id");
    assertTrue(ana.client.events().stream().noneMatch(e -> e.contains("unrecognized")), data);
    return id;
  }

  private Object info(String id, String field) {
    return ana.ok(
            "{'class':'media','subclass':'session','cmd':'get_info','data':{'session_id':'"
                + id
                + "'},'tid':1}")
        .get(field);
  }

  private static final String OFFER = "'offer':{'sdp':'SDP','sdp_type':'rtp'}";

  @ParameterizedTest
  @CsvSource({
    "use_audio, false, mute_audio, true",
    "use_video, true, mute_video, false",
    "use_data, false, mute_data, true"
  })
  void useIsTheOppositeOfMute(String name, boolean use, String canonical, boolean mute) {
    assertEquals(mute, info(made("'type':'echo'," + OFFER + ",'" + name + "':" + use), canonical));
    assertEquals(
        mute, info(made("'type':'echo'," + OFFER + ",'" + name + "':'" + use + "'"), canonical));
  }

  @Test
  void theCanonicalNameWins() {
    String id = made("'type':'echo'," + OFFER + ",'mute_audio':true,'use_audio':true");
    assertEquals(true, info(id, "mute_audio"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"room", "room_id"})
  void rooms(String name) {
    String id = made("'type':'publish'," + OFFER + ",'create_room':true,'" + name + "':'r-1'");
    assertEquals("r-1", info(id, "room_id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "publisher_id"})
  void publishers(String name) {
    String publisher = made("'type':'publish'," + OFFER);
    String id = made("'type':'listen','" + name + "':'" + publisher + "'");
    assertEquals(publisher, info(id, "publisher_id"));
  }

  @Test
  void peer() {
    String master = made("'type':'p2p'," + OFFER);
    String slave = made("'type':'p2p','peer':'" + master + "'");
    assertEquals(master, info(slave, "master_id"));
    assertEquals(true, info(slave, "set_master_answer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'room_audiocodec':'opus'",
        "'room_videocodec':'vp8'",
        "'room_audio_codec':'opus'",
        "'room_video_codec':'vp8'"
      })
  void codecsOfRooms(String field) {
    made("'type':'publish'," + OFFER + "," + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"events_body", "event_body"})
  void bodiesOfEvents(String name) {
    made("'type':'p2p','" + name + "':{'mark':7}");
    assertEquals(7, ana.body("session", "created").get("mark"));
  }

  @Test
  void sipIsRtp() {
    String id = made("'type':'echo','offer':{'sdp':'SDP','sdp_type':'sip'}");
    assertEquals("rtp", ((Map<?, ?>) info(id, "offer")).get("sdp_type"));
  }

  @Test
  void theTypeOfAProxy() {
    assertEquals("rtp", info(made("'type':'proxy'," + OFFER + ",'proxy_type':'rtp'"), "sdp_type"));
  }

  @Test
  void theTypeInsideADescription() {
    made("'type':'p2p','offer':{'sdp':'SDP','sdp_type':'rtp','type':'offer'}");
    assertEquals(
        Reason.INVALID_VALUE.code(),
        ana.code(
            "{'class':'media','subclass':'session','cmd':'create','data':{'type':'p2p',"
                + "'offer':{'sdp':'SDP','type':'pranswer'}},'tid':1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "callee"})
  void callees(String name) {
    ana.ok(
        "{'class':'media','subclass':'call','cmd':'create','data':{'type':'user','"
            + name
            + "':'bo',"
            + OFFER
            + "},'tid':1}");
    assertEquals("bo", bo.asked("invite").get("user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring_time", "ring_timeout"})
  void ringing(String name) {
    ana.ok(
        "{'class':'media','subclass':'call','cmd':'create','data':{'callee':'bo','"
            + name
            + "':2,"
            + OFFER
            + "},'tid':1}");
    world.time.advance(Duration.ofSeconds(2));
    assertEquals("Ring timeout", ana.body("call", "hangup").get("reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "reason"})
  void reasons(String name) {
    String id = made("'type':'p2p'");
    ana.okAlone(
        "{'class':'media','subclass':'session','cmd':'destroy','data':{'session_id':'"
            + id
            + "','"
            + name
            + "':'enough'},'tid':1}");
    assertEquals(Map.of("code", 0, "reason", "enough"), ana.body("session", "destroyed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"update_type", "type"})
  void updates(String name) {
    String id = made("'type':'echo'," + OFFER);
    ana.okAlone(
        "{'class':'media','subclass':'session','cmd':'update','data':{'session_id':'"
            + id
            + "','"
            + name
            + "':'media','use_audio':false},'tid':1}");
    assertEquals(true, info(id, "mute_audio"));
  }

  @ParameterizedTest
  @CsvSource({
    "nkmedia_janus, janus",
    "nkmedia_fs, freeswitch",
    "fs, freeswitch",
    "nkmedia_kms, kurento",
    "kms, kurento"
  })
  void enginesByTheirOlderNames(String older, String name) {
    Wire wire =
        new Wire(
            world, world.connect(world.add("other", List.of(new NamedEngine(name, world.engine)))));
    wire.ok("{'class':'core','cmd':'login','data':{'user':'ana','pass':'secret'},'tid':1}");
    Map<?, ?> answer =
        (Map<?, ?>)
            wire.ok(
                    "{'class':'media','subclass':'session','cmd':'start','data':{'type':'echo',"
                        + "'backend':'"
                        + older
                        + "',"
                        + OFFER
                        + "},'tid':1}")
                .get("answer");
    assertEquals(name, answer.get("backend"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "password"})
  void passwords(String name) {
    Wire wire = new Wire(world, world.connect());
    wire.ok(
        "{'class':'core','subclass':'user','cmd':'login','data':{'user':'ana','"
            + name
            + "':'secret'},'tid':1}");
  }

  @Test
  void objIsTheSubclass() {
    String event = "'data':{'class':'app','obj':'thing','type':'t'},'tid':1}";
    for (String cmd : List.of("subscribe", "send_event", "unsubscribe", "send_event")) {
      ana.okAlone("{'class':'core','subclass':'event','cmd':'" + cmd + "'," + event);
    }
    assertEquals("thing", ana.event("thing", "t").get("obj"), "once, with both words");
    ana.okAlone("{'class':'core','cmd':'event'," + event);
  }

  @Test
  void theCoreServiceByItsOlderName() {
    Wire core = new Wire(world, world.connect(world.core));
    core.ok(
        "{'class':'core','subclass':'user','cmd':'login','data':{'service':'nkmedia_core',"
            + "'password':'admin-secret'},'tid':1}");
    core.okAlone(
        "{'class':'core','subclass':'event','cmd':'subscribe','data':{'class':'app',"
            + "'service':'nkmedia_core'},'tid':1}");
    core.okAlone(
        "{'class':'core','subclass':'callback','cmd':'register','data':{'class':'nkmedia_core',"
            + "'callback':'login'},'tid':1}");
    assertTrue(world.core.service().hooks().login().held());
    assertFalse(world.service.hooks().login().held());
  }
}
