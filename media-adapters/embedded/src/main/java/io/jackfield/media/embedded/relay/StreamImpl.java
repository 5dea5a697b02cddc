package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.ReceptionState;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A stream: its receiving half feeds the sending halves of its sinks. Fields belong to the loop
 * unless volatile or final.
 */
final class StreamImpl implements MediaStream {

  private static final long KEY_FRAME_INTERVAL = 200_000_000L;
  private static final StreamImpl[] NO_SINKS = {};

  final BaseTransport transport;
  final int ssrc = ThreadLocalRandom.current().nextInt();
  final StreamListener listener;
  final ReceptionState reception = new ReceptionState();
  final SenderState sent = new SenderState();
  private final MediaLoop loop;
  private final Rewriter rewriter =
      new Rewriter(
          ThreadLocalRandom.current().nextInt(0x7fff), ThreadLocalRandom.current().nextInt());
  private final TelephoneEvents events = new TelephoneEvents();
  private final DigitSender digits;
  private volatile StreamConfig config;
  private volatile FormatTable receive;
  private FormatTable send;
  private StreamImpl[] sinks = NO_SINKS;
  private StreamImpl source;
  private byte[] typeMap = new byte[0];
  private boolean muted;
  private boolean removed;
  private int clockRate;
  private long lastKeyFrameRequest;
  private boolean keyFrameAsked;
  private long packetsReceived;
  private long bytesReceived;
  private long unmatched;
  private long mutedPackets;
  private long keyFrameRequests;

  StreamImpl(BaseTransport transport, StreamConfig config, StreamListener listener) {
    this.transport = transport;
    this.loop = transport.context.loop;
    this.listener = listener;
    this.digits = new DigitSender(this, loop);
    apply(config);
  }

  private void apply(StreamConfig next) {
    config = next;
    receive = new FormatTable(next.receive());
    send = new FormatTable(next.send());
    clockRate = send.firstClockRate();
  }

  StreamConfig config() {
    return config;
  }

  FormatTable receiveFormats() {
    return receive;
  }

  FormatTable sendFormats() {
    return send;
  }

  Rewriter rewriter() {
    return rewriter;
  }

  /** Clock of what was sent last. */
  int clockRate() {
    return clockRate;
  }

  // ---- receiving half

  /** Takes a decrypted, plausible packet of this stream. */
  void receive(byte[] data, int off, int len, int header) {
    int type = Rtp.payloadType(data, off);
    byte kind = receive.kind(type);
    if (kind == FormatTable.NONE || !config.receiving()) {
      unmatched++;
      return;
    }
    packetsReceived++;
    bytesReceived += len - header;
    int sequence = Rtp.sequence(data, off);
    int timestamp = Rtp.timestamp(data, off);
    int rate = receive.clockRate(type);
    reception.count(Rtp.ssrc(data, off), sequence, timestamp, rate, loop.now());
    if (kind == FormatTable.EVENT) {
      char digit = events.digit(data, off + header, len - header, timestamp);
      if (digit != 0) {
        transport.tell(() -> listener.onDigit(digit));
      }
    } else if (muted) {
      mutedPackets++;
      if (!silence(kind, data, off + header, off + len)) {
        for (StreamImpl sink : sinks) {
          sink.skip(this, Rtp.ssrc(data, off), sequence);
        }
        return;
      }
    }
    int cut = Rtp.stripHeader(data, off, header);
    distribute(data, off + cut, len - cut, rate);
  }

  private static boolean silence(byte kind, byte[] data, int from, int to) {
    if (kind != FormatTable.PCMU && kind != FormatTable.PCMA) {
      return false;
    }
    // The code of the smallest amplitude (G.711 tables 1a, 2a).
    Arrays.fill(data, from, to, (byte) (kind == FormatTable.PCMU ? 0xff : 0xd5));
    return true;
  }

  private void distribute(byte[] data, int off, int len, int rate) {
    StreamImpl[] all = sinks;
    int last = all.length - 1;
    for (int i = 0; i <= last; i++) {
      StreamImpl sink = all[i];
      if (sink.loop != loop) {
        HandOver.packet(sink, this, data, off, len, rate);
      } else if (i == last) {
        sink.forward(this, data, off, len, rate);
      } else {
        // Sending changes the packet, so all but the last sink get a copy.
        byte[] copy = transport.context.scratch;
        System.arraycopy(data, off, copy, MediaLoop.HEADROOM, len);
        sink.forward(this, copy, MediaLoop.HEADROOM, len, rate);
      }
    }
  }

  private void addSink(StreamImpl sink) {
    if (!removed && Arrays.stream(sinks).noneMatch(s -> s == sink)) {
      sinks = Arrays.copyOf(sinks, sinks.length + 1);
      sinks[sinks.length - 1] = sink;
    }
    if (config.kind() == MediaKind.VIDEO) {
      askKeyFrame();
    }
  }

  private void removeSink(StreamImpl sink) {
    sinks = Arrays.stream(sinks).filter(s -> s != sink).toArray(StreamImpl[]::new);
  }

  // ---- sending half

  /** Sends a packet of the source to the peer, rewriting it in place. */
  void forward(StreamImpl from, byte[] data, int off, int len, int rate) {
    if (from != source) {
      return;
    }
    int type = typeMap[Rtp.payloadType(data, off)];
    int inSsrc = Rtp.ssrc(data, off);
    int in = Rtp.sequence(data, off);
    if (type < 0 || digits.active() || !config.sending() || !transport.canSend()) {
      if (type < 0) {
        unmatched++;
      }
      rewriter.skip(inSsrc, in);
      return;
    }
    if (!rewriter.map(inSsrc, in, Rtp.timestamp(data, off), rate, loop.now())) {
      return;
    }
    clockRate = rate;
    // A talk spurt begins where the source changes (RFC 3551 4.1); a video frame does not.
    boolean marker =
        Rtp.marker(data, off) || (rewriter.fresh() && config.kind() == MediaKind.AUDIO);
    Rtp.setPayloadType(data, off, type, marker);
    Rtp.setSequence(data, off, rewriter.sequence());
    Rtp.setTimestamp(data, off, rewriter.timestamp());
    Rtp.setSsrc(data, off, ssrc);
    sent.count(len - Rtp.HEADER, rewriter.timestamp(), loop.now());
    transport.context.relayed++;
    transport.sendRtp(data, off, len);
  }

  private void skip(StreamImpl from, int inSsrc, int in) {
    if (loop != from.loop) {
      loop.post(() -> skipHere(from, inSsrc, in));
    } else {
      skipHere(from, inSsrc, in);
    }
  }

  private void skipHere(StreamImpl from, int inSsrc, int in) {
    if (from == source) {
      rewriter.skip(inSsrc, in);
    }
  }

  /** Sends a packet of our own making, already complete, with room for the tag behind it. */
  void sendOwn(byte[] data, int off, int len, int timestamp) {
    sent.count(len - Rtp.HEADER, timestamp, loop.now());
    transport.sendRtp(data, off, len);
  }

  private void remap() {
    typeMap = source == null ? new byte[0] : source.receive.mapTo(send);
  }

  // ---- feedback

  /** The peer of this stream asks for a key frame of what it hears. */
  void keyFrameWanted() {
    StreamImpl from = source;
    if (from == null || from == this && !canAskKeyFrame()) {
      transport.tell(listener::onKeyFrameWanted);
    } else {
      from.requestKeyFrame();
    }
  }

  private boolean canAskKeyFrame() {
    return config.pli() || config.fir();
  }

  private void askKeyFrame() {
    long now = loop.now();
    if (!canAskKeyFrame()
        || !reception.begun()
        || keyFrameAsked && now - lastKeyFrameRequest < KEY_FRAME_INTERVAL) {
      return;
    }
    keyFrameAsked = true;
    lastKeyFrameRequest = now;
    keyFrameRequests++;
    transport.sendKeyFrameRequest(this);
  }

  /** The peer of this stream misses packets we sent. */
  void missing(int sequence, int following) {
    StreamImpl from = source;
    if (from != null && from.config.nack()) {
      int wanted = rewriter.sourceSequence(sequence);
      from.loop.execute(() -> from.transport.sendNack(from, wanted, following));
    }
  }

  // ---- the interface

  @Override
  public long localSsrc() {
    return ssrc & 0xffffffffL;
  }

  @Override
  public String cname() {
    return transport.cname;
  }

  @Override
  public void update(StreamConfig next) {
    loop.execute(
        () -> {
          apply(next);
          remap();
          transport.forgetSources(this);
          for (StreamImpl sink : sinks) {
            sink.loop.execute(sink::remap);
          }
        });
  }

  @Override
  public void feedFrom(MediaStream next) {
    StreamImpl from = (StreamImpl) next;
    loop.execute(
        () -> {
          if (removed || source == from) {
            return;
          }
          leaveSource();
          source = from;
          remap();
          from.loop.execute(() -> from.addSink(this));
        });
  }

  @Override
  public void feedNothing() {
    loop.execute(this::leaveSource);
  }

  private void leaveSource() {
    StreamImpl old = source;
    if (old != null) {
      source = null;
      rewriter.unsync();
      old.loop.execute(() -> old.removeSink(this));
    }
  }

  @Override
  public void mute(boolean silent) {
    loop.execute(() -> muted = silent);
  }

  @Override
  public void requestKeyFrame() {
    loop.execute(this::askKeyFrame);
  }

  @Override
  public void sendDigit(char digit, Duration duration) {
    int event = TelephoneEvents.event(digit);
    if (event < 0) {
      throw new IllegalArgumentException("'" + digit + "' is no DTMF digit");
    }
    loop.execute(() -> digits.add(event, duration));
  }

  @Override
  public void remove() {
    loop.execute(
        () -> {
          if (!removed) {
            drop();
            transport.removeStream(this);
          }
        });
  }

  /** Cuts all connections; the transport forgets the stream itself. */
  void drop() {
    removed = true;
    leaveSource();
    digits.stop();
    for (StreamImpl sink : sinks) {
      sink.loop.execute(
          () -> {
            if (sink.source == this) {
              sink.source = null;
              sink.rewriter.unsync();
            }
          });
    }
    sinks = NO_SINKS;
  }

  StreamStats stats() {
    double received = reception.jitter() * 1000.0 / Math.max(1, receive.firstClockRate());
    double theirs = sent.jitterByPeer * 1000.0 / Math.max(1, clockRate);
    return new StreamStats(
        config.kind(),
        packetsReceived,
        bytesReceived,
        reception.lost(),
        received,
        sent.packets,
        sent.bytes,
        sent.lostByPeer,
        theirs,
        sent.roundTripMillis,
        unmatched,
        mutedPackets,
        keyFrameRequests);
  }
}
