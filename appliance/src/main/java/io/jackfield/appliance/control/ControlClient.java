package io.jackfield.appliance.control;

import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The other end of {@link ControlSocket}, which ends each connection within its deadline. */
public final class ControlClient {

  private ControlClient() {}

  /**
   * Asks a running gateway.
   *
   * @param file its socket
   * @param question {@code ask} with what it needs
   * @return {@code data} of its answer: a map, list or null
   * @throws IOException in words for the operator: nobody listens, no right to ask, a refusal
   */
  public static Object ask(Path file, Map<String, Object> question) throws IOException {
    Map<String, Object> reply = exchange(file, question);
    if (reply.get("result") instanceof String result && result.equals("ok")) {
      return reply.get("data");
    }
    throw new IOException(String.valueOf(reply.get("error")));
  }

  private static Map<String, Object> exchange(Path file, Map<String, Object> question)
      throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      ByteBuffer line =
          ByteBuffer.wrap((JsonWriter.text(question) + '\n').getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        server.write(line);
      }
      ByteBuffer some = ByteBuffer.allocate(16 * 1024);
      while (server.read(some) >= 0) {
        reply.write(some.array(), 0, some.position());
        some.clear();
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot ask the gateway at " + file + " (is it running? may you?): " + e.getMessage(), e);
    }
    try {
      return JsonReader.object(reply.toString(StandardCharsets.UTF_8), RootNumber.NONE);
    } catch (JsonException e) {
      throw new IOException("the gateway at " + file + " gave no answer", e);
    }
  }
}
