package io.jackfield.appliance.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.appliance.life.LoopHealth;
import io.jackfield.appliance.life.Readiness;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /healthz}: the process works, or should be started anew. {@code /readyz}: it takes calls,
 * or says why not.
 */
public final class HealthPages {

  private static final String JSON = "application/json";

  private final Readiness readiness;
  private final LoopHealth loops;

  /** Makes the pages of one gateway. */
  public HealthPages(Readiness readiness, LoopHealth loops) {
    this.readiness = readiness;
    this.loops = loops;
  }

  /** Adds both pages. */
  public void addTo(HttpRoutes.Builder routes) {
    routes.get("/healthz", request -> health());
    routes.get("/readyz", request -> CompletableFuture.completedFuture(ready()));
  }

  private CompletionStage<HttpResponse> health() {
    return loops.faults().thenApply(faults -> response("healthy", faults.isEmpty(), faults));
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
