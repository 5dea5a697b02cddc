package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.rtp.RtcpHandler;
import io.jackfield.media.embedded.rtp.RtcpReader;
import io.jackfield.media.embedded.rtp.RtcpWriter;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** The RTCP of one transport: read, acted on, and made anew. Belongs to the loop. */
final class Reports implements RtcpHandler {

  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final BaseTransport transport;
  private long nextAt;

  Reports(BaseTransport transport) {
    this.transport = transport;
  }

  boolean read(byte[] data, int off, int len) {
    return RtcpReader.read(data, off, len, this);
  }

  private static long ntp() {
    Instant now = Instant.now();
    return (now.getEpochSecond() + NTP_EPOCH_SECONDS) << 32
        | ((long) now.getNano() << 32) / 1_000_000_000L;
  }

  void tick(long now) {
    if (nextAt == 0) {
      // The first one early, for the peer's round trip and the clock of its lips.
      nextAt = now + INTERVAL_NANOS / 5;
    }
    if (now - nextAt < 0 || !transport.canSend()) {
      return;
    }
    // Between half and one and a half intervals, so that reports do not march in step (RFC 3550
    // 6.3.1).
    nextAt = now + INTERVAL_NANOS / 2 + ThreadLocalRandom.current().nextLong(INTERVAL_NANOS);
    RtcpWriter out = transport.context.rtcp.reset();
    for (StreamImpl stream : transport.streams) {
      report(out, stream, now);
    }
    transport.sendRtcp();
  }

  private void report(RtcpWriter out, StreamImpl stream, long now) {
    SenderState sent = stream.sent;
    if (sent.sentSinceReport()) {
      out.senderReport(
          stream.ssrc, ntp(), sent.timestampAt(stream.clockRate(), now), sent.packets, sent.bytes);
    } else {
      out.receiverReport(stream.ssrc);
    }
    if (stream.reception.begun()) {
      out.block(stream.reception, now);
    }
    out.cname(stream.ssrc, transport.cname);
    limit(out, stream);
  }

  /** Adds what the peer may send, as it understands it. */
  private static void limit(RtcpWriter out, StreamImpl stream) {
    long limit = stream.limit();
    if (limit == 0 || !stream.reception.begun()) {
      return;
    }
    if (stream.config().remb()) {
      out.remb(stream.ssrc, stream.reception.ssrc(), limit);
    } else if (stream.config().tmmbr()) {
      out.tmmbr(stream.ssrc, stream.reception.ssrc(), limit);
    }
  }

  /** Begins a compound packet with the report every one must begin with (RFC 3550 6.1). */
  private RtcpWriter begin(StreamImpl stream) {
    return transport
        .context
        .rtcp
        .reset()
        .receiverReport(stream.ssrc)
        .cname(stream.ssrc, transport.cname);
  }

  void keyFrameRequest(StreamImpl stream) {
    if (!transport.canSend()) {
      return;
    }
    RtcpWriter out = begin(stream);
    if (stream.config().pli()) {
      out.pli(stream.ssrc, stream.reception.ssrc());
    } else {
      out.fir(stream.ssrc, stream.reception.ssrc());
    }
    transport.sendRtcp();
  }

  void limit(StreamImpl stream) {
    if (transport.canSend()) {
      limit(begin(stream), stream);
      transport.sendRtcp();
    }
  }

  void nack(StreamImpl stream, int sequence, int following) {
    if (transport.canSend() && stream.reception.begun()) {
      begin(stream).nack(stream.ssrc, stream.reception.ssrc(), sequence, following);
      transport.sendRtcp();
    }
  }

  void bye() {
    if (!transport.canSend() || transport.streams.isEmpty()) {
      return;
    }
    RtcpWriter out = transport.context.rtcp.reset();
    for (StreamImpl stream : transport.streams) {
      out.receiverReport(stream.ssrc).cname(stream.ssrc, transport.cname);
    }
    for (StreamImpl stream : transport.streams) {
      out.bye(stream.ssrc);
    }
    transport.sendRtcp();
  }

  // ---- what the peer says

  private StreamImpl ours(int ssrc) {
    for (StreamImpl stream : transport.streams) {
      if (stream.ssrc == ssrc) {
        return stream;
      }
    }
    return null;
  }

  @Override
  public void onSenderReport(int ssrc, int ntpMiddle) {
    for (StreamImpl stream : transport.streams) {
      if (stream.reception.begun() && stream.reception.ssrc() == ssrc) {
        stream.reception.senderReport(ntpMiddle, transport.context.loop.now());
      }
    }
  }

  @Override
  public void onReportBlock(int source, int lost, long jitter, int lsr, int dlsr) {
    StreamImpl stream = ours(source);
    if (stream != null) {
      stream.sent.report(lost, jitter, lsr, dlsr, (int) (ntp() >>> 16));
    }
  }

  @Override
  public void onKeyFrameRequest(int media) {
    StreamImpl stream = ours(media);
    if (stream != null) {
      stream.keyFrameWanted();
    }
  }

  @Override
  public void onNack(int media, int sequence, int following) {
    StreamImpl stream = ours(media);
    if (stream != null) {
      stream.missing(sequence, following);
    }
  }

  @Override
  public void onBye(int ssrc) {
    // The end of a source says nothing about the call: signalling does.
  }
}
