package io.jackfield.bench.start;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection to the External API, one request at a time. */
final class ApiClient implements AutoCloseable {

  private static final long WAIT_SECONDS = 20;
  private static final JsonFactory JSON = new JsonFactory();

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int tid;

  /** Writes the members of a request's data. */
  interface Data {
    void write(JsonGenerator json) throws IOException;
  }

  ApiClient(URI address) throws Exception {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Receiver())
            .get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param path class/subclass/command
   * @return the whole reply
   * @throws IllegalStateException if the reply is an error
   */
  String request(String path, Data data) throws Exception {
    String[] words = path.split("/");
    tid++;
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("class", words[0]);
      json.writeStringField("subclass", words[1]);
      json.writeStringField("cmd", words[2]);
      json.writeNumberField("tid", tid);
      json.writeObjectFieldStart("data");
      data.write(json);
      json.writeEndObject();
      json.writeEndObject();
    }
    socket.sendText(text.toString(), true).get(WAIT_SECONDS, TimeUnit.SECONDS);
    String reply = reply();
    if (!"ok".equals(member(reply, "result"))) {
      throw new IllegalStateException(path + ": " + reply);
    }
    return reply;
  }

  /** The next message that is neither an event nor an acknowledgement. */
  private String reply() throws Exception {
    while (true) {
      String message = received.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new TimeoutException("no reply of the API in " + WAIT_SECONDS + " s");
      }
      if (message.contains("\"result\"")) {
        return message;
      }
    }
  }

  /** The text of the first member of that name, however deep. */
  static String member(String message, String name) throws IOException {
    try (JsonParser json = JSON.createParser(message)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
          JsonToken value = json.nextToken();
          if (value.isScalarValue()) {
            return json.getText();
          }
        }
      }
    }
    throw new IOException("no " + name + " in " + message);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        received.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
