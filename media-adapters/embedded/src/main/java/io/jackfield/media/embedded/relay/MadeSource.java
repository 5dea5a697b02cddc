package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A source whose packets are made here: by a player, by a mixer. Streams hear it as they hear each
 * other; a stream whose peer lacks its codec converts. {@link #send} belongs to one worker, the
 * rest to the loop.
 */
public final class MadeSource extends PacketSource implements AutoCloseable {

  /** Payload that fits any path and our buffers. */
  public static final int MAX_PAYLOAD = 1300;

  private final MediaKind kind;
  private final FormatTable formats;
  private final Runnable keyFrameWanted;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final byte[] out = new byte[Rtp.HEADER + MAX_PAYLOAD];
  private int sequence = ThreadLocalRandom.current().nextInt(0x7fff);
  private boolean closed;

  MadeSource(
      LoopContext context, MediaKind kind, List<PayloadFormat> formats, Runnable keyFrameWanted) {
    super(context);
    this.kind = kind;
    this.formats = new FormatTable(formats);
    this.keyFrameWanted = keyFrameWanted;
  }

  /**
   * Sends a packet to all who hear the source.
   *
   * @param payloadType one of the source's formats
   * @param marker beginning of a talk spurt, end of a video frame
   * @param timestamp in the format's clock
   * @param payload the array
   * @param off start of the payload
   * @param len its length, at most {@link #MAX_PAYLOAD}
   */
  public void send(
      int payloadType, boolean marker, int timestamp, byte[] payload, int off, int len) {
    Rtp.writeHeader(out, 0, payloadType, marker, sequence, timestamp, ssrc);
    sequence = sequence + 1 & 0xffff;
    System.arraycopy(payload, off, out, Rtp.HEADER, len);
    HandOver.made(this, out, 0, Rtp.HEADER + len, formats.clockRate(payloadType));
  }

  /** Gives a packet to the sinks; on the loop. */
  void made(byte[] data, int len, int rate) {
    distribute(data, MediaLoop.HEADROOM, len, rate);
  }

  @Override
  FormatTable sourceFormats() {
    return formats;
  }

  @Override
  MediaKind kind() {
    return kind;
  }

  @Override
  boolean over() {
    return closed;
  }

  @Override
  void wantKeyFrame(boolean certain) {
    keyFrameWanted.run();
  }

  @Override
  void wantAgain(int packet, int following) {
    // It never left anything out: what is missing was lost on the way and is in the history.
  }

  /** Whoever hears it hears nothing more; idempotent, from any thread. */
  @Override
  public void close() {
    loop.execute(
        () -> {
          closed = true;
          dropSinks();
        });
  }
}
