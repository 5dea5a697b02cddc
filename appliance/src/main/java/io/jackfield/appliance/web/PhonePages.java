package io.jackfield.appliance.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.StaticContent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The landing page and the phone: static files, and what the phone has to know of this gateway. */
public final class PhonePages {

  private final String domain;
  private final Optional<String> conference;
  private final Contacts contacts;

  /**
   * Makes the pages of one gateway.
   *
   * @param domain SIP domain the phone's users belong to
   * @param conference a number that leads into a room, if there is one
   * @param contacts whom a user may call
   */
  public PhonePages(String domain, Optional<String> conference, Contacts contacts) {
    this.domain = domain;
    this.conference = conference;
    this.contacts = contacts;
  }

  /** Adds {@code /} and {@code /phone/}. */
  public void addTo(HttpRoutes.Builder routes) {
    ClassLoader loader = PhonePages.class.getClassLoader();
    HttpResponse settings =
        new HttpResponse(
            200,
            Map.of("content-type", "application/json", "cache-control", "no-cache"),
            settings().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    routes
        .content("/", new StaticContent(loader, "web/home"))
        .content("/phone/", new StaticContent(loader, "web/phone"))
        .get("/phone/config.json", request -> CompletableFuture.completedFuture(settings))
        .get("/phone/contacts.json", request -> contacts.answer(request.head()));
  }

  /** Paths are those of this same server, so that they hold behind any name and proxy. */
  private String settings() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("sip_ws", "/sip");
      json.writeStringField("verto", "/verto");
      json.writeStringField("api", "/api");
      json.writeStringField("domain", domain);
      if (conference.isPresent()) {
        json.writeStringField("conference", conference.get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }
}
