package io.jackfield.appliance.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.appliance.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The demo of one start: its configuration before, its page of addresses after. */
public final class Demo {

  private static final String ECHO = "9196";
  private static final String CONFERENCE = "3000";

  private final Path folder;
  private final Map<String, String> passwords;

  private Demo(Path folder, Map<String, String> passwords) {
    this.folder = folder;
    this.passwords = passwords;
  }

  /**
   * Prepares a demo that keeps its files in one folder.
   *
   * @throws IOException if the folder cannot be used
   */
  public static Demo in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path absolute = folder.toRealPath();
    // A stale file must not be taken for that of this start.
    Files.deleteIfExists(absolute.resolve("demo.json"));
    return new Demo(absolute, DemoUsers.load(absolute.resolve("demo.users")));
  }

  /** The configuration, as YAML the operator's own file may be laid over. */
  public String configuration() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("node:\n  data_dir: ").append(quoted(folder.resolve("data"))).append('\n');
    yaml.append("  control_socket: ").append(quoted(folder.resolve("control.sock"))).append('\n');
    // Whoever presses Ctrl-C at a demo wants it to end.
    yaml.append("  drain_timeout: 2s\n");
    yaml.append("log:\n  file: ").append(quoted(logFile())).append('\n');
    yaml.append("core:\n  admin_user: ").append(DemoUsers.CORE_ADMIN).append('\n');
    yaml.append("  admin_password: \"").append(passwords.get(DemoUsers.CORE_ADMIN)).append("\"\n");
    yaml.append("services:\n  default:\n");
    yaml.append("    admin_user: ").append(DemoUsers.ADMIN).append('\n');
    yaml.append("    admin_password: \"").append(passwords.get(DemoUsers.ADMIN)).append("\"\n");
    yaml.append("    users:\n");
    for (String user : DemoUsers.USERS) {
      yaml.append("      - {user: \"").append(user).append("\", password: \"");
      yaml.append(passwords.get(user)).append("\"}\n");
    }
    yaml.append("    routes:\n      - {when: {number: \"").append(ECHO).append("\"}, to: echo}\n");
    yaml.append("      - {when: {number: \"").append(CONFERENCE).append("\"}, to: \"room:");
    yaml.append(CONFERENCE).append("\"}\n");
    return yaml.toString();
  }

  /**
   * Tells people and scripts where to go; called once everything is up.
   *
   * @param config as running
   * @param startTime since the start of the process
   * @param out the terminal
   * @throws IOException if {@code demo.json} cannot be written
   */
  public void announce(Config config, Duration startTime, PrintWriter out) throws IOException {
    DemoAddresses addresses = DemoAddresses.of(config);
    PrivateFile.write(folder.resolve("demo.json"), json(addresses));
    String title =
        String.format(Locale.ROOT, "Jackfield is ready (%.1f s).", startTime.toMillis() / 1000.0);
    out.println();
    out.println(title);
    out.println();
    for (String[] line : addresses.lines()) {
      out.printf(Locale.ROOT, "  %-20s%s%n", line[0], line[1]);
    }
    out.println();
    out.printf(Locale.ROOT, "  %-20s%s%n", "User", "Password");
    for (String user : DemoUsers.USERS) {
      out.printf(Locale.ROOT, "  %-20s%s%n", user, passwords.get(user));
    }
    out.printf(
        Locale.ROOT,
        "  %-20s%s  (administrator, External API)%n",
        DemoUsers.ADMIN,
        passwords.get(DemoUsers.ADMIN));
    out.printf(
        Locale.ROOT,
        "  %-20s%s  (administrator of all services, /api/core)%n",
        DemoUsers.CORE_ADMIN,
        passwords.get(DemoUsers.CORE_ADMIN));
    out.println();
    out.println(
        "  Open the web phone in two tabs, log in as 1000 and 1001, and call one from the other.");
    out.println("  Dial " + ECHO + " to hear yourself, " + CONFERENCE + " for a conference.");
    out.println("  Log: " + logFile() + "   Stop: Ctrl-C");
    out.println();
    out.flush();
  }

  /**
   * Takes {@code demo.json} away, unless a later start has replaced it.
   *
   * @throws IOException if it cannot be removed
   */
  public void withdraw() throws IOException {
    Path file = folder.resolve("demo.json");
    String pid = "\"pid\" : " + ProcessHandle.current().pid();
    if (Files.exists(file) && Files.readString(file).contains(pid)) {
      Files.deleteIfExists(file);
    }
  }

  private String json(DemoAddresses addresses) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeObjectFieldStart("admin");
      writeUser(json, DemoUsers.ADMIN);
      json.writeObjectFieldStart("core_admin");
      writeUser(json, DemoUsers.CORE_ADMIN);
      json.writeArrayFieldStart("users");
      for (String user : DemoUsers.USERS) {
        json.writeStartObject();
        writeUser(json, user);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("urls");
      json.writeStringField("phone", addresses.phone());
      // Not there yet; the keys stand so that a script can tell "none" from a wrong name.
      json.writeNullField("console");
      json.writeStringField("api", addresses.api());
      json.writeStringField("sip_ws", addresses.sipWs());
      json.writeStringField("verto", addresses.verto());
      json.writeStringField("metrics", addresses.metrics());
      json.writeStringField("ready", addresses.ready());
      json.writeEndObject();
      json.writeObjectFieldStart("sip");
      json.writeStringField("host", addresses.sip().host());
      json.writeNumberField("port", addresses.sip().port());
      json.writeEndObject();
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeEndObject();
    }
    return text + "\n";
  }

  private void writeUser(JsonGenerator json, String user) throws IOException {
    json.writeStringField("user", user);
    json.writeStringField("password", passwords.get(user));
    json.writeEndObject();
  }

  private Path logFile() {
    return folder.resolve("jackfield.log");
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
