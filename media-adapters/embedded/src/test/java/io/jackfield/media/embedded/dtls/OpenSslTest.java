package io.jackfield.media.embedded.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DTLS-SRTP against OpenSSL's command line, in both roles and with both profiles. */
@Timeout(30)
class OpenSslTest {

  @TempDir Path files;
  private final CompletableFuture<DtlsKeys> keys = new CompletableFuture<>();
  private final SecureRandom random = new SecureRandom();
  private DtlsPool pool;
  private DatagramSocket socket;
  private volatile InetSocketAddress peer;
  private volatile DtlsSession session;
  private Process openssl;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    pool =
        new DtlsPool(
            DtlsCertificate.create(random, Instant.now()), random, 1, Duration.ofSeconds(10));
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=peer",
        "-days",
        "2",
        "-keyout",
        file("key.pem"),
        "-out",
        file("cert.pem"));
  }

  @AfterEach
  void close() {
    if (openssl != null) {
      openssl.destroyForcibly();
    }
    socket.close();
    pool.close();
  }

  private String file(String name) {
    return files.resolve(name).toString();
  }

  private static void run(String... words) throws Exception {
    Process process = start(words);
    process.getInputStream().readAllBytes();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  private static Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Fingerprint fingerprint(String algorithm) throws Exception {
    try (var in = Files.newInputStream(files.resolve("cert.pem"))) {
      return Fingerprint.of(
          algorithm, CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded());
    }
  }

  private void begin(DtlsRole role, Fingerprint expected) {
    session =
        pool.session(
            pool.identity(),
            role,
            List.of(expected),
            new DtlsListener() {
              @Override
              public void send(byte[] datagram) {
                try {
                  socket.send(new DatagramPacket(datagram, datagram.length, peer));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }

              @Override
              public void onKeys(DtlsKeys agreed) {
                keys.complete(agreed);
              }

              @Override
              public void onFailed(String reason) {
                keys.completeExceptionally(new IOException(reason));
              }

              @Override
              public void onPeerClosed() {
                keys.completeExceptionally(new IOException("closed"));
              }
            });
    Thread reader = new Thread(this::read, "openssl-test");
    reader.setDaemon(true);
    reader.start();
    session.start();
  }

  private void read() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        peer = (InetSocketAddress) packet.getSocketAddress();
        session.receive(Arrays.copyOf(packet.getData(), packet.getLength()));
      }
    } catch (SocketException e) {
      // The test is over.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(SrtpProfile profile) {
    return profile == SrtpProfile.AEAD_AES_128_GCM
        ? "SRTP_AEAD_AES_128_GCM"
        : "SRTP_AES128_CM_SHA1_80";
  }

  /** OpenSSL prints the exported key block, so that keys are compared, not only lengths. */
  private static byte[] exported(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("Keying material: ")) {
        return java.util.HexFormat.of()
            .parseHex(
                line.substring(line.indexOf("material: ") + 10)
                    .trim()
                    .toLowerCase(java.util.Locale.ROOT));
      }
    }
    throw new IOException("openssl exported no key");
  }

  private static byte[] part(byte[] block, SrtpProfile p, boolean client) {
    byte[] both = new byte[p.keyLength() + p.saltLength()];
    int key = client ? 0 : p.keyLength();
    int salt = 2 * p.keyLength() + (client ? 0 : p.saltLength());
    System.arraycopy(block, key, both, 0, p.keyLength());
    System.arraycopy(block, salt, both, p.keyLength(), p.saltLength());
    return both;
  }

  private static String exportLength(SrtpProfile p) {
    return Integer.toString(2 * (p.keyLength() + p.saltLength()));
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"}) // what DTLS offers
  void weAreTheServer(SrtpProfile profile) throws Exception {
    begin(DtlsRole.SERVER, fingerprint("sha-512"));
    openssl =
        start(
            "s_client",
            "-dtls1_2",
            "-connect",
            "127.0.0.1:" + socket.getLocalPort(),
            "-use_srtp",
            name(profile),
            "-cert",
            file("cert.pem"),
            "-key",
            file("key.pem"),
            "-keymatexport",
            "EXTRACTOR-dtls_srtp",
            "-keymatexportlen",
            exportLength(profile));
    DtlsKeys agreed = keys.get(20, TimeUnit.SECONDS);
    byte[] block = exported(openssl);
    assertEquals(profile, agreed.local().profile());
    assertArrayEquals(part(block, profile, false), agreed.local().masterKeyAndSalt());
    assertArrayEquals(part(block, profile, true), agreed.remote().masterKeyAndSalt());
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"}) // what DTLS offers
  void weAreTheClient(SrtpProfile profile) throws Exception {
    int port;
    try (DatagramSocket free =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
      port = free.getLocalPort();
    }
    openssl =
        start(
            "s_server",
            "-dtls1_2",
            "-accept",
            "127.0.0.1:" + port,
            "-Verify",
            "1",
            "-use_srtp",
            name(profile),
            "-cert",
            file("cert.pem"),
            "-key",
            file("key.pem"),
            "-keymatexport",
            "EXTRACTOR-dtls_srtp",
            "-keymatexportlen",
            exportLength(profile));
    peer = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    begin(DtlsRole.CLIENT, fingerprint("sha-1"));
    DtlsKeys agreed = keys.get(20, TimeUnit.SECONDS);
    byte[] block = exported(openssl);
    assertEquals(profile, agreed.local().profile());
    assertArrayEquals(part(block, profile, true), agreed.local().masterKeyAndSalt());
    assertArrayEquals(part(block, profile, false), agreed.remote().masterKeyAndSalt());
  }
}
