package io.jackfield.media.embedded.relay;

/**
 * Sequence numbers and timestamps of one outgoing stream, continuous through every change of what
 * feeds it. Gaps and disorder of a source pass through, packets left out or put in on purpose do
 * not show.
 */
final class Rewriter {

  /** A larger step is a restart of the source, not loss. */
  private static final int MAX_STEP = 3000;

  private int source;
  private boolean synced;
  private boolean begun;
  private int sequenceOffset;
  private int timestampOffset;
  private int highestIn;
  private int offsetSince;
  private int highestOut;
  private int lastTimestamp;
  private long lastNanos;
  private boolean fresh;
  private int sequence;
  private int timestamp;

  /**
   * An outgoing stream that has sent nothing.
   *
   * @param firstSequence low, so that no receiver misjudges the roll-over counter at the start (RFC
   *     3711 3.3.1)
   * @param firstTimestamp any
   */
  Rewriter(int firstSequence, int firstTimestamp) {
    highestOut = firstSequence - 1 & 0xffff;
    lastTimestamp = firstTimestamp;
  }

  /** The next packet begins a new section: another stream or nothing feeds this one. */
  void unsync() {
    synced = false;
  }

  /**
   * Maps a packet that will be sent.
   *
   * @return false when it is too old to have a place in the outgoing numbers
   */
  boolean map(int ssrc, int in, int inTimestamp, int clockRate, long now) {
    int step = (short) (in - highestIn);
    fresh = !synced || ssrc != source || step > MAX_STEP || step < -MAX_STEP;
    if (fresh) {
      sync(ssrc, in, inTimestamp, clockRate, now);
      step = 1;
    } else if (step <= 0 && (short) (in - offsetSince) <= 0) {
      return false;
    }
    sequence = in + sequenceOffset & 0xffff;
    timestamp = inTimestamp + timestampOffset;
    if (step > 0) {
      highestIn = in;
      highestOut = sequence;
      lastTimestamp = timestamp;
      lastNanos = now;
    }
    begun = true;
    return true;
  }

  private void sync(int ssrc, int in, int inTimestamp, int clockRate, long now) {
    source = ssrc;
    synced = true;
    sequenceOffset = highestOut + 1 - in;
    timestampOffset = timestampAt(clockRate, now) - inTimestamp;
    highestIn = in;
    offsetSince = in - 1;
  }

  /** The timestamp that fits this instant. */
  int timestampAt(int clockRate, long now) {
    if (!begun) {
      return lastTimestamp;
    }
    long elapsed = (now - lastNanos) / 1000 * clockRate / 1_000_000;
    return lastTimestamp + (int) Math.max(1, elapsed);
  }

  /** Leaves a packet of the source out; those behind it close the gap. */
  void skip(int ssrc, int in) {
    int step = (short) (in - highestIn);
    if (synced && ssrc == source && step > 0 && step <= MAX_STEP) {
      highestIn = in;
      offsetSince = in;
      sequenceOffset--;
    }
  }

  /** Takes the next sequence number for a packet of our own. */
  int insert(int packetTimestamp, long now) {
    highestOut = highestOut + 1 & 0xffff;
    sequenceOffset++;
    offsetSince = highestIn;
    lastTimestamp = packetTimestamp;
    lastNanos = now;
    begun = true;
    return highestOut;
  }

  /**
   * The source's number of a packet we sent, for NACK; right while no number was left out since.
   */
  int sourceSequence(int out) {
    return out - sequenceOffset & 0xffff;
  }

  /** Sequence number of the packet mapped last. */
  int sequence() {
    return sequence;
  }

  /** Timestamp of the packet mapped last. */
  int timestamp() {
    return timestamp;
  }

  /** Whether the packet mapped last is the first of a section. */
  boolean fresh() {
    return fresh;
  }
}
