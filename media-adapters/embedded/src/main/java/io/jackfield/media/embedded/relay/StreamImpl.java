package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.codec.Silence;
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
final class StreamImpl extends PacketSource implements MediaStream {

  /** A receiver that misses a frame asks again and again; this many are passed on. */
  private static final long KEY_FRAME_INTERVAL = 300_000_000L;

  private static final PacketInbox[] NO_TAPS = {};

  /** What is told a peer whose limit is lifted: more than any sends. */
  private static final long UNLIMITED = 1_000_000_000L;

  final BaseTransport transport;
  final int ssrc = ThreadLocalRandom.current().nextInt();
  final StreamListener listener;
  final ReceptionState reception = new ReceptionState();
  final SenderState sent = new SenderState();
  private final Rewriter rewriter =
      new Rewriter(
          ThreadLocalRandom.current().nextInt(0x7fff), ThreadLocalRandom.current().nextInt());
  private final TelephoneEvents events = new TelephoneEvents();
  private final DigitSender digits;
  private volatile StreamConfig config;
  private volatile FormatTable receive;
  private FormatTable send;
  private PacketSource source;
  private boolean repeating;
  private SentLog log;
  private byte[] typeMap = new byte[0];
  private Converter converter;
  private PacketInbox[] taps = NO_TAPS;
  private boolean muted;
  private long limit;
  private boolean removed;
  private long lastArrival;
  private boolean flowing;
  private boolean silent;
  private int clockRate;
  private long lastKeyFrameRequest;
  private boolean keyFrameAsked;
  private boolean keyFrameDue;
  private long packetsReceived;
  private long bytesReceived;
  private long unmatched;
  private long mutedPackets;
  private long keyFrameRequests;
  private long repeated;

  StreamImpl(BaseTransport transport, StreamConfig config, StreamListener listener) {
    super(transport.context);
    this.transport = transport;
    this.listener = listener;
    this.digits = new DigitSender(this, loop);
    apply(config);
  }

  private void apply(StreamConfig next) {
    config = next;
    receive = new FormatTable(next.receive());
    send = new FormatTable(next.send());
    clockRate = send.firstClockRate();
    repeating = next.kind() == MediaKind.VIDEO && next.nack();
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

  /** Packets are expected from now on: the silence that is watched begins. */
  void expect(long now) {
    if (lastArrival == 0) {
      lastArrival = now;
    }
  }

  /** A packet has come, whether or not it is wanted now. */
  void arrived(long now) {
    lastArrival = now;
    if (!flowing) {
      flowing = true;
      silent = false;
      transport.tell(listener::onMediaStarted);
    }
  }

  /** Tells when the peer has been silent for so long. */
  void watchSilence(long now, long timeout) {
    if (silent || lastArrival == 0 || now - lastArrival <= timeout) {
      return;
    }
    if (config.receiving()) {
      silent = true;
      flowing = false;
      transport.tell(listener::onMediaStopped);
    } else {
      lastArrival = now;
    }
  }

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
    int size = len;
    int sequence = Rtp.sequence(data, off);
    int timestamp = Rtp.timestamp(data, off);
    int rate = receive.clockRate(type);
    boolean first = !reception.begun();
    reception.count(Rtp.ssrc(data, off), sequence, timestamp, rate, loop.now());
    if (first && limit > 0) {
      transport.sendLimit(this);
    }
    if (kind == FormatTable.EVENT) {
      char digit = events.digit(data, off + header, len - header, timestamp);
      if (digit != 0) {
        transport.tell(() -> listener.onDigit(digit));
      }
    } else if (muted) {
      mutedPackets++;
      int payload = off + header;
      size =
          silence(kind, data, payload, payload + Rtp.payloadLength(data, off, len, header)) - off;
      if (size < header) {
        skip(Rtp.ssrc(data, off), sequence);
        return;
      }
      Rtp.clearPadding(data, off);
    }
    int cut = Rtp.stripHeader(data, off, header);
    for (PacketInbox tap : taps) {
      tap.put(data, off + cut, size - cut);
    }
    distribute(data, off + cut, size - cut, rate);
  }

  /** Silences a payload; its new end, -1 when that cannot be done. */
  private static int silence(byte kind, byte[] data, int from, int to) {
    switch (kind) {
      case FormatTable.PCMU -> Silence.pcmu(data, from, to);
      case FormatTable.PCMA -> Silence.pcma(data, from, to);
      case FormatTable.G722 -> Silence.g722(data, from, to);
      case FormatTable.OPUS -> {
        return Silence.opus(data, from, to);
      }
      default -> {
        return -1;
      }
    }
    return to;
  }

  @Override
  FormatTable sourceFormats() {
    return receive;
  }

  @Override
  MediaKind kind() {
    return config.kind();
  }

  @Override
  boolean over() {
    return removed;
  }

  // ---- sending half

  /** Sends a packet of the source to the peer, rewriting it in place. */
  void forward(PacketSource from, byte[] data, int off, int len, int rate) {
    if (from != source) {
      return;
    }
    int inType = Rtp.payloadType(data, off);
    if (converter != null && converter.takes(inType)) {
      converter.take(data, off, len);
    } else {
      send(typeMap[inType], data, off, len, rate);
    }
  }

  /** Sends what the converter has made of packets of the source. */
  void converted(Converter by, byte[] data, int off, int len, int rate) {
    if (by == converter) {
      send(Rtp.payloadType(data, off), data, off, len, rate);
    }
  }

  private void send(int type, byte[] data, int off, int len, int rate) {
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
    if (repeating) {
      if (log == null) {
        log = new SentLog();
      }
      log.note(rewriter.sequence(), rewriter.timestamp(), inSsrc, in);
    }
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

  /** A packet of the source has been left out. */
  void skip(PacketSource from, int inSsrc, int in) {
    if (from == source) {
      rewriter.skip(inSsrc, in);
    }
  }

  /**
   * Sends a packet of the source once more, under the number and time it was sent with; nothing
   * else of it may differ from then.
   */
  void repeat(byte[] data, int off, int len) {
    int inType = Rtp.payloadType(data, off);
    int type = inType < typeMap.length ? typeMap[inType] : -1;
    if (type < 0 || log == null || !log.has(Rtp.sequence(data, off)) || !transport.canSend()) {
      return;
    }
    Rtp.setPayloadType(data, off, type, Rtp.marker(data, off));
    Rtp.setSsrc(data, off, ssrc);
    repeated++;
    transport.sendRtpAgain(data, off, len);
  }

  /** Sends a packet of our own making, already complete, with room for the tag behind it. */
  void sendOwn(byte[] data, int off, int len, int timestamp) {
    sent.count(len - Rtp.HEADER, timestamp, loop.now());
    transport.sendRtp(data, off, len);
  }

  private void remap() {
    converter = null;
    if (source == null) {
      typeMap = new byte[0];
    } else {
      FormatTable from = source.sourceFormats();
      typeMap = from.mapTo(send);
      if (config.kind() == MediaKind.AUDIO) {
        converter = Converter.between(this, from, typeMap, context.workers).orElse(null);
      }
    }
    if (log != null) {
      log.clear();
    }
  }

  void remapFrom(PacketSource changed) {
    if (source == changed) {
      remap();
    }
  }

  /** The source is no more. */
  void lost(PacketSource gone) {
    if (source == gone) {
      source = null;
      converter = null;
      rewriter.unsync();
    }
  }

  /** Packets can reach the peer from now on: those before, a key frame perhaps, did not. */
  void reachable() {
    PacketSource from = source;
    if (from != null && config.kind() == MediaKind.VIDEO) {
      from.loop.execute(() -> from.wantKeyFrame(true));
    }
  }

  // ---- feedback

  /** The peer of this stream asks for a key frame of what it hears. */
  void keyFrameWanted() {
    PacketSource from = source;
    if (from == null || from == this && !canAskKeyFrame()) {
      transport.tell(listener::onKeyFrameWanted);
    } else {
      from.loop.execute(() -> from.wantKeyFrame(false));
    }
  }

  private boolean canAskKeyFrame() {
    return config.pli() || config.fir();
  }

  @Override
  void wantKeyFrame(boolean certain) {
    long now = loop.now();
    if (removed || !canAskKeyFrame() || !reception.begun()) {
      return;
    }
    long wait = lastKeyFrameRequest + KEY_FRAME_INTERVAL - now;
    if (keyFrameAsked && wait > 0) {
      if (certain && !keyFrameDue) {
        keyFrameDue = true;
        loop.schedule(wait, this::keyFrameDue);
      }
      return;
    }
    keyFrameAsked = true;
    lastKeyFrameRequest = now;
    keyFrameRequests++;
    transport.sendKeyFrameRequest(this);
  }

  private void keyFrameDue() {
    keyFrameDue = false;
    wantKeyFrame(false);
  }

  /** The peer of this stream misses packets we sent. */
  void missing(int sequence, int following) {
    PacketSource from = source;
    if (from == null) {
      return;
    }
    boolean one = true;
    for (int i = 0; i <= 16; i++) {
      boolean missed = i == 0 || (following >> i - 1 & 1) != 0;
      int number = sequence + i & 0xffff;
      if (missed && log != null && log.has(number)) {
        if (log.repeat(number, loop.now())) {
          repeat(from, number);
        }
      } else if (missed && one) {
        // It has never been sent, so the source has it or nobody.
        one = false;
        int wanted = rewriter.sourceSequence(number);
        int rest = following >>> i;
        from.loop.execute(() -> from.missed(wanted, rest));
      }
    }
  }

  private void repeat(PacketSource from, int number) {
    int inSsrc = log.sourceSsrc(number);
    int in = log.sourceSequence(number);
    int timestamp = log.timestamp(number);
    from.loop.execute(() -> from.again(this, inSsrc, in, number, timestamp));
  }

  @Override
  void wantAgain(int sequence, int following) {
    if (config.nack()) {
      transport.sendNack(this, sequence, following);
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
          remapSinks();
        });
  }

  @Override
  public void feedFrom(MediaSource next) {
    PacketSource from = (PacketSource) next;
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
    PacketSource old = source;
    if (old != null) {
      source = null;
      converter = null;
      rewriter.unsync();
      old.loop.execute(() -> old.removeSink(this));
    }
  }

  @Override
  public void mute(boolean silent) {
    loop.execute(() -> muted = silent);
  }

  @Override
  public void limit(int kilobitsPerSecond) {
    loop.execute(
        () -> {
          long next = kilobitsPerSecond == 0 ? UNLIMITED : kilobitsPerSecond * 1000L;
          boolean never = limit == 0 && kilobitsPerSecond == 0;
          if (!never && next != limit) {
            limit = next;
            transport.sendLimit(this);
          }
        });
  }

  /** Most that the peer may send, bit/s; 0 when it was never told any. */
  long limit() {
    return limit;
  }

  @Override
  public void tap(PacketInbox inbox) {
    loop.execute(
        () -> {
          if (Arrays.stream(taps).noneMatch(t -> t == inbox)) {
            taps = Arrays.copyOf(taps, taps.length + 1);
            taps[taps.length - 1] = inbox;
          }
        });
  }

  @Override
  public void untap(PacketInbox inbox) {
    loop.execute(
        () -> taps = Arrays.stream(taps).filter(t -> t != inbox).toArray(PacketInbox[]::new));
  }

  @Override
  public void requestKeyFrame() {
    loop.execute(() -> wantKeyFrame(true));
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
    dropSinks();
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
        keyFrameRequests,
        repeated);
  }
}
