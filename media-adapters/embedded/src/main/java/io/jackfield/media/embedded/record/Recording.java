package io.jackfield.media.embedded.record;

import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.file.PictureAssembler;
import io.jackfield.media.embedded.file.RecordingWriter;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.PacketInbox;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.rtp.OrderedPackets;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the packets of one leg. Its state lives on its worker; each method carries its work
 * there, behind the packets that came before.
 */
public final class Recording {
  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
  private static final int SOUND_PATIENCE = 4;
  private static final int PICTURE_PATIENCE = 16;

  /** A disk may stop for so many packets: some five seconds of sound, and of a good picture. */
  private static final int SOUND_WAIT = 256;

  private static final int PICTURE_WAIT = 1024;
  private static final Duration TICK = Duration.ofSeconds(1);

  /** What has not come after so long is silence. */
  private static final long SILENT_MICROS = 1_500_000;

  /** What is missing at the end and worth filling. */
  private static final long CUT_OFF_MICROS = 200_000;

  private static final long KEY_FRAME_NANOS = 1_000_000_000;

  /** Hears what happens, on the worker. */
  public interface Listener {
    /**
     * The picture can be decoded only after a key frame of the client.
     *
     * @param recording whose
     */
    void onKeyFrameWanted(Recording recording);

    /**
     * The file can be written no further; it is closed.
     *
     * @param recording whose
     * @param text why
     */
    void onFailed(Recording recording, String text);
  }

  private final Owner worker;
  private final LongSupplier clock;
  private final RecordingWriter writer;
  private final Listener listener;
  private final PacketInbox sound;
  private final PacketInbox pictures;
  private final OrderedPackets orderedSound = new OrderedPackets(SOUND_PATIENCE, this::sound);
  private final OrderedPackets orderedPictures =
      new OrderedPackets(PICTURE_PATIENCE, this::picture);
  private final SoundTrack soundTrack;
  private final TrackClock soundClock = new TrackClock();
  private final TrackClock pictureClock = new TrackClock();
  private final PictureAssembler assembler;
  private final String pictureEncoding;
  private final boolean hasSound;
  private Map<Integer, PayloadFormat> soundFormats = Map.of();
  private Map<Integer, PayloadFormat> pictureFormats = Map.of();
  private Optional<Timer> tick;
  private final long began;
  private long pausedAt = -1;
  private long pausedFor;
  private long lastPicture;
  private long askedForKey;
  private boolean over;

  /**
   * Begins to record; packets come through {@link #inbox}.
   *
   * @param worker where it lives
   * @param clock in nanoseconds
   * @param writer closed with the recording
   * @param hasSound whether the leg has sound
   * @param pictureEncoding of the file's pictures, empty when it has none
   * @param listener told of what happens
   */
  public Recording(
      Owner worker,
      LongSupplier clock,
      RecordingWriter writer,
      boolean hasSound,
      Optional<String> pictureEncoding,
      Listener listener) {
    this.worker = worker;
    this.clock = clock;
    this.writer = writer;
    this.hasSound = hasSound;
    this.listener = listener;
    this.pictureEncoding = pictureEncoding.orElse("");
    sound = new PacketInbox(worker, SOUND_WAIT, orderedSound::add);
    pictures = new PacketInbox(worker, PICTURE_WAIT, orderedPictures::add);
    soundTrack = new SoundTrack(writer);
    assembler = new PictureAssembler(this.pictureEncoding.equals("vp9"));
    began = clock.getAsLong();
    askedForKey = began - KEY_FRAME_NANOS;
    tick = Optional.of(worker.schedule(TICK, this::tick));
  }

  /**
   * Where the packets of a stream go.
   *
   * @param kind audio or video
   * @return for one stream of that kind
   */
  public PacketInbox inbox(MediaKind kind) {
    return kind == MediaKind.AUDIO ? sound : pictures;
  }

  /**
   * Says what the packets of a kind are; before the first, and after each negotiation.
   *
   * @param kind audio or video
   * @param formats under the payload types of the packets
   */
  public void formats(MediaKind kind, List<PayloadFormat> formats) {
    Map<Integer, PayloadFormat> byType = new HashMap<>();
    formats.forEach(f -> byType.put(f.payloadType(), f));
    worker.execute(
        () -> {
          if (kind == MediaKind.AUDIO) {
            soundFormats = byType;
          } else {
            pictureFormats = byType;
          }
        });
  }

  /** Writes nothing until {@link #resume}. */
  public void pause() {
    worker.execute(
        () -> {
          if (pausedAt < 0 && !over) {
            orderedSound.flush();
            orderedPictures.flush();
            pausedAt = clock.getAsLong();
            flush();
          }
        });
  }

  /** Goes on; the pause takes no time in the file. */
  public void resume() {
    worker.execute(
        () -> {
          if (pausedAt >= 0 && !over) {
            pausedFor += clock.getAsLong() - pausedAt;
            pausedAt = -1;
            soundClock.restart();
            pictureClock.restart();
            assembler.restart();
            wantKeyFrame();
          }
        });
  }

  /**
   * Ends it.
   *
   * @return done when the file is whole
   */
  public CompletionStage<Void> finish() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    worker.execute(
        () -> {
          try {
            if (!over) {
              orderedSound.flush();
              orderedPictures.flush();
              silence(0, CUT_OFF_MICROS);
              end();
            }
          } finally {
            done.complete(null);
          }
        });
    return done;
  }

  // ---- on the worker

  /** Microseconds of recording so far. */
  private long now() {
    long until = pausedAt >= 0 ? pausedAt : clock.getAsLong();
    return (until - began - pausedFor) / 1000;
  }

  private void sound(byte[] data, int len, int lost) {
    PayloadFormat format = soundFormats.get(Rtp.payloadType(data, 0));
    int header = Rtp.headerLength(data, 0, len);
    int size = Rtp.payloadLength(data, 0, len, header);
    if (format == null || over || pausedAt >= 0 || size <= 0) {
      return;
    }
    Optional<AudioCodec> codec = AudioCodec.of(format.encoding());
    if (codec.isEmpty()) {
      return;
    }
    long now = now();
    long place =
        soundClock.place(Rtp.ssrc(data, 0), Rtp.timestamp(data, 0), format.clockRate(), now);
    write(() -> soundTrack.packet(codec.get(), data, header, size, place, now));
  }

  private void picture(byte[] data, int len, int lost) {
    PayloadFormat format = pictureFormats.get(Rtp.payloadType(data, 0));
    int header = Rtp.headerLength(data, 0, len);
    int size = Rtp.payloadLength(data, 0, len, header);
    boolean taken = format != null && format.encoding().equals(pictureEncoding);
    if (!taken || over || pausedAt >= 0 || size <= 0) {
      return;
    }
    long place =
        pictureClock.place(Rtp.ssrc(data, 0), Rtp.timestamp(data, 0), format.clockRate(), now());
    Optional<PictureAssembler.Picture> whole =
        assembler.add(
            data, header, header + size, Rtp.timestamp(data, 0), Rtp.marker(data, 0), lost != 0);
    if (assembler.wantsKeyFrame()) {
      wantKeyFrame();
    }
    if (whole.isPresent() && writer instanceof RecordingWriter.Pictures out) {
      // A file's time does not go back.
      lastPicture = Math.max(lastPicture, place);
      write(() -> out.picture(whole.get().data(), whole.get().key(), lastPicture));
    }
  }

  private void wantKeyFrame() {
    long now = clock.getAsLong();
    if (!pictureEncoding.isEmpty() && now - askedForKey >= KEY_FRAME_NANOS) {
      askedForKey = now;
      listener.onKeyFrameWanted(this);
    }
  }

  private void tick() {
    if (over) {
      return;
    }
    tick = Optional.of(worker.schedule(TICK, this::tick));
    if (pausedAt < 0) {
      silence(SILENT_MICROS, 0);
      if (assembler.wantsKeyFrame()) {
        wantKeyFrame();
      }
      flush();
    }
  }

  /** Who sends nothing is silent: the file grows with the time all the same. */
  private void silence(long delay, long tolerance) {
    long until = now() - delay;
    if (hasSound && until - soundTrack.end() > tolerance) {
      write(() -> soundTrack.silence(until));
    }
  }

  private void flush() {
    write(writer::flush);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void write(Work work) {
    if (over) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      LOG.warn("A recording ends: {}", e.getMessage());
      end();
      listener.onFailed(this, String.valueOf(e.getMessage()));
    }
  }

  private void end() {
    over = true;
    tick.ifPresent(Timer::cancel);
    long dropped = sound.dropped() + pictures.dropped();
    if (dropped > 0) {
      LOG.warn("A recording lacks {} packets: the disk did not keep up", dropped);
    }
    try {
      writer.close();
    } catch (IOException e) {
      LOG.warn("The end of a recording could not be written: {}", e.getMessage());
    }
  }
}
