package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.Arrays;

/**
 * What packets come from: the receiving half of a stream, or something that makes packets. Feeds
 * any number of sinks on any loop. Fields belong to the loop unless final.
 */
abstract non-sealed class PacketSource implements MediaSource {

  private static final StreamImpl[] NO_SINKS = {};

  final LoopContext context;
  final MediaLoop loop;
  private StreamImpl[] sinks = NO_SINKS;
  private PacketHistory history;

  PacketSource(LoopContext context) {
    this.context = context;
    this.loop = context.loop;
  }

  /** The formats of its packets, under its own payload types; from any thread. */
  abstract FormatTable sourceFormats();

  abstract MediaKind kind();

  /** Whether it takes no more sinks. */
  abstract boolean over();

  /**
   * Asks for a key frame; on the loop.
   *
   * @param certain true when one must follow even if one was just asked for: somebody has joined
   */
  abstract void wantKeyFrame(boolean certain);

  /** Asks the peer behind it for packets again, by its own numbers; on the loop. */
  abstract void wantAgain(int sequence, int following);

  /** Gives a packet to every sink, which may change it. */
  final void distribute(byte[] data, int off, int len, int rate) {
    if (history != null) {
      history.keep(data, off, len);
    }
    StreamImpl[] all = sinks;
    int last = all.length - 1;
    for (int i = 0; i <= last; i++) {
      StreamImpl sink = all[i];
      if (sink.loop != loop) {
        HandOver.packet(sink, this, data, off, len, rate);
      } else if (i == last) {
        sink.forward(this, data, off, len, rate);
      } else {
        // Sending changes the packet, so all but the last sink get a copy.
        byte[] copy = context.scratch;
        System.arraycopy(data, off, copy, MediaLoop.HEADROOM, len);
        sink.forward(this, copy, MediaLoop.HEADROOM, len, rate);
      }
    }
  }

  /** Tells every sink that a packet has been left out. */
  final void skip(int ssrc, int sequence) {
    for (StreamImpl sink : sinks) {
      if (sink.loop != loop) {
        sink.loop.post(() -> sink.skip(this, ssrc, sequence));
      } else {
        sink.skip(this, ssrc, sequence);
      }
    }
  }

  final boolean heard() {
    return sinks.length > 0;
  }

  final void addSink(StreamImpl sink) {
    if (over()) {
      return;
    }
    if (Arrays.stream(sinks).noneMatch(s -> s == sink)) {
      sinks = Arrays.copyOf(sinks, sinks.length + 1);
      sinks[sinks.length - 1] = sink;
    }
    if (kind() == MediaKind.VIDEO) {
      if (history == null && sink.config().nack()) {
        history = new PacketHistory();
      }
      wantKeyFrame(true);
    }
  }

  final void removeSink(StreamImpl sink) {
    sinks = Arrays.stream(sinks).filter(s -> s != sink).toArray(StreamImpl[]::new);
    if (sinks.length == 0) {
      history = null;
    }
  }

  final void remapSinks() {
    for (StreamImpl sink : sinks) {
      sink.loop.execute(() -> sink.remapFrom(this));
    }
  }

  final void dropSinks() {
    for (StreamImpl sink : sinks) {
      sink.loop.execute(() -> sink.lost(this));
    }
    sinks = NO_SINKS;
    history = null;
  }

  /** A sink misses packets it never got; on the loop. What others just asked for is left out. */
  final void missed(int sequence, int following) {
    if (history == null) {
      wantAgain(sequence, following);
      return;
    }
    int first = -1;
    int rest = 0;
    for (int i = 0; i <= 16; i++) {
      boolean missing = i == 0 || (following >> i - 1 & 1) != 0;
      if (missing && history.ask(sequence + i & 0xffff, loop.now())) {
        if (first < 0) {
          first = i;
        } else {
          rest |= 1 << i - first - 1;
        }
      }
    }
    if (first >= 0) {
      wantAgain(sequence + first & 0xffff, rest);
    }
  }

  /** Repeats a packet to one sink from memory, else asks the peer behind; on the loop. */
  final void again(StreamImpl sink, int ssrc, int sequence, int sentAs, int sentTimestamp) {
    byte[] copy = context.scratch;
    int len = history == null ? -1 : history.find(ssrc, sequence, copy, MediaLoop.HEADROOM);
    if (len < 0) {
      if (history == null || history.ask(sequence, loop.now())) {
        wantAgain(sequence, 0);
      }
      return;
    }
    Rtp.setSequence(copy, MediaLoop.HEADROOM, sentAs);
    Rtp.setTimestamp(copy, MediaLoop.HEADROOM, sentTimestamp);
    if (sink.loop == loop) {
      sink.repeat(copy, MediaLoop.HEADROOM, len);
    } else {
      HandOver.repeat(sink, copy, MediaLoop.HEADROOM, len);
    }
  }
}
