package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.Tones;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Media files for tests, made by ffmpeg or here. */
public final class TestFiles {
  private TestFiles() {}

  /** 600 Hz in Ogg Opus, 1.5 s. */
  public static final String OGG = "tone600.ogg";

  /** 800 Hz and VP8, 2 s, red then blue. */
  public static final String WEBM = "tone800-red-blue.webm";

  /** A file of the resources, copied. */
  public static Path copy(Path folder, String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = TestFiles.class.getResourceAsStream("/media/" + name)) {
      return in.readAllBytes();
    }
  }

  /** A WAV file of linear PCM with a tone. */
  public static Path wav(Path file, double hertz, int rate, int channels, int millis)
      throws IOException {
    int samples = rate * millis / 1000;
    short[] tone = Tones.tone(hertz, rate, samples, 0);
    ByteBuffer data = ByteBuffer.allocate(samples * channels * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : tone) {
      for (int c = 0; c < channels; c++) {
        data.putShort(sample);
      }
    }
    return Files.write(file, riff(1, channels, rate, 16, data.array(), data.capacity()));
  }

  /** A WAV file with any header. */
  static byte[] riff(int format, int channels, int rate, int bits, byte[] data, int said) {
    ByteBuffer out = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + said);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) format).putShort((short) channels).putInt(rate);
    out.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    out.putShort((short) bits);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(said).put(data);
    return out.array();
  }

  /** All frames from where the file is. */
  static List<MediaFile.Frame> rest(MediaFile file) throws IOException {
    List<MediaFile.Frame> frames = new ArrayList<>();
    Optional<MediaFile.Frame> frame = file.next();
    while (frame.isPresent()) {
      frames.add(frame.get());
      frame = file.next();
    }
    return frames;
  }

  /** Amplitude of a tone in the sound of frames. */
  static double amplitude(MediaFile file, List<MediaFile.Frame> frames, double hertz) {
    MediaFile.Track track = file.tracks().get(frames.get(0).track());
    AudioCodec codec = AudioCodec.of(track.encoding()).orElseThrow();
    AudioDecoder decoder = codec.decoder();
    int rate = codec == AudioCodec.L16 ? track.clockRate() : codec.sampleRate();
    short[] all = new short[rate * 20];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    int at = 0;
    for (MediaFile.Frame frame : frames) {
      int count = decoder.decode(frame.data(), 0, frame.data().length, out);
      System.arraycopy(out, 0, all, at, count);
      at += count;
    }
    return Tones.amplitude(all, at / 4, at, hertz, rate);
  }

  /** The file cut off. */
  static Path cut(Path file, int length) throws IOException {
    return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
  }
}
