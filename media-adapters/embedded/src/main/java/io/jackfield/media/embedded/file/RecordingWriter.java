package io.jackfield.media.embedded.file;

import java.io.IOException;

/**
 * Writes one recording. What has been written is playable at any moment: at most about a second is
 * still in memory, and {@link #close} only adds what makes a file nicer. After an IOException from
 * any method the file ends with what was whole before; only {@link #close} may follow.
 */
public interface RecordingWriter extends AutoCloseable {

  /** Takes sound as Opus packets. */
  interface OpusSound extends RecordingWriter {
    /**
     * Adds a packet behind those before.
     *
     * @param packet a whole Opus packet
     */
    void opus(byte[] packet) throws IOException;
  }

  /** Takes sound as samples of one channel. */
  interface LinearSound extends RecordingWriter {
    /** Samples a second. */
    int rate();

    /**
     * Adds samples behind those before.
     *
     * @param samples from index 0 on
     * @param count how many
     */
    void samples(short[] samples, int count) throws IOException;
  }

  /** Takes pictures too. */
  interface Pictures extends RecordingWriter {
    /**
     * Adds a picture.
     *
     * @param frame VP8 or VP9, as the writer was told
     * @param key whether a decoder can begin with it
     * @param micros its time in the file
     */
    void picture(byte[] frame, boolean key, long micros) throws IOException;
  }

  /** Brings what waits in memory to the file. */
  void flush() throws IOException;

  /** Completes and closes the file; idempotent. */
  @Override
  void close() throws IOException;
}
