package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.rtp.Rtp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the stream of a packet on a bundled transport (RFC 8843 9.2): by SSRC when it is known,
 * else by MID, announced SSRC or payload type, and remembers the answer. Belongs to the loop.
 */
final class SourceTable {

  private static final int MAX = 16;

  private int[] ssrcs = new int[2];
  private StreamImpl[] owners = new StreamImpl[2];
  private int count;
  private int oldest;

  /** The stream, or null: the packet path has no room for an Optional a packet. */
  StreamImpl find(List<StreamImpl> streams, byte[] data, int off, int len) {
    if (streams.size() == 1) {
      return streams.get(0);
    }
    int ssrc = Rtp.ssrc(data, off);
    for (int i = 0; i < count; i++) {
      if (ssrcs[i] == ssrc) {
        return owners[i];
      }
    }
    StreamImpl found = search(streams, data, off, len, ssrc);
    if (found != null) {
      remember(ssrc, found);
    }
    return found;
  }

  private static StreamImpl search(
      List<StreamImpl> streams, byte[] data, int off, int len, int ssrc) {
    for (StreamImpl stream : streams) {
      if (hasMid(stream, data, off, len)) {
        return stream;
      }
    }
    for (StreamImpl stream : streams) {
      if (stream.config().remoteSsrcs().contains(ssrc & 0xffffffffL)) {
        return stream;
      }
    }
    for (StreamImpl stream : streams) {
      if (stream.receiveFormats().kind(Rtp.payloadType(data, off)) != FormatTable.NONE) {
        return stream;
      }
    }
    return null;
  }

  private static boolean hasMid(StreamImpl stream, byte[] data, int off, int len) {
    Optional<Integer> id = stream.config().midExtension();
    Optional<String> mid = stream.config().mid();
    if (id.isEmpty() || mid.isEmpty()) {
      return false;
    }
    int found = Rtp.extension(data, off, len, id.get());
    return found >= 0
        && new String(data, found >>> 8, found & 255, StandardCharsets.US_ASCII).equals(mid.get());
  }

  private void remember(int ssrc, StreamImpl owner) {
    int at = count;
    if (count == MAX) {
      at = oldest;
      oldest = (oldest + 1) % MAX;
    } else {
      if (count == ssrcs.length) {
        ssrcs = Arrays.copyOf(ssrcs, count * 2);
        owners = Arrays.copyOf(owners, count * 2);
      }
      count++;
    }
    ssrcs[at] = ssrc;
    owners[at] = owner;
  }

  void clear() {
    Arrays.fill(owners, 0, count, null);
    count = 0;
    oldest = 0;
  }
}
