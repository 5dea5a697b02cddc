package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Resampler;
import io.jackfield.media.embedded.codec.SenderDecoders;
import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.OrderedPackets;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Turns the audio of a stream's source into a codec its peer has: decodes, resamples and encodes on
 * a worker, in frames of 20 ms. Telephone events pass, with clock and duration converted. What
 * comes out is a stream of its own numbers, which the sending stream makes continuous with what it
 * sent before.
 */
final class Converter {

  private static final int INBOX = 64;
  private static final int PATIENCE = 4;
  private static final int FRAME_MILLIS = 20;
  private static final int MAX_PAYLOAD = 1300;

  /** More is silence of the source, not loss. */
  private static final int MAX_CONCEALED_MILLIS = 120;

  private final StreamImpl stream;
  private final FormatTable from;
  private final PayloadFormat to;
  private final Optional<PayloadFormat> events;
  private final boolean[] taken = new boolean[128];
  private final PacketInbox inbox;
  private final OrderedPackets ordered = new OrderedPackets(PATIENCE, this::packet);
  private final AudioEncoder encoder;
  private final int rate;
  private final int frame;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final short[] decoded = new short[AudioDecoder.MAX_SAMPLES];
  private final short[] pending;
  private final byte[] out = new byte[MediaLoop.HEADROOM + MAX_PAYLOAD + MediaLoop.TAILROOM];
  private int waiting;
  private int sequence;
  private int timestamp = ThreadLocalRandom.current().nextInt();
  private boolean marker = true;
  private int lastType = -1;
  private final SenderDecoders decoders;
  private AudioDecoder decoder;
  private Resampler resampler;
  private int decoderRate;
  private int expected;
  private boolean eventSeen;
  private int eventIn;
  private int eventOut;

  private Converter(
      StreamImpl stream, FormatTable from, PayloadFormat to, AudioCodec codec, Owner worker) {
    this.stream = stream;
    this.from = from;
    this.to = to;
    this.events = stream.sendFormats().event(to.clockRate());
    this.inbox = new PacketInbox(worker, INBOX, ordered::add);
    this.rate = codec.encoderRate(from.firstSampleRate());
    this.encoder = codec.encoder(rate);
    this.decoders = new SenderDecoders(rate);
    this.frame = rate / 1000 * FRAME_MILLIS;
    this.pending = new short[AudioDecoder.MAX_SAMPLES * 6 + 64];
  }

  /**
   * A converter where one is needed: when the peer has none of the codecs the source sends first.
   *
   * @param stream whose peer is to understand
   * @param from formats of the source
   * @param map its payload types as the peer has them, -1 where it has none
   * @param workers where to work
   * @return empty when packets can be passed on, or nothing can be done
   */
  static Optional<Converter> between(
      StreamImpl stream, FormatTable from, byte[] map, Workers workers) {
    int first = from.firstAudioType();
    if (first < 0 || map[first] >= 0) {
      return Optional.empty();
    }
    for (PayloadFormat format : stream.config().send()) {
      Optional<AudioCodec> codec = AudioCodec.of(format.encoding());
      if (codec.isPresent()) {
        Converter made = new Converter(stream, from, format, codec.get(), workers.next());
        for (int type = 0; type < 128; type++) {
          boolean event = from.kind(type) == FormatTable.EVENT && made.events.isPresent();
          made.taken[type] = map[type] < 0 && from.audio(type).isPresent() || event;
        }
        return Optional.of(made);
      }
    }
    return Optional.empty();
  }

  /** What it makes. */
  PayloadFormat target() {
    return to;
  }

  /** Whether packets of this payload type go through it. */
  boolean takes(int type) {
    return taken[type];
  }

  /** Takes a packet of the source; on the stream's loop. */
  void take(byte[] data, int off, int len) {
    inbox.put(data, off, len);
  }

  // ---- on the worker

  private void packet(byte[] data, int len, int lost) {
    int type = Rtp.payloadType(data, 0);
    int header = Rtp.headerLength(data, 0, len);
    int size = Rtp.payloadLength(data, 0, len, header);
    if (from.kind(type) == FormatTable.EVENT) {
      event(data, header, size, from.clockRate(type));
      return;
    }
    Optional<AudioCodec> codec = from.audio(type);
    if (codec.isEmpty() || size <= 0) {
      return;
    }
    int in = Rtp.timestamp(data, 0);
    if (type != lastType || lost < 0) {
      begin(codec.get(), type);
    } else {
      gap(in, from.clockRate(type));
    }
    int count = decoder.decode(data, header, size, decoded);
    append(count);
    expected = in + (int) ((long) count * from.clockRate(type) / decoderRate);
    encode();
  }

  private void begin(AudioCodec codec, int type) {
    lastType = type;
    decoderRate = codec == AudioCodec.L16 ? from.clockRate(type) : codec.sampleRate();
    SenderDecoders.Use use = decoders.of(codec, decoderRate);
    decoder = use.decoder();
    resampler = use.resampler().orElse(null);
    // What is left of before is less than a frame.
    waiting = 0;
    marker = true;
  }

  /** Fills what is missing before a packet, or leaves the time out if it was not meant to be. */
  private void gap(int in, int clock) {
    int missing = in - expected;
    if (missing <= 0) {
      return;
    }
    long millis = missing * 1000L / clock;
    if (millis > MAX_CONCEALED_MILLIS) {
      timestamp += (int) ((long) missing * to.clockRate() / clock);
      marker = true;
      return;
    }
    int samples = (int) ((long) missing * decoderRate / clock);
    append(decoder.conceal(Math.min(samples, decoded.length), decoded));
    encode();
  }

  private void append(int count) {
    if (waiting + count * 6 + 8 > pending.length) {
      waiting = 0;
    }
    if (resampler == null) {
      System.arraycopy(decoded, 0, pending, waiting, count);
      waiting += count;
    } else {
      waiting += resampler.resample(decoded, count, pending, waiting);
    }
  }

  private void encode() {
    int done = 0;
    short[] one = decoded;
    while (waiting - done >= frame) {
      System.arraycopy(pending, done, one, 0, frame);
      done += frame;
      int size = encoder.encode(one, frame, out, MediaLoop.HEADROOM + Rtp.HEADER);
      if (size > 0) {
        send(to.payloadType(), marker, timestamp, size);
        marker = false;
      }
      timestamp += to.clockRate() / 1000 * FRAME_MILLIS;
    }
    System.arraycopy(pending, done, pending, 0, waiting - done);
    waiting -= done;
  }

  /** An event keeps its digit; its time is that of the sound around it (RFC 4733 2.2.1). */
  private void event(byte[] data, int at, int size, int clock) {
    if (events.isEmpty() || size < TelephoneEvents.PAYLOAD) {
      return;
    }
    int in = Rtp.timestamp(data, 0);
    if (!eventSeen || in != eventIn) {
      eventSeen = true;
      eventIn = in;
      eventOut = timestamp;
    }
    int duration = (data[at + 2] & 255) << 8 | data[at + 3] & 255;
    int payload = MediaLoop.HEADROOM + Rtp.HEADER;
    long scaled = Math.min(0xffff, (long) duration * events.get().clockRate() / clock);
    out[payload] = data[at];
    out[payload + 1] = data[at + 1];
    out[payload + 2] = (byte) (scaled >> 8);
    out[payload + 3] = (byte) scaled;
    send(events.get().payloadType(), Rtp.marker(data, 0), eventOut, TelephoneEvents.PAYLOAD);
    // The sound goes on behind the event.
    timestamp = Math.max(timestamp - eventOut, (int) scaled) + eventOut;
    expected = in + duration;
    marker = true;
  }

  private void send(int type, boolean first, int time, int size) {
    Rtp.writeHeader(out, MediaLoop.HEADROOM, type, first, sequence, time, ssrc);
    sequence = sequence + 1 & 0xffff;
    HandOver.converted(stream, this, out, MediaLoop.HEADROOM, Rtp.HEADER + size, to.clockRate());
  }
}
