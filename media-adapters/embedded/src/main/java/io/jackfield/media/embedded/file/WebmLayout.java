package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The head of a WebM file we write, and where in it the values stand that come later. All positions
 * are those of the file.
 *
 * @param bytes the head
 * @param segmentSizeAt size of the segment, 8 bytes
 * @param seekHeadAt room for the way to the table for seeking
 * @param durationAt length in ms as a double
 * @param sizeAt width and height of the picture, 10 bytes with their ids; -1 without pictures
 */
record WebmLayout(byte[] bytes, long segmentSizeAt, long seekHeadAt, long durationAt, long sizeAt) {
  private static final int VOID = 0xec;
  private static final int SEEK_HEAD = 0x114d9b74;
  private static final int SEEK = 0x4dbb;
  private static final int SEEK_ID = 0x53ab;
  private static final int SEEK_POSITION = 0x53ac;
  private static final int SEEK_ROOM = 46;
  private static final int SIZE_BYTES = 8;
  private static final int DIMENSION_BYTES = 2;
  private static final String WRITER = "jackfield";

  static WebmLayout of(
      boolean sound, Optional<String> pictures, int soundTrack, int pictureTrack, long preRoll) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ebml.element(out, Ebml.HEADER, ebmlHeader());
    Ebml.id(out, Ebml.SEGMENT);
    long sizeAt = out.size();
    // All ones: until something else begins (RFC 8794 6.2).
    out.write(1);
    out.writeBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1});
    long seekAt = out.size();
    Ebml.element(out, VOID, new byte[SEEK_ROOM - 5]);
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    Ebml.number(info, Ebml.TIMESTAMP_SCALE, 1_000_000);
    Ebml.text(info, 0x4d80, WRITER);
    Ebml.text(info, 0x5741, WRITER);
    Ebml.real(info, Ebml.DURATION, 0);
    Ebml.element(out, Ebml.INFO, info.toByteArray());
    long durationAt = out.size() - 8L;
    ByteArrayOutputStream tracks = new ByteArrayOutputStream();
    if (sound) {
      Ebml.element(tracks, Ebml.TRACK_ENTRY, soundEntry(soundTrack, preRoll));
    }
    // The size stands at the end of the last entry.
    pictures.ifPresent(
        encoding -> Ebml.element(tracks, Ebml.TRACK_ENTRY, pictureEntry(pictureTrack, encoding)));
    Ebml.element(out, Ebml.TRACKS, tracks.toByteArray());
    long pictureAt =
        pictures.isPresent() ? out.size() - dimensions(PictureSize.UNKNOWN).length : -1;
    return new WebmLayout(out.toByteArray(), sizeAt, seekAt, durationAt, pictureAt);
  }

  private static byte[] ebmlHeader() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ebml.number(out, 0x4286, 1);
    Ebml.number(out, 0x42f7, 1);
    Ebml.number(out, 0x42f2, 4);
    Ebml.number(out, 0x42f3, 8);
    Ebml.text(out, 0x4282, "webm");
    Ebml.number(out, 0x4287, 4);
    Ebml.number(out, 0x4285, 2);
    return out.toByteArray();
  }

  private static ByteArrayOutputStream entry(int number, int type, String codec) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ebml.number(out, Ebml.TRACK_NUMBER, number);
    Ebml.number(out, 0x73c5, number);
    Ebml.number(out, Ebml.TRACK_TYPE, type);
    Ebml.number(out, 0x9c, 0);
    Ebml.text(out, Ebml.CODEC_ID, codec);
    return out;
  }

  private static byte[] soundEntry(int number, long preRoll) {
    ByteArrayOutputStream out = entry(number, 2, "A_OPUS");
    Ebml.element(out, 0x63a2, OpusHead.identification(1));
    Ebml.number(out, 0x56aa, 0);
    Ebml.number(out, 0x56bb, preRoll);
    ByteArrayOutputStream audio = new ByteArrayOutputStream();
    Ebml.real(audio, 0xb5, 48_000);
    Ebml.number(audio, 0x9f, 1);
    Ebml.element(out, 0xe1, audio.toByteArray());
    return out.toByteArray();
  }

  private static byte[] pictureEntry(int number, String encoding) {
    ByteArrayOutputStream out = entry(number, 1, encoding.equals("vp9") ? "V_VP9" : "V_VP8");
    Ebml.element(out, 0xe0, dimensions(PictureSize.UNKNOWN));
    return out.toByteArray();
  }

  private static byte[] dimensions(PictureSize size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ebml.element(out, 0xb0, dimension(size.width()));
    Ebml.element(out, 0xba, dimension(size.height()));
    return out.toByteArray();
  }

  private static byte[] dimension(int pixels) {
    return ByteBuffer.allocate(DIMENSION_BYTES).putShort((short) pixels).array();
  }

  /** What stands at {@link #sizeAt}. */
  byte[] size(PictureSize size) {
    return dimensions(size);
  }

  /** A position in the file as elements of the segment name it. */
  long inSegment(long position) {
    return position - segmentSizeAt - SIZE_BYTES;
  }

  /** The size of the segment of a file of this length. */
  byte[] segmentSize(long length) {
    return ByteBuffer.allocate(SIZE_BYTES).putLong(inSegment(length) | 1L << 56).array();
  }

  /** The way to the table for seeking, as long as the room for it. */
  static byte[] seekHead(long cuesAt) {
    ByteArrayOutputStream seek = new ByteArrayOutputStream();
    ByteArrayOutputStream id = new ByteArrayOutputStream();
    Ebml.id(id, Ebml.CUES);
    Ebml.element(seek, SEEK_ID, id.toByteArray());
    Ebml.element(seek, SEEK_POSITION, ByteBuffer.allocate(8).putLong(cuesAt).array());
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Ebml.element(head, SEEK, seek.toByteArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ebml.element(out, SEEK_HEAD, head.toByteArray());
    int left = SEEK_ROOM - out.size();
    Ebml.element(out, VOID, new byte[left - 5]);
    return out.toByteArray();
  }
}
