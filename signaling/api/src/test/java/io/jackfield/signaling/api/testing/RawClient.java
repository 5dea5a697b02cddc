package io.jackfield.signaling.api.testing;

import io.jackfield.signaling.api.envelope.TestJson;
import io.jackfield.signaling.api.frame.FrameMode;
import io.jackfield.signaling.api.frame.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client on a JDK socket, plain or TLS, that says what a test tells it to. */
public final class RawClient implements AutoCloseable {

  private static final int PATIENCE = (int) Duration.ofSeconds(15).toMillis();

  private final Socket socket;
  private final FrameMode mode;
  private final FrameReader reader = new FrameReader(16 << 20);
  private final Deque<String> heard = new ArrayDeque<>();

  private RawClient(Socket socket, FrameMode mode) {
    this.socket = socket;
    this.mode = mode;
  }

  /** Plain TCP. */
  public static RawClient tcp(InetSocketAddress to, FrameMode mode) throws IOException {
    return new RawClient(connected(to), mode);
  }

  /** TLS; any certificate will do. */
  public static RawClient tls(InetSocketAddress to, FrameMode mode)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(connected(to), to.getHostString(), to.getPort(), true);
    socket.startHandshake();
    return new RawClient(socket, mode);
  }

  private static Socket connected(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE);
    socket.connect(to, PATIENCE);
    return socket;
  }

  /** Sends a text in the client's framing. */
  public RawClient say(String text) throws IOException {
    return bytes(mode.encode(text));
  }

  /** Sends bytes. */
  public RawClient bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The next message. */
  public Map<String, Object> hear() throws Exception {
    byte[] chunk = new byte[8192];
    while (heard.isEmpty()) {
      int count = socket.getInputStream().read(chunk);
      if (count < 0) {
        throw new AssertionError("the server closed");
      }
      reader.read(ByteBuffer.wrap(chunk, 0, count), heard::add);
    }
    return TestJson.object(heard.remove());
  }

  /** The next response. */
  public Map<String, Object> reply() throws Exception {
    Map<String, Object> message = hear();
    while (!message.containsKey("result")) {
      message = hear();
    }
    return message;
  }

  /** Logs in. */
  public RawClient login(String user) throws Exception {
    say(
        "{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"tid\":0,\"data\":{\"user\":\""
            + user
            + "\",\"password\":\"secret\"}}");
    if (!"ok".equals(reply().get("result"))) {
      throw new AssertionError("the login was refused");
    }
    return this;
  }

  /** One line of another protocol. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** Everything until the server closes. */
  public byte[] rest() throws IOException {
    InputStream in = socket.getInputStream();
    return in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
