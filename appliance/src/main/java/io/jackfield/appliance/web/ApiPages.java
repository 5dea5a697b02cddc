package io.jackfield.appliance.web;

import io.jackfield.signaling.api.document.ApiDescription;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.StaticContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What developers of applications take from a running gateway: the AsyncAPI document, which any
 * page on the web may read, and the JavaScript client.
 */
public final class ApiPages {

  private final HttpResponse asyncApi;

  /**
   * Makes the pages of one gateway.
   *
   * @param description the tables of its API
   */
  public ApiPages(ApiDescription description) {
    this.asyncApi =
        new HttpResponse(
            200,
            Map.of(
                "content-type", "application/json",
                "cache-control", "no-cache",
                "access-control-allow-origin", "*",
                "x-content-type-options", "nosniff"),
            description.asyncApi().getBytes(StandardCharsets.UTF_8));
  }

  /** Adds {@code /api/asyncapi.json} and {@code /client/}. */
  public void addTo(HttpRoutes.Builder routes) {
    routes.content("/client/", new StaticContent(ApiPages.class.getClassLoader(), "web/client"));
    routes.get("/api/asyncapi.json", request -> CompletableFuture.completedFuture(asyncApi));
  }
}
