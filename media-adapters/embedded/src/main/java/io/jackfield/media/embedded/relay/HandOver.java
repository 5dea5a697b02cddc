package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Packets that must go on on another loop: copied into parcels that are used again. Without a free
 * parcel the packet is lost, as it would be in a full socket buffer.
 */
final class HandOver implements Runnable {

  /** The parcels of a plane. Thread-safe. */
  static final class Pool {

    private static final int PARCELS = 512;

    private final ArrayBlockingQueue<HandOver> free = new ArrayBlockingQueue<>(PARCELS);
    private final AtomicInteger made = new AtomicInteger();

    private Optional<HandOver> take(byte[] data, int off, int len) {
      HandOver parcel = free.poll();
      if (parcel == null) {
        if (made.incrementAndGet() > PARCELS) {
          made.decrementAndGet();
          return Optional.empty();
        }
        parcel = new HandOver(this);
      }
      System.arraycopy(data, off, parcel.data, MediaLoop.HEADROOM, len);
      parcel.len = len;
      return Optional.of(parcel);
    }
  }

  private final Pool pool;
  private final byte[] data =
      new byte[MediaLoop.HEADROOM + MediaLoop.MAX_PACKET + MediaLoop.TAILROOM];
  private StreamImpl sink;
  private PacketSource source;
  private Converter converter;
  private WebRtcImpl transport;
  private int port;
  private InetSocketAddress from;
  private int len;
  private int rate;

  private HandOver(Pool pool) {
    this.pool = pool;
  }

  /** A packet of a source for a sink on another loop. */
  static void packet(
      StreamImpl sink, PacketSource source, byte[] data, int off, int len, int rate) {
    LoopContext target = sink.transport.context;
    target
        .parcels
        .take(data, off, len)
        .ifPresent(
            parcel -> {
              parcel.sink = sink;
              parcel.source = source;
              parcel.rate = rate;
              target.loop.post(parcel);
            });
  }

  /** A packet of a source whose packets are made here; from its worker. */
  static void made(MadeSource source, byte[] data, int off, int len, int rate) {
    LoopContext target = source.context;
    target
        .parcels
        .take(data, off, len)
        .ifPresent(
            parcel -> {
              parcel.source = source;
              parcel.rate = rate;
              target.loop.post(parcel);
            });
  }

  /** A packet that a stream's converter has made; from any thread. */
  static void converted(StreamImpl sink, Converter by, byte[] data, int off, int len, int rate) {
    LoopContext target = sink.transport.context;
    target
        .parcels
        .take(data, off, len)
        .ifPresent(
            parcel -> {
              parcel.sink = sink;
              parcel.converter = by;
              parcel.rate = rate;
              target.loop.post(parcel);
            });
  }

  /** A packet that a sink on another loop sends once more. */
  static void repeat(StreamImpl sink, byte[] data, int off, int len) {
    LoopContext target = sink.transport.context;
    target
        .parcels
        .take(data, off, len)
        .ifPresent(
            parcel -> {
              parcel.sink = sink;
              target.loop.post(parcel);
            });
  }

  /** A datagram that reached the shared port on another loop than its transport's. */
  static void datagram(
      WebRtcImpl transport, int port, InetSocketAddress from, byte[] data, int off, int len) {
    LoopContext target = transport.context;
    target
        .parcels
        .take(data, off, len)
        .ifPresent(
            parcel -> {
              parcel.transport = transport;
              parcel.port = port;
              parcel.from = from;
              target.loop.post(parcel);
            });
  }

  @Override
  public void run() {
    try {
      if (transport != null) {
        transport.handedOver(port, from, data, MediaLoop.HEADROOM, len);
      } else if (sink == null) {
        ((MadeSource) source).made(data, len, rate);
      } else if (converter != null) {
        sink.converted(converter, data, MediaLoop.HEADROOM, len, rate);
      } else if (source == null) {
        sink.repeat(data, MediaLoop.HEADROOM, len);
      } else {
        sink.forward(source, data, MediaLoop.HEADROOM, len, rate);
      }
    } finally {
      transport = null;
      sink = null;
      converter = null;
      source = null;
      from = null;
      pool.free.offer(this);
    }
  }
}
