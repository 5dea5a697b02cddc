package io.jackfield.appliance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RouteTestCommandTest {

  private static final String ROUTES =
      """
      services:
        default:
          trunks:
            - {name: carrier, address: 192.0.2.1}
            - {name: backup, address: 192.0.2.2}
          routes:
            - name: in
              when: {from: trunk:carrier, number: '4930(\\d+)'}
              to: $1
            - name: out
              when: {from: user, number: '0(.+)', caller: '(10\\d\\d)'}
              set: {number: '+49$1', caller: '+4930$1'}
              to: trunk:carrier,backup
              ring_timeout: 45s
            - {name: no, when: {number: '0.*'}, to: 'reject:403'}
      """;

  @TempDir Path folder;

  private String route(String... arguments) throws Exception {
    Path file = folder.resolve("jackfield.yaml");
    Files.writeString(file, ROUTES);
    String[] all = new String[arguments.length + 2];
    all[0] = "--config";
    all[1] = file.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new RouteTestCommand()).setOut(new PrintWriter(out, true)).execute(all);
    assertEquals(0, code);
    return out.toString();
  }

  @Test
  void showsTheRuleAndWhatComesOut() throws Exception {
    assertEquals(
        """
        rule    out
        number  +4930555
        caller  +49301000
        to      trunk carrier,backup/+4930555
        rings   45 s
        """,
        route("1000", "030555"));
    assertTrue(route("carrier", "49301001").contains("to      all 1001\n"));
    assertTrue(route("user:guest", "030555").contains("to      refused with 403"));
    assertTrue(route("1000", "1001").startsWith("rule    (built in)\n"));
  }
}
