package io.jackfield.appliance.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.appliance.life.Readiness;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * {@code /healthz}: the process works, or should be started anew. {@code /readyz}: it takes calls,
 * or says why not.
 */
public final class HealthPages {

  private static final String JSON = "application/json";
  private static final int LOOP_DEADLINE_SECONDS = 2;

  private final Readiness readiness;
  private final List<Loop> loops;

  /** Makes the pages of one gateway. */
  public HealthPages(Readiness readiness, List<Loop> loops) {
    this.readiness = readiness;
    this.loops = List.copyOf(loops);
  }

  /** Adds both pages. */
  public void addTo(HttpRoutes.Builder routes) {
    routes.get("/healthz", request -> health());
    routes.get("/readyz", request -> CompletableFuture.completedFuture(ready()));
  }

  /** Asks every event loop for a sign of life: a blocked one is the fault a restart would mend. */
  private CompletionStage<HttpResponse> health() {
    List<String> dead = new ArrayList<>();
    CompletableFuture<?>[] answers = new CompletableFuture<?>[loops.size()];
    for (int i = 0; i < answers.length; i++) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      loops.get(i).execute(() -> answer.complete(true));
      String name = "event loop " + i + " does not answer";
      answers[i] =
          answer
              .completeOnTimeout(false, LOOP_DEADLINE_SECONDS, TimeUnit.SECONDS)
              .thenAccept(
                  alive -> {
                    if (!alive) {
                      synchronized (dead) {
                        dead.add(name);
                      }
                    }
                  });
    }
    return CompletableFuture.allOf(answers)
        .thenApply(done -> response("healthy", dead.isEmpty(), dead));
  }

  private HttpResponse ready() {
    return response("ready", readiness.isReady(), readiness.reasons());
  }

  private static HttpResponse response(String word, boolean good, List<String> reasons) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField(word, good);
      json.writeArrayFieldStart("reasons");
      for (String reason : reasons) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpResponse body = HttpResponse.of(good ? 200 : 503, JSON, text + "\n");
    return new HttpResponse(
        body.status(), Map.of("content-type", JSON, "cache-control", "no-store"), body.body());
  }
}
