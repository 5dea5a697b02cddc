package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.SrtpContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both kinds of transport share: protection, finding a packet's stream, reports, the watch
 * over silence. Fields belong to the loop unless final.
 */
abstract class BaseTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(BaseTransport.class);

  final LoopContext context;
  final String cname;
  final List<StreamImpl> streams = new ArrayList<>(2);
  int slice;
  long malformed;
  long strangers;
  boolean closed;
  private final TransportListener listener;
  private final long mediaTimeout;
  private final SourceTable sources = new SourceTable();
  private final Reports reports;
  private SrtpContext inbound;
  private SrtpContext outbound;
  private long authenticationFailures;
  private long replays;
  private boolean expecting;

  BaseTransport(LoopContext context, String cname, TransportListener listener, long mediaTimeout) {
    this.context = context;
    this.cname = cname;
    this.listener = listener;
    this.mediaTimeout = mediaTimeout;
    this.reports = new Reports(this);
  }

  // ---- what the kinds do differently

  /** Whether there is an address and, where needed, a key to send with. */
  abstract boolean canSend();

  /** Sends a finished RTP datagram. */
  abstract void transmitRtp(byte[] data, int off, int len);

  /** Sends a finished RTCP datagram. */
  abstract void transmitRtcp(byte[] data, int off, int len);

  abstract Optional<InetSocketAddress> remoteAddress();

  /** Looks after what belongs to the kind, once a second. */
  abstract void tickKind(long now);

  /** Frees what belongs to the kind. */
  abstract void closeKind();

  /** Whether packets may be protected or must be. */
  abstract boolean mustProtect();

  // ---- sending

  final void protect(SrtpContext out, SrtpContext in) {
    outbound = out;
    inbound = in;
  }

  final boolean keyed() {
    return outbound != null;
  }

  final void sendRtp(byte[] data, int off, int len) {
    int size = len;
    if (outbound != null) {
      size = outbound.protectRtp(data, off, len);
      if (size < 0) {
        return;
      }
    } else if (mustProtect()) {
      return;
    }
    transmitRtp(data, off, size);
  }

  /** Sends a datagram that was sent before, equal in every byte. */
  final void sendRtpAgain(byte[] data, int off, int len) {
    int size = outbound == null ? len : outbound.protectRtpAgain(data, off, len);
    if (size >= 0 && (outbound != null || !mustProtect())) {
      transmitRtp(data, off, size);
    }
  }

  /** Sends what the loop's RTCP writer holds. */
  final void sendRtcp() {
    byte[] data = context.rtcpBuffer;
    int size = context.rtcp.length();
    if (!canSend() || size == 0) {
      return;
    }
    if (outbound != null) {
      size = outbound.protectRtcp(data, MediaLoop.HEADROOM, size);
      if (size < 0) {
        return;
      }
    }
    transmitRtcp(data, MediaLoop.HEADROOM, size);
  }

  final void sendKeyFrameRequest(StreamImpl stream) {
    reports.keyFrameRequest(stream);
  }

  final void sendLimit(StreamImpl stream) {
    reports.limit(stream);
  }

  final void sendNack(StreamImpl stream, int sequence, int following) {
    reports.nack(stream, sequence, following);
  }

  // ---- receiving

  /**
   * Takes an RTP or RTCP datagram from the peer.
   *
   * @return false when it is not authentic or not plausible; then it is counted and gone
   */
  final boolean media(byte[] data, int off, int len) {
    return Rtp.isRtcp(data, off, len) ? rtcp(data, off, len) : rtp(data, off, len);
  }

  final boolean rtp(byte[] data, int off, int len) {
    int size = len;
    if (inbound != null) {
      size = inbound.unprotectRtp(data, off, len);
      if (size < 0) {
        refused(size);
        return false;
      }
    } else if (mustProtect()) {
      authenticationFailures++;
      return false;
    }
    if (!Rtp.plausible(data, off, size)) {
      malformed++;
      return false;
    }
    StreamImpl stream = sources.find(streams, data, off, size);
    if (stream == null) {
      malformed++;
      return false;
    }
    stream.arrived(context.loop.now());
    stream.receive(data, off, size, Rtp.headerLength(data, off, size));
    return true;
  }

  final boolean rtcp(byte[] data, int off, int len) {
    int size = len;
    if (inbound != null) {
      size = inbound.unprotectRtcp(data, off, len);
      if (size < 0) {
        refused(size);
        return false;
      }
    } else if (mustProtect()) {
      authenticationFailures++;
      return false;
    }
    if (!reports.read(data, off, size)) {
      malformed++;
      return false;
    }
    return true;
  }

  private void refused(int reason) {
    switch (reason) {
      case SrtpContext.NOT_AUTHENTIC -> authenticationFailures++;
      case SrtpContext.REPLAYED -> replays++;
      default -> malformed++;
    }
  }

  /** Whether a decrypted or plain packet has a payload type that was negotiated. */
  final boolean expected(byte[] data, int off) {
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).receiveFormats().kind(Rtp.payloadType(data, off)) != FormatTable.NONE) {
        return true;
      }
    }
    return false;
  }

  // ---- time

  final void tick() {
    long now = context.loop.now();
    tickKind(now);
    if (closed) {
      return;
    }
    reports.tick(now);
    if (mediaTimeout > 0) {
      // What is told may end the transport, and with it the list.
      for (int i = streams.size() - 1; i >= 0 && !closed; i--) {
        streams.get(i).watchSilence(now, mediaTimeout);
      }
    }
  }

  /** What is sent reaches the peer from now on. */
  final void reachable() {
    for (StreamImpl stream : streams) {
      stream.reachable();
    }
  }

  /** Media is expected from now on: the silence that {@code mediaTimeout} measures begins. */
  final void expectMedia() {
    expecting = true;
    for (StreamImpl stream : streams) {
      stream.expect(context.loop.now());
    }
  }

  // ---- streams

  @Override
  public final MediaStream addStream(StreamConfig config, StreamListener streamListener) {
    StreamImpl stream = new StreamImpl(this, config, streamListener);
    context.loop.execute(
        () -> {
          if (closed) {
            stream.drop();
          } else {
            streams.add(stream);
            sources.clear();
            if (expecting) {
              stream.expect(context.loop.now());
            }
          }
        });
    return stream;
  }

  final void removeStream(StreamImpl stream) {
    streams.remove(stream);
    sources.clear();
  }

  final void forgetSources(StreamImpl stream) {
    sources.clear();
  }

  // ---- the rest

  final TransportListener listener() {
    return listener;
  }

  /** Tells a listener; its exceptions must not break what the loop is doing. */
  final void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOG.error("A media listener failed", e);
    }
  }

  final String protection() {
    if (outbound != null) {
      return outbound.profile().sdesName();
    }
    return mustProtect() ? "none" : "RTP";
  }

  @Override
  public final CompletionStage<TransportStats> stats() {
    CompletableFuture<TransportStats> result = new CompletableFuture<>();
    context.loop.execute(
        () -> {
          if (closed) {
            result.completeExceptionally(new IllegalStateException("the transport is closed"));
            return;
          }
          result.complete(
              new TransportStats(
                  remoteAddress(),
                  protection(),
                  authenticationFailures,
                  replays,
                  malformed,
                  strangers,
                  streams.stream().map(StreamImpl::stats).toList()));
        });
    return result;
  }

  @Override
  public final void close() {
    context.loop.execute(
        () -> {
          if (closed) {
            return;
          }
          reports.bye();
          closed = true;
          context.leave(this);
          for (StreamImpl stream : streams) {
            stream.drop();
          }
          streams.clear();
          closeKind();
        });
  }
}
