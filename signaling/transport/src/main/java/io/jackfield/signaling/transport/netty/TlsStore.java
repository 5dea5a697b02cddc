package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.tls.KeyMaterial;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import io.jackfield.signaling.transport.tls.TlsPeer;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS contexts by identity and by peer, kept current with their files. Any thread. */
final class TlsStore {

  private static final Logger log = LoggerFactory.getLogger(TlsStore.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Engine engine;
  private final SslProvider provider;
  private final Map<TlsIdentity, ServerTls> servers = new ConcurrentHashMap<>();

  TlsStore(Engine engine) {
    this.engine = engine;
    this.provider =
        engine.config.nativeIo() && OpenSsl.isAvailable()
            ? SslProvider.OPENSSL_REFCNT
            : SslProvider.JDK;
  }

  /** For the log: which implementation makes the records. */
  String provider() {
    return provider == SslProvider.JDK ? "jdk" : OpenSsl.versionString();
  }

  /**
   * The server context of an identity; fails with an {@link UncheckedIOException} that names the
   * file at fault.
   */
  CompletionStage<ServerTls> server(TlsIdentity identity) {
    return engine.offLoop(() -> servers.computeIfAbsent(identity, this::open));
  }

  private ServerTls open(TlsIdentity identity) {
    if (identity instanceof TlsIdentity.Files) {
      TlsIdentity.Files files = (TlsIdentity.Files) identity;
      List<FileTime> times = times(files);
      ServerTls server = new ServerTls(serverContext(identity, load(files)));
      watch(files, server, times);
      return server;
    }
    TlsIdentity.SelfSigned selfSigned = (TlsIdentity.SelfSigned) identity;
    KeyMaterial material = KeyMaterial.selfSigned(selfSigned.names(), Instant.now());
    log.info(
        "made a self-signed certificate for {}, SHA-256 fingerprint {}",
        selfSigned.names(),
        material.fingerprint());
    return new ServerTls(serverContext(identity, material));
  }

  private static KeyMaterial load(TlsIdentity.Files files) {
    KeyMaterial material = KeyMaterial.load(files.certificate(), files.key());
    X509Certificate certificate = material.chain().get(0);
    if (certificate.getNotAfter().toInstant().isBefore(Instant.now())) {
      log.warn("{} expired on {}", files.certificate(), certificate.getNotAfter().toInstant());
    }
    log.info("loaded {}, SHA-256 fingerprint {}", files.certificate(), material.fingerprint());
    return material;
  }

  private SslContext serverContext(TlsIdentity identity, KeyMaterial material) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(material.key(), material.chain())
              .sslProvider(provider)
              .protocols(PROTOCOLS);
      if (identity instanceof TlsIdentity.Files) {
        Optional<Path> authorities = ((TlsIdentity.Files) identity).clientAuthorities();
        if (authorities.isPresent()) {
          builder
              .trustManager(KeyMaterial.certificates(authorities.get()))
              .clientAuth(ClientAuth.REQUIRE);
        }
      }
      return builder.build();
    } catch (SSLException e) {
      throw new UncheckedIOException("cannot use the certificate: " + e.getMessage(), e);
    }
  }

  // Reload

  private void watch(TlsIdentity.Files files, ServerTls server, List<FileTime> seen) {
    engine
        .group
        .next()
        .schedule(
            () ->
                engine
                    .offLoop(() -> reloadIfChanged(files, server, seen))
                    .whenComplete(
                        (times, failure) -> {
                          if (failure != null) {
                            log.error(
                                "watching {} failed, it is not reloaded any more",
                                files.certificate(),
                                failure);
                          } else if (!engine.group.isShuttingDown()) {
                            watch(files, server, times);
                          }
                        }),
            engine.config.certificateCheck().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private List<FileTime> reloadIfChanged(
      TlsIdentity.Files files, ServerTls server, List<FileTime> seen) {
    List<FileTime> now = seen;
    try {
      now = times(files);
      if (!now.equals(seen)) {
        server.replace(serverContext(files, load(files)));
      }
    } catch (UncheckedIOException e) {
      // Often the one file is written and the other not yet; the next change tries again.
      log.warn("keeping the old certificate: {}", e.getMessage());
    }
    return now;
  }

  private static List<FileTime> times(TlsIdentity.Files files) {
    try {
      List<FileTime> times = new ArrayList<>();
      times.add(Files.getLastModifiedTime(files.certificate()));
      times.add(Files.getLastModifiedTime(files.key()));
      if (files.clientAuthorities().isPresent()) {
        times.add(Files.getLastModifiedTime(files.clientAuthorities().get()));
      }
      return times;
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(e.getFile() + " does not exist", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + e.getMessage(), e);
    }
  }

  // Clients

  /** A context for one outgoing connection; certificates are read afresh. */
  CompletionStage<SslContext> client(TlsPeer peer) {
    return engine.offLoop(
        () -> {
          try {
            SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(provider).protocols(PROTOCOLS);
            if (!peer.verify()) {
              builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
              builder.endpointIdentificationAlgorithm(null);
            } else if (peer.authorities().isPresent()) {
              builder.trustManager(KeyMaterial.certificates(peer.authorities().get()));
            }
            if (peer.identity().isPresent()) {
              KeyMaterial own = own(peer.identity().get());
              builder.keyManager(own.key(), own.chain());
            }
            return builder.build();
          } catch (SSLException e) {
            throw new UncheckedIOException("cannot set up TLS: " + e.getMessage(), e);
          }
        });
  }

  private static KeyMaterial own(TlsIdentity identity) {
    if (identity instanceof TlsIdentity.Files) {
      return load((TlsIdentity.Files) identity);
    }
    return KeyMaterial.selfSigned(((TlsIdentity.SelfSigned) identity).names(), Instant.now());
  }
}
