package io.jackfield.appliance.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of a service, for its users: JSON {@code {"users": [{"user": "1000"}, ...]}} for who
 * knows a name and its password (Basic, RFC 7617). The same over every signalling, since SIP has no
 * such list.
 */
public final class Contacts {

  private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
  private static final String SCHEME = "basic ";

  /** What a name without owner is checked against, so that time does not tell which exist. */
  private static final SaltedHash NOBODY = SaltedHash.of("nobody", new SecureRandom());

  private final Supplier<Users> users;
  private final Executor pool;

  /**
   * Makes the resource.
   *
   * @param users those of the service, as they are now
   * @param pool where passwords are checked; may refuse
   */
  public Contacts(Supplier<Users> users, Executor pool) {
    this.users = users;
    this.pool = pool;
  }

  /**
   * Answers one request.
   *
   * @param request who asks
   * @return 200 with the list; 401 without a right name and password; 503 when too many ask
   */
  public CompletionStage<HttpResponse> answer(RequestHead request) {
    Optional<Credentials> given = credentials(request);
    if (given.isEmpty()) {
      return CompletableFuture.completedFuture(refusal());
    }
    try {
      return CompletableFuture.supplyAsync(() -> judged(given.get(), request), pool);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(HttpResponse.text(503, "too many at once"));
    }
  }

  private HttpResponse judged(Credentials given, RequestHead request) {
    Users known = users.get();
    Optional<User> user = known.find(given.user());
    SaltedHash hash = user.map(User::password).orElse(NOBODY);
    if (!hash.matches(given.password()) || user.isEmpty()) {
      LOG.info("contacts refused to {}: wrong user or password", request.remote());
      return refusal();
    }
    return new HttpResponse(
        200,
        Map.of("content-type", "application/json", "cache-control", "no-store"),
        list(known).getBytes(StandardCharsets.UTF_8));
  }

  // No WWW-Authenticate: a browser would ask with a window of its own, over the page's form.
  private static HttpResponse refusal() {
    return HttpResponse.text(401, "a user and its password are needed");
  }

  private static String list(Users known) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("users");
      for (User user : known.all()) {
        json.writeStartObject();
        json.writeStringField("user", user.name());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private record Credentials(String user, String password) {

    /** Nothing of them in logs. */
    @Override
    public String toString() {
      return "Credentials[...]";
    }
  }

  /** RFC 7617 section 2: base64 of user, colon, password. */
  private static Optional<Credentials> credentials(RequestHead request) {
    return request
        .headers()
        .first("authorization")
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(value -> decoded(value.substring(SCHEME.length()).strip()))
        .filter(text -> text.indexOf(':') > 0)
        .map(
            text ->
                new Credentials(
                    text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
