package io.jackfield.appliance.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.transport.http.HttpHeaders;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {

  private static final Executor AT_ONCE = Runnable::run;

  private final Users users =
      new Users("jackfield", List.of(user("1000", "so:secret"), user("1001", "other")));

  @Test
  void whoKnowsAPasswordIsToldTheUsersInTheirOrder() throws Exception {
    HttpResponse response = ask(AT_ONCE, basic("1000:so:secret"));
    assertEquals(200, response.status());
    assertEquals("{\"users\":[{\"user\":\"1000\"},{\"user\":\"1001\"}]}\n", text(response));
    assertEquals("no-store", response.headers().get("cache-control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000:wrong", "1000:", "nobody:nobody", ":so:secret", "1000", ""})
  void whoDoesNotIsRefusedAndToldNothing(String credentials) throws Exception {
    HttpResponse response = ask(AT_ONCE, basic(credentials));
    assertEquals(401, response.status());
    assertFalse(text(response).contains("1001"));
    assertFalse(response.headers().containsKey("www-authenticate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic %%%", "Digest username=\"1000\"", "Bearer MTAwMDpzbw=="})
  void otherCredentialsAreRefused(String header) throws Exception {
    assertEquals(401, ask(AT_ONCE, header).status());
  }

  @Test
  void whenTooManyAskOneIsToldToComeAgain() throws Exception {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    assertEquals(503, ask(full, basic("1000:so:secret")).status());
  }

  private HttpResponse ask(Executor pool, String authorization) throws Exception {
    InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", 1);
    RequestHead head =
        new RequestHead(
            "GET",
            "/phone/contacts.json",
            Map.of(),
            new HttpHeaders(Map.of("Authorization", List.of(authorization))),
            address,
            address,
            false);
    return new Contacts(() -> users, pool)
        .answer(head)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static User user(String name, String password) {
    return new User(name, SaltedHash.of(password, new SecureRandom()), Map.of());
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
