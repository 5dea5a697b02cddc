package io.jackfield.media.janus;

import io.jackfield.gateway.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What listeners need to know of a publisher; on the loop only. */
final class Publication {
  private final RoomId room;
  private final long feed;
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private List<Stream> streams = new ArrayList<>();

  /**
   * One published stream.
   *
   * @param mid its identification in the publisher's description (RFC 8843)
   * @param type {@code audio}, {@code video}, {@code data}
   */
  record Stream(String mid, String type) {}

  Publication(RoomId room, long feed) {
    this.room = room;
    this.feed = feed;
  }

  RoomId room() {
    return room;
  }

  /** The publisher's number in the room. */
  long feed() {
    return feed;
  }

  /** Done once media can flow: Janus knows no feed before. */
  CompletableFuture<Void> up() {
    return up;
  }

  List<Stream> streams() {
    return streams;
  }

  void streams(List<Stream> all) {
    streams = List.copyOf(all);
  }
}
