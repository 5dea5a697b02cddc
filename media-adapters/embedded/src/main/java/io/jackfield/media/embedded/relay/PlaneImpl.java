package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.dtls.DtlsCertificate;
import io.jackfield.media.embedded.dtls.DtlsIdentity;
import io.jackfield.media.embedded.dtls.DtlsPool;
import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.net.MediaLoops;
import io.jackfield.media.embedded.net.Peer;
import io.jackfield.media.embedded.net.UdpPort;
import io.jackfield.media.embedded.stun.HostCandidate;
import io.jackfield.media.embedded.stun.IceCredentials;
import io.jackfield.media.embedded.stun.IceLiteResponder;
import io.jackfield.media.embedded.stun.StunMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plane: loops, shared ports, and the register of transports. Thread-safe. */
final class PlaneImpl implements MediaPlane {

  private static final Logger LOG = LoggerFactory.getLogger(PlaneImpl.class);
  private static final int BIND_TRIES = 64;

  private final MediaPlaneConfig config;
  private final MediaLoops loops;
  private final LocalAddresses addresses;
  private final SecureRandom random = new SecureRandom();
  private final List<LoopContext> contexts = new ArrayList<>();
  private final Map<String, WebRtcImpl> byFragment = new ConcurrentHashMap<>();
  private final Set<BaseTransport> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<DtlsPool> dtls;
  private final CompletableFuture<CertificateRotation> certificates;
  private final RtpPorts rtpPorts;
  private final Workers workers =
      new Workers("media-codec-", Runtime.getRuntime().availableProcessors());
  private final String cname;
  private List<HostCandidate> candidates = List.of();
  private volatile boolean closed;

  private PlaneImpl(MediaPlaneConfig config, MediaLoops loops, Clock clock) throws IOException {
    this.config = config;
    this.loops = loops;
    this.addresses = LocalAddresses.of(config);
    // A cold virtual machine takes long over the first key: it is made beside the other work of the
    // start, and waited for by the first who needs it.
    this.dtls = CompletableFuture.supplyAsync(() -> createDtls(clock), PlaneImpl::aside);
    this.certificates =
        dtls.thenApply(pool -> new CertificateRotation(pool, random, clock, PlaneImpl::aside));
    this.rtpPorts =
        new RtpPorts(
            config.rtpPortFirst(),
            config.rtpPortLast(),
            config.portDrain().toNanos(),
            System::nanoTime,
            random);
    // One endpoint, one name for all its sources, and no user or host in it (RFC 7022 4.2).
    this.cname = IceCredentials.create(random).password().replace('/', '-').replace('+', '_');
  }

  private static void aside(Runnable work) {
    Thread thread = new Thread(work, "media-certificate");
    thread.setDaemon(true);
    thread.start();
  }

  private DtlsPool createDtls(Clock clock) {
    return new DtlsPool(
        DtlsCertificate.create(random, clock.instant()),
        random,
        config.handshakeThreads(),
        config.handshakeTimeout());
  }

  static MediaPlane open(MediaPlaneConfig config, MediaLoops loops, Clock clock)
      throws IOException {
    PlaneImpl plane = new PlaneImpl(config, loops, clock);
    try {
      plane.bind();
    } catch (IOException e) {
      plane.close();
      throw e;
    }
    return plane;
  }

  private void bind() throws IOException {
    HandOver.Pool parcels = new HandOver.Pool();
    List<InetAddress> bound = addresses.bound();
    int[] ports = new int[bound.size()];
    for (int i = 0; i < config.loops(); i++) {
      MediaLoop loop = loops.create("media-" + i);
      LoopContext context = new LoopContext(loop, parcels, workers);
      contexts.add(context);
      loop.start();
      for (int a = 0; a < bound.size(); a++) {
        // With port 0 the first bind chooses, for the other addresses and loops too.
        int wanted = a == 0 && i == 0 ? config.webRtcPort() : ports[i == 0 ? 0 : a];
        UdpPort port =
            loop.open(
                new InetSocketAddress(bound.get(a), wanted),
                config.loops() > 1,
                (p, data, off, len, from) -> stranger(context, p, data, off, len, from));
        ports[a] = port.local().getPort();
        context.webRtcPorts.add(port);
      }
    }
    candidates = addresses.candidates(ports);
  }

  // ---- packets of nobody yet

  /** A packet from an address no transport owns: only a STUN check can make it owned. */
  private void stranger(
      LoopContext context, UdpPort port, byte[] data, int off, int len, Peer from) {
    int first = len == 0 ? 255 : data[off] & 255;
    if (first <= 3) {
      Optional<StunMessage> message = StunMessage.parse(data, off, len);
      if (message.isEmpty() || !check(context, portIndex(port), from, message.get())) {
        context.badStun++;
      }
    } else if (first >= 20 && first <= 63) {
      context.strayDtls++;
    } else if (first >= 128 && first <= 191) {
      context.strayMedia++;
    } else {
      context.unknown++;
    }
  }

  /** Brings a check to the transport it names; false when there is none. */
  boolean check(LoopContext context, int port, Peer from, StunMessage message) {
    Optional<WebRtcImpl> named = IceLiteResponder.localFragment(message).map(byFragment::get);
    named.ifPresent(
        transport -> {
          if (transport.context == context) {
            transport.onStun(port, from, message);
          } else {
            transport.context.loop.post(
                () ->
                    transport.onStun(
                        port,
                        transport.context.webRtcPorts.get(port).peer(from.address()),
                        message));
          }
        });
    return named.isPresent();
  }

  int portIndex(UdpPort port) {
    for (LoopContext context : contexts) {
      if (context.loop == port.loop()) {
        return context.webRtcPorts.indexOf(port);
      }
    }
    throw new IllegalStateException("a port of no loop");
  }

  void onOtherLoops(LoopContext own, Consumer<LoopContext> action) {
    for (LoopContext context : contexts) {
      if (context != own) {
        context.loop.post(() -> action.accept(context));
      }
    }
  }

  // ---- transports

  private LoopContext contextFor(String affinity) {
    return contexts.get(Math.floorMod(affinity.hashCode(), contexts.size()));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the media plane is closed");
    }
  }

  @Override
  public WebRtcTransport webRtc(String affinity, TransportListener listener) {
    checkOpen();
    // Here rather than on the loop: a wait for the first key must not hold up packets.
    DtlsIdentity identity = certificates.join().identity();
    IceCredentials credentials = IceCredentials.create(random);
    WebRtcImpl transport =
        new WebRtcImpl(this, contextFor(affinity), cname, listener, credentials, identity);
    open.add(transport);
    byFragment.put(credentials.ufrag(), transport);
    transport.context.loop.execute(() -> transport.context.house(transport));
    return transport;
  }

  @Override
  public RtpTransport rtp(String affinity, TransportListener listener) throws IOException {
    checkOpen();
    IOException last = null;
    for (int i = 0; i < BIND_TRIES; i++) {
      OptionalInt port = rtpPorts.take();
      if (port.isEmpty()) {
        break;
      }
      try {
        return bindPair(contextFor(affinity), listener, port.getAsInt());
      } catch (IOException e) {
        rtpPorts.refuse(port.getAsInt());
        last = new IOException("no RTP port pair could be bound in " + range(), e);
      }
    }
    throw last == null ? new IOException("no RTP port is free in " + range()) : last;
  }

  private String range() {
    return config.rtpPortFirst() + "-" + config.rtpPortLast();
  }

  private RtpImpl bindPair(LoopContext context, TransportListener listener, int number)
      throws IOException {
    InetAddress bind = addresses.bound().get(0);
    RtpImpl transport =
        new RtpImpl(this, context, cname, listener, addresses.advertised().get(0), number);
    UdpPort rtp =
        context.loop.open(new InetSocketAddress(bind, number), false, transport::onRtpPort);
    UdpPort rtcp;
    try {
      rtcp =
          context.loop.open(new InetSocketAddress(bind, number + 1), false, transport::onRtcpPort);
    } catch (IOException e) {
      rtp.close();
      throw e;
    }
    open.add(transport);
    context.loop.execute(() -> transport.bound(rtp, rtcp));
    return transport;
  }

  @Override
  public Owner owner(String affinity) {
    return contextFor(affinity).owner;
  }

  @Override
  public MadeSource made(
      String affinity, MediaKind kind, List<PayloadFormat> formats, Runnable keyFrameWanted) {
    checkOpen();
    return new MadeSource(contextFor(affinity), kind, formats, keyFrameWanted);
  }

  @Override
  public Workers workers() {
    return workers;
  }

  IceCredentials newCredentials(WebRtcImpl transport) {
    IceCredentials credentials = IceCredentials.create(random);
    byFragment.put(credentials.ufrag(), transport);
    return credentials;
  }

  void forget(String fragment, WebRtcImpl transport) {
    byFragment.remove(fragment, transport);
  }

  void webRtcClosed(WebRtcImpl transport) {
    open.remove(transport);
  }

  void rtpClosed(RtpImpl transport) {
    open.remove(transport);
    rtpPorts.release(transport.portNumber());
  }

  // ---- what transports ask for

  MediaPlaneConfig config() {
    return config;
  }

  DtlsPool dtls() {
    return dtls.join();
  }

  List<HostCandidate> candidates() {
    return candidates;
  }

  @Override
  public CompletionStage<Void> warmUp() {
    return dtls.thenCompose(WarmUp::run);
  }

  @Override
  public CompletionStage<PlaneCounters> counters() {
    CompletableFuture<PlaneCounters> sum =
        CompletableFuture.completedFuture(new PlaneCounters(0, 0, 0, 0, 0, 0, 0, 0, 0));
    for (LoopContext context : contexts) {
      CompletableFuture<PlaneCounters> part = new CompletableFuture<>();
      context.loop.execute(
          () ->
              part.complete(
                  new PlaneCounters(
                      0,
                      0,
                      0,
                      0,
                      context.relayed,
                      context.badStun,
                      context.strayDtls,
                      context.strayMedia,
                      context.unknown)));
      sum = sum.thenCombine(part, PlaneCounters::plus);
    }
    // Counted last, when the loops have done what they were asked before.
    return sum.thenApply(parts -> parts.plus(openNow()));
  }

  private PlaneCounters openNow() {
    int webRtc = (int) open.stream().filter(t -> t instanceof WebRtcImpl).count();
    return new PlaneCounters(
        webRtc,
        open.size() - webRtc,
        (dtls.isDone() ? dtls().active() : 0),
        rtpPorts.available(),
        0,
        0,
        0,
        0,
        0);
  }

  @Override
  public void close() {
    closed = true;
    List<BaseTransport> all = List.copyOf(open);
    all.forEach(BaseTransport::close);
    CompletableFuture<?>[] done =
        contexts.stream()
            .map(
                context -> {
                  CompletableFuture<Void> drained = new CompletableFuture<>();
                  context.loop.post(() -> drained.complete(null));
                  return drained;
                })
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(done).get(2, TimeUnit.SECONDS);
      // The pool has the close_notify of every DTLS session to write.
      dtls().finish(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("The media plane closes with work undone", e);
    }
    dtls().close();
    workers.close();
    contexts.forEach(context -> context.loop.close());
  }
}
