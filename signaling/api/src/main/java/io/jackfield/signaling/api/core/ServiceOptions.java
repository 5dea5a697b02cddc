package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldType;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Values;
import io.jackfield.signaling.api.listen.ApiListen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a service as fields of commands (core-commands.md, "service"). */
public final class ServiceOptions {

  private static final long LONGEST_SECONDS = 31_536_000;
  private static final long MOST_MESSAGES = 1_000_000;
  private static final long MOST_CONTACTS = 1_000;
  private static final long LAST_PORT = 65_535;

  /** Listeners separated by commas. */
  private static final FieldType LISTENERS =
      FieldType.of(
          "listeners",
          (field, raw) -> {
            String text = FieldTypes.text(field, raw);
            ApiListen.parseAll(text).orElseThrow(() -> FieldTypes.wrong(field));
            return text;
          });

  private static final FieldType USERS = FieldTypes.list("objects", ServiceOptions::user);

  private ServiceOptions() {}

  /**
   * Every option, in the order of the documents.
   *
   * @return optional fields without values; their defaults are words, since what is not given must
   *     not be kept
   */
  public static List<Field> fields() {
    return List.of(
        Field.typed("plugins", FieldTypes.list("texts", FieldTypes::text))
            .otherwise("room, call")
            .says("what it can do, and its media engines in the order of automatic choice"),
        Field.typed("api_server", LISTENERS)
            .otherwise("none")
            .says("listeners of its own, e.g. wss:all:9443, tcp:127.0.0.1:9020"),
        seconds("api_server_timeout", 5, 180).says("s a client may send nothing at all"),
        seconds("ping_interval", 0, 60).says("s between pings, 0 for none"),
        Field.integer("max_message_size", 1, ApiLimits.LONGEST_MESSAGE)
            .otherwise("1048576")
            .says("bytes of the longest message"),
        Field.integer("send_queue_max", 1, MOST_MESSAGES)
            .otherwise("1000")
            .says("messages that may wait for one client"),
        Field.id("admin_user").otherwise("admin").says("its administrator"),
        Field.text("admin_password")
            .otherwise("none: the administrator cannot log in")
            .says("kept as a salted hash"),
        Field.typed("users", USERS).otherwise("none").says("static users, {user, password} each"),
        Field.bool("allow_any_user")
            .otherwise("false")
            .says("whether names that nobody owns may log in with any password"),
        Field.typed("user_allow", FieldTypes.list("texts", ServiceOptions::allowed))
            .otherwise(String.join(", ", UserAllow.DEFAULTS.stream().sorted().toList()))
            .says(
                "what users may do: "
                    + String.join(", ", UserAllow.WORDS.stream().sorted().toList())),
        Field.typed("trusted_services", FieldTypes.list("texts", FieldTypes::text))
            .otherwise("none")
            .says("services whose events its administrator may hear"),
        Field.typed("janus", FieldTypes.list("objects", FieldTypes::object))
            .alias("nkmedia_janus")
            .otherwise("none")
            .says("Janus servers"),
        Field.typed("fs", FieldTypes.list("objects", FieldTypes::object))
            .alias("nkmedia_fs", "freeswitch")
            .otherwise("none")
            .says("FreeSWITCH servers"),
        Field.typed("kms", FieldTypes.list("objects", FieldTypes::object))
            .alias("nkmedia_kms", "kurento")
            .otherwise("none")
            .says("Kurento servers"),
        Field.text("sip_listen").otherwise("none").says("SIP listeners, e.g. sip:all:5070"),
        Field.text("sip_domain").otherwise("jackfield").says("its SIP domain"),
        Field.choice("sip_auth", "digest", "none").otherwise("digest").says("SIP authentication"),
        Field.bool("sip_registrar").otherwise("true").says("whether it takes REGISTER"),
        Field.bool("sip_registrar_force_domain")
            .otherwise("true")
            .says("whether the domain of every REGISTER is taken for sip_domain"),
        seconds("sip_registrar_min_time", 1, 60).says("s of the shortest registration"),
        seconds("sip_registrar_default_time", 1, 3_600).says("s of one that asks for none"),
        seconds("sip_registrar_max_time", 1, 86_400).says("s of the longest registration"),
        Field.integer("sip_max_contacts", 1, MOST_CONTACTS)
            .otherwise("10")
            .says("contacts of one address"),
        Field.bool("sip_invite_not_registered")
            .alias("sip_invite_to_not_registered")
            .otherwise("true")
            .says("whether calls may go to SIP addresses elsewhere"),
        Field.bool("sip_use_external_ip")
            .otherwise("true")
            .says("whether SIP shows the address of the outside"),
        Field.text("sip_local_host").otherwise("detected").says("that address"),
        Field.text("verto_listen").otherwise("none").says("Verto listeners"),
        seconds("verto_idle_timeout", 1, 3_600).says("s a Verto client may send nothing"),
        Field.typed("verto_users", USERS).otherwise("users").says("who may log in with Verto"),
        Field.text("api_gelf_server").otherwise("none").says("where log entries of clients go"),
        Field.integer("api_gelf_port", 1, LAST_PORT).otherwise("12201").says("UDP port there"),
        Field.text("record_dir").otherwise("./record").says("folder of recordings"),
        Field.integer("default_bitrate", 0, Integer.MAX_VALUE)
            .otherwise("0")
            .says("kbit/s of sessions that name none, 0 for any"),
        seconds("wait_timeout", 1, 60).says("s a session may lack its offer or answer"),
        seconds("ready_timeout", 1, 86_400).says("s a session may last"),
        Field.integer("ring_timeout", 1, 180).otherwise("30").says("s a destination rings"),
        Field.text("tls_certfile")
            .otherwise("that of the gateway")
            .says("PEM file with the certificate of its own listeners"),
        Field.text("tls_keyfile").says("PEM file with its key"),
        Field.text("tls_cacertfile").says("PEM file; clients must show a certificate these sign"),
        Field.choice(
                "log_level",
                "debug",
                "info",
                "notice",
                "warning",
                "error",
                "critical",
                "alert",
                "emergency")
            .otherwise("notice")
            .says("what is logged of it"));
  }

  private static Field seconds(String name, long min, long otherwise) {
    return Field.integer(name, min, LONGEST_SECONDS).otherwise(String.valueOf(otherwise));
  }

  private static Object allowed(String field, Object raw) {
    String word = FieldTypes.text(field, raw);
    if (!UserAllow.WORDS.contains(word)) {
      throw FieldTypes.wrong(field);
    }
    return word;
  }

  private static Object user(String field, Object raw) {
    Map<String, Object> user = FieldTypes.object(field, raw);
    String name = FieldTypes.text(field, user.get("user"));
    String password = FieldTypes.text(field, user.get("password"));
    if (user.size() > 2
        || name.isBlank()
        || name.length() > FieldTypes.MAX_ID
        || name.equals("*")
        || password.isEmpty()) {
      throw FieldTypes.wrong(field);
    }
    return Map.of("user", name, "password", password);
  }

  /**
   * The options a request gives.
   *
   * @param values checked
   * @return by name, in the order of the documents; null for one that is to be taken back
   */
  static Map<String, Object> given(Values values) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (Field field : fields()) {
      if (values.has(field.name())) {
        options.put(field.name(), values.find(Object.class, field.name()).orElse(null));
      }
    }
    return options;
  }
}
