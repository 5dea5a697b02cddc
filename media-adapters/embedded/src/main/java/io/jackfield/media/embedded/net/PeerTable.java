package io.jackfield.media.embedded.net;

import java.nio.ByteBuffer;

/** Peers by raw socket address, found without making an object. Open addressing, one thread. */
final class PeerTable {

  private long[] keys = new long[4];
  private long[] highs = new long[4];
  private long[] lows = new long[4];
  private Peer[] peers = new Peer[4];
  private int size;

  private static int hash(long key, long high, long low) {
    long mixed = (key ^ high * 31 ^ low * 17) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  /** The peer at this raw address, or null. */
  Peer get(ByteBuffer in, int at) {
    return size == 0
        ? null
        : get(
            SocketAddresses.key(in, at), SocketAddresses.high(in, at), SocketAddresses.low(in, at));
  }

  private Peer get(long key, long high, long low) {
    int mask = peers.length - 1;
    for (int i = hash(key, high, low) & mask; peers[i] != null; i = i + 1 & mask) {
      if (keys[i] == key && highs[i] == high && lows[i] == low) {
        return peers[i];
      }
    }
    return null;
  }

  void put(ByteBuffer in, int at, Peer peer) {
    if (size * 2 >= peers.length) {
      resize(peers.length * 2);
    }
    insert(
        SocketAddresses.key(in, at),
        SocketAddresses.high(in, at),
        SocketAddresses.low(in, at),
        peer);
  }

  private void insert(long key, long high, long low, Peer peer) {
    int mask = peers.length - 1;
    int i = hash(key, high, low) & mask;
    while (peers[i] != null && !(keys[i] == key && highs[i] == high && lows[i] == low)) {
      i = i + 1 & mask;
    }
    if (peers[i] == null) {
      size++;
    }
    keys[i] = key;
    highs[i] = high;
    lows[i] = low;
    peers[i] = peer;
  }

  void remove(ByteBuffer in, int at) {
    long key = SocketAddresses.key(in, at);
    Peer peer = get(in, at);
    if (peer == null) {
      return;
    }
    for (int i = 0; i < peers.length; i++) {
      if (peers[i] == peer && keys[i] == key) {
        peers[i] = null;
      }
    }
    // Whoever was pushed on by the one that left must be found again.
    resize(Math.max(4, peers.length));
  }

  private void resize(int capacity) {
    long[] oldKeys = keys;
    long[] oldHighs = highs;
    long[] oldLows = lows;
    Peer[] old = peers;
    keys = new long[capacity];
    highs = new long[capacity];
    lows = new long[capacity];
    peers = new Peer[capacity];
    size = 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        insert(oldKeys[i], oldHighs[i], oldLows[i], old[i]);
      }
    }
  }
}
