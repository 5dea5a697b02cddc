package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * WebM (RFC 9559) with Opus and one of VP8 and VP9: a cluster a second, each written whole. Length,
 * picture size and the table for seeking come in when they are known; without them a player takes
 * the file as a live stream.
 */
final class WebmWriter implements RecordingWriter.OpusSound, RecordingWriter.Pictures {
  private static final int SOUND = 1;
  private static final int PICTURES = 2;
  private static final int SPAN_MILLIS = 1000;
  private static final int MAX_CLUSTER = 4 * 1024 * 1024;
  private static final int MAX_CUES = 20_000;
  private static final int CUE_MILLIS = 2000;

  /** Decoders need 80 ms to be in tune after a seek (RFC 7845 4.6). */
  private static final long SEEK_PRE_ROLL_NANOS = 80_000_000;

  private record Block(int track, long millis, boolean key, byte[] data) {}

  private record Cue(int track, long millis, long cluster) {}

  private final RecordingFile file;
  private final boolean sound;
  private final Optional<String> pictures;
  private final WebmLayout layout;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Cue> cues = new ArrayList<>();
  private int waiting;
  private long soundSamples;
  private long endMillis;
  private boolean sized;
  private boolean closed;

  /**
   * Begins a file.
   *
   * @param file empty
   * @param sound whether there is a track of sound
   * @param pictures encoding of the pictures in lower case, when there are any
   */
  WebmWriter(RecordingFile file, boolean sound, Optional<String> pictures) throws IOException {
    this.file = file;
    this.sound = sound;
    this.pictures = pictures;
    layout = WebmLayout.of(sound, pictures, SOUND, PICTURES, SEEK_PRE_ROLL_NANOS);
    file.append(layout.bytes());
  }

  @Override
  public void opus(byte[] packet) throws IOException {
    int samples = OpusPackets.samples(packet);
    if (sound && samples > 0) {
      add(new Block(SOUND, soundSamples / 48, true, packet));
      soundSamples += samples;
      endMillis = Math.max(endMillis, soundSamples / 48);
    }
  }

  @Override
  public void picture(byte[] frame, boolean key, long micros) throws IOException {
    if (pictures.isEmpty()) {
      return;
    }
    if (key && !sized) {
      Optional<PictureSize> size = PictureSize.of(pictures.get(), frame);
      if (size.isPresent()) {
        sized = true;
        file.patch(layout.sizeAt(), layout.size(size.get()));
      }
    }
    add(new Block(PICTURES, micros / 1000, key, frame));
    endMillis = Math.max(endMillis, micros / 1000);
  }

  private void add(Block block) throws IOException {
    if (!blocks.isEmpty()) {
      long span = block.millis() - blocks.get(0).millis();
      // Times in a cluster have 15 bits; a picture that can be decoded alone is a good beginning.
      boolean begins = block.key() && block.track() == PICTURES && span > SPAN_MILLIS / 4;
      if (span >= SPAN_MILLIS || begins || waiting + block.data().length > MAX_CLUSTER) {
        flush();
      }
    }
    blocks.add(block);
    waiting += block.data().length;
  }

  @Override
  public void flush() throws IOException {
    if (blocks.isEmpty()) {
      return;
    }
    blocks.sort(Comparator.comparingLong(Block::millis));
    long begin = blocks.get(0).millis();
    ByteArrayOutputStream content = new ByteArrayOutputStream(waiting + 32 * blocks.size());
    Ebml.number(content, Ebml.TIMESTAMP, begin);
    for (Block block : blocks) {
      if (block.millis() - begin <= Short.MAX_VALUE) {
        block(content, block, (int) (block.millis() - begin));
      }
    }
    cue();
    ByteArrayOutputStream cluster = new ByteArrayOutputStream(content.size() + 8);
    Ebml.element(cluster, Ebml.CLUSTER, content.toByteArray());
    blocks.clear();
    waiting = 0;
    file.append(cluster.toByteArray());
  }

  private static void block(ByteArrayOutputStream out, Block block, int relative) {
    Ebml.id(out, Ebml.SIMPLE_BLOCK);
    Ebml.size(out, 4 + block.data().length);
    out.write(0x80 | block.track());
    out.write(relative >> 8);
    out.write(relative);
    out.write(block.key() ? 0x80 : 0);
    out.writeBytes(block.data());
  }

  /** Remembers the cluster when one may begin there. */
  private void cue() {
    int track = pictures.isPresent() ? PICTURES : SOUND;
    Optional<Block> first = blocks.stream().filter(b -> b.track() == track && b.key()).findFirst();
    boolean due =
        cues.isEmpty()
            || first.isPresent()
                && first.get().millis() - cues.get(cues.size() - 1).millis() >= CUE_MILLIS;
    if (first.isPresent() && due && cues.size() < MAX_CUES) {
      cues.add(new Cue(track, first.get().millis(), layout.inSegment(file.length())));
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      flush();
      file.patch(layout.durationAt(), ByteBuffer.allocate(8).putDouble(endMillis).array());
      long cuesAt = layout.inSegment(file.length());
      if (!cues.isEmpty()) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        Ebml.element(table, Ebml.CUES, cuePoints());
        file.append(table.toByteArray());
        file.patch(layout.seekHeadAt(), WebmLayout.seekHead(cuesAt));
      }
      file.patch(layout.segmentSizeAt(), layout.segmentSize(file.length()));
    }
  }

  private byte[] cuePoints() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Cue cue : cues) {
      ByteArrayOutputStream positions = new ByteArrayOutputStream();
      Ebml.number(positions, Ebml.CUE_TRACK, cue.track());
      Ebml.number(positions, Ebml.CUE_CLUSTER_POSITION, cue.cluster());
      ByteArrayOutputStream point = new ByteArrayOutputStream();
      Ebml.number(point, Ebml.CUE_TIME, cue.millis());
      Ebml.element(point, Ebml.CUE_TRACK_POSITIONS, positions.toByteArray());
      Ebml.element(out, Ebml.CUE_POINT, point.toByteArray());
    }
    return out.toByteArray();
  }
}
