package io.jackfield.gateway.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What guessing passwords costs (protocol.md, "Login" 5). */
class FailedLoginsTest {

  @Test
  void eachWaitsTwiceAsLongUpToFiveSecondsAndTheTenthIsTheLast() {
    FailedLogins logins = new FailedLogins();
    List<String> seen =
        Stream.generate(() -> logins.next().toMillis() + (logins.tooMany() ? " end" : ""))
            .limit(10)
            .toList();
    assertEquals(
        List.of("100", "200", "400", "800", "1600", "3200", "5000", "5000", "5000", "5000 end"),
        seen);
  }
}
