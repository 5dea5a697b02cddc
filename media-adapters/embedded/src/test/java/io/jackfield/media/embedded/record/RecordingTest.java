package io.jackfield.media.embedded.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.sim.SimTime;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.file.OpusPackets;
import io.jackfield.media.embedded.file.RecordingWriter;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.TapFeed;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recordings on a clock moved by hand. */
class RecordingTest {
  private static final PayloadFormat PCMU = new PayloadFormat(0, "pcmu", 8000);
  private static final PayloadFormat OPUS = new PayloadFormat(111, "opus", 48_000, 2, "");
  private static final PayloadFormat VP8 = new PayloadFormat(96, "vp8", 90_000);
  private static final byte[] KEY = {0x10, 0, 1, 2};
  private static final byte[] DELTA = {0x10, 1, 1, 2};

  private final SimTime time = new SimTime(new Random(1), 1);
  private final Owner worker = time.of("worker");
  private final Instant beginning = time.instant();
  private final List<String> told = new ArrayList<>();
  private int sequence = 500;
  private int timestamp = 7_000;

  private final Recording.Listener listener =
      new Recording.Listener() {
        @Override
        public void onKeyFrameWanted(Recording recording) {
          told.add("key");
        }

        @Override
        public void onFailed(Recording recording, String text) {
          told.add("failed " + text);
        }
      };

  /** Keeps samples; a disk of this size. */
  private static final class Linear implements RecordingWriter.LinearSound {
    final List<Short> all = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    boolean closed;

    @Override
    public int rate() {
      return 8000;
    }

    @Override
    public void samples(short[] samples, int count) throws IOException {
      if (all.size() + count > room) {
        throw new IOException("No space left on device");
      }
      for (int i = 0; i < count; i++) {
        all.add(samples[i]);
      }
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      closed = true;
    }

    double amplitude(double hertz, double from, double to) {
      short[] samples = new short[all.size()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = all.get(i);
      }
      return Tones.amplitude(samples, (int) (from * 8000), (int) (to * 8000), hertz, 8000);
    }
  }

  /** Keeps packets and pictures. */
  private static final class Film implements RecordingWriter.OpusSound, RecordingWriter.Pictures {
    final List<byte[]> packets = new ArrayList<>();
    final List<Long> pictures = new ArrayList<>();
    long samples;

    @Override
    public void opus(byte[] packet) {
      packets.add(packet);
      samples += OpusPackets.samples(packet);
    }

    @Override
    public void picture(byte[] frame, boolean key, long micros) {
      pictures.add(key ? micros : -micros);
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing to do.
    }
  }

  private long nanos() {
    return Duration.between(beginning, time.instant()).toNanos() + 99;
  }

  private Recording recording(RecordingWriter writer, Optional<String> pictures) {
    Recording made = new Recording(worker, this::nanos, writer, true, pictures, listener);
    made.formats(MediaKind.AUDIO, List.of(PCMU, OPUS));
    made.formats(MediaKind.VIDEO, List.of(VP8));
    return made;
  }

  private void advance(int millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private void packet(Recording to, MediaKind kind, int type, int ticks, byte[] payload) {
    byte[] data = new byte[Rtp.HEADER + payload.length];
    Rtp.writeHeader(data, 0, type, true, sequence++, timestamp, 5);
    System.arraycopy(payload, 0, data, Rtp.HEADER, payload.length);
    timestamp += ticks;
    TapFeed.put(to.inbox(kind), data);
  }

  /** Speaks for so many frames of 20 ms. */
  private void speak(Recording to, int frames) {
    AudioEncoder encoder = AudioCodec.PCMU.encoder(8000);
    for (int i = 0; i < frames; i++) {
      byte[] payload = new byte[160];
      encoder.encode(Tones.tone(1000, 8000, 160, 160 * i), 160, payload, 0);
      packet(to, MediaKind.AUDIO, 0, 160, payload);
      advance(20);
    }
  }

  @Test
  void soundIsWrittenInItsPlaceWithSilenceAround() {
    Linear file = new Linear();
    Recording recording = recording(file, Optional.empty());
    advance(1000);
    speak(recording, 50);
    timestamp += 8000;
    advance(1000);
    speak(recording, 50);
    advance(1000);
    recording.finish();
    time.settle();
    assertTrue(file.closed);
    assertEquals(5 * 8000, file.all.size(), 200, "five seconds");
    assertTrue(file.amplitude(1000, 0, 0.95) < 10, "before");
    assertTrue(file.amplitude(1000, 1.05, 1.95) > 9000, "first");
    assertTrue(file.amplitude(1000, 2.05, 2.95) < 10, "between");
    assertTrue(file.amplitude(1000, 3.05, 3.95) > 9000, "second");
    assertEquals(0, time.timers());
  }

  @Test
  void aPauseTakesNoTime() {
    Linear file = new Linear();
    Recording recording = recording(file, Optional.empty());
    speak(recording, 50);
    recording.pause();
    recording.pause();
    speak(recording, 100);
    recording.resume();
    recording.resume();
    speak(recording, 50);
    recording.pause();
    advance(5000);
    recording.finish();
    time.settle();
    assertEquals(2 * 8000, file.all.size(), 200);
    assertTrue(file.amplitude(1000, 0.1, 1.9) > 8500, "no hole");
  }

  @Test
  void timestampsThatRunAwayDoNotFillTheDisk() {
    Linear file = new Linear();
    Recording recording = recording(file, Optional.empty());
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      timestamp = random.nextInt();
      speak(recording, 1);
    }
    for (int i = 0; i < 1000; i++) {
      packet(recording, MediaKind.AUDIO, 0, 160, new byte[160]);
      time.settle();
    }
    recording.finish();
    time.settle();
    assertTrue(file.all.size() < 5 * 8000, file.all.size() + " samples of 2 s");
  }

  @Test
  void whoIsSilentIsRecordedAsSilence() {
    Linear file = new Linear();
    Recording recording = recording(file, Optional.empty());
    advance(10_000);
    assertEquals(8.5 * 8000, file.all.size(), 1000, "as time goes on");
    recording.finish();
    time.settle();
    assertEquals(10 * 8000, file.all.size(), 200);
  }

  @Test
  void aFullDiskEndsTheRecordingOnce() {
    Linear file = new Linear();
    file.room = 8000;
    Recording recording = recording(file, Optional.empty());
    speak(recording, 100);
    assertEquals(List.of("failed No space left on device"), told);
    assertTrue(file.closed);
    recording.pause();
    recording.resume();
    recording.finish();
    advance(5000);
    assertEquals(1, told.size());
    assertEquals(0, time.timers());
  }

  @Test
  void opusGoesInAsItCameAndOtherSoundAsOpus() {
    Film file = new Film();
    Recording recording = recording(file, Optional.empty());
    byte[] packet = {(byte) 0xf8, 1, 2, 3};
    for (int i = 0; i < 50; i++) {
      packet(recording, MediaKind.AUDIO, 111, 960, packet);
      advance(20);
    }
    assertTrue(file.packets.stream().allMatch(p -> Arrays.equals(p, packet)));
    assertEquals(50, file.packets.size());
    speak(recording, 50);
    recording.finish();
    time.settle();
    assertEquals(2 * 48_000, file.samples, 2000);
    assertEquals(100, file.packets.size(), 1);
  }

  @Test
  void picturesBeginWithAKeyFrameThatIsAskedFor() {
    Film file = new Film();
    Recording recording = recording(file, Optional.of("vp8"));
    packet(recording, MediaKind.VIDEO, 96, 3000, DELTA);
    time.settle();
    assertEquals(List.of("key"), told);
    advance(100);
    packet(recording, MediaKind.VIDEO, 96, 3000, KEY);
    advance(40);
    packet(recording, MediaKind.VIDEO, 96, 3600, DELTA);
    time.settle();
    assertEquals(2, file.pictures.size());
    assertEquals(33_333, file.pictures.get(0), 1);
    assertEquals(-66_666, file.pictures.get(1), 1);
    recording.pause();
    advance(1000);
    recording.resume();
    time.settle();
    assertEquals(List.of("key", "key"), told, "after a pause too");
    packet(recording, MediaKind.VIDEO, 96, 3600, DELTA);
    time.settle();
    assertEquals(2, file.pictures.size());
    recording.finish();
    time.settle();
  }
}
