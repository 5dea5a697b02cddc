package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.net.UdpPort;
import io.jackfield.media.embedded.rtp.RtcpWriter;
import io.jackfield.media.embedded.srtp.CryptoTools;
import java.util.ArrayList;
import java.util.List;

/** What all transports of one loop share: scratch space, WebRTC ports, housekeeping, counters. */
final class LoopContext {

  /** Housekeeping visits each transport once a second, a slice of them at a time. */
  private static final int SLICES = 20;

  private static final long SLICE_NANOS = 1_000_000_000L / SLICES;

  final MediaLoop loop;
  final HandOver.Pool parcels;
  final Workers workers;
  final LoopOwner owner;
  final CryptoTools tools = new CryptoTools();
  final byte[] scratch = new byte[MediaLoop.HEADROOM + MediaLoop.MAX_PACKET + MediaLoop.TAILROOM];
  final byte[] rtcpBuffer =
      new byte[MediaLoop.HEADROOM + MediaLoop.MAX_PACKET + MediaLoop.TAILROOM];
  final RtcpWriter rtcp = new RtcpWriter(rtcpBuffer, MediaLoop.HEADROOM);
  final List<UdpPort> webRtcPorts = new ArrayList<>();

  // Counters of the loop's thread; see PlaneCounters.
  long relayed;
  long badStun;
  long strayDtls;
  long strayMedia;
  long unknown;

  private final List<List<BaseTransport>> slices = new ArrayList<>(SLICES);
  private int nextSlice;
  private int fillSlice;
  private int housed;
  private boolean ticking;

  LoopContext(MediaLoop loop, HandOver.Pool parcels, Workers workers) {
    this.workers = workers;
    this.loop = loop;
    this.parcels = parcels;
    this.owner = new LoopOwner(loop);
    for (int i = 0; i < SLICES; i++) {
      slices.add(new ArrayList<>());
    }
  }

  /** Begins housekeeping for a transport; loop thread only. */
  void house(BaseTransport transport) {
    slices.get(fillSlice).add(transport);
    transport.slice = fillSlice;
    fillSlice = (fillSlice + 1) % SLICES;
    housed++;
    if (!ticking) {
      ticking = true;
      loop.schedule(SLICE_NANOS, this::tick);
    }
  }

  /** Ends housekeeping for a transport; loop thread only. */
  void leave(BaseTransport transport) {
    List<BaseTransport> slice = slices.get(transport.slice);
    int at = slice.indexOf(transport);
    if (at >= 0) {
      // Order does not matter: the last one takes the place.
      slice.set(at, slice.get(slice.size() - 1));
      slice.remove(slice.size() - 1);
      housed--;
    }
  }

  private void tick() {
    List<BaseTransport> slice = slices.get(nextSlice);
    nextSlice = (nextSlice + 1) % SLICES;
    for (int i = slice.size() - 1; i >= 0; i--) {
      if (i < slice.size()) {
        slice.get(i).tick();
      }
    }
    if (housed > 0) {
      loop.schedule(SLICE_NANOS, this::tick);
    } else {
      // No transport, no timer: an idle gateway sleeps.
      ticking = false;
    }
  }
}
