package io.jackfield.media.embedded.relay;

import java.time.Duration;

/**
 * One media section on a transport: what the peer sends, and what is sent to the peer. What is sent
 * keeps one SSRC and continuous sequence numbers and timestamps through every change of source.
 */
public non-sealed interface MediaStream extends MediaSource {

  /** The SSRC of all we send on this stream, unsigned, for {@code a=ssrc}. */
  long localSsrc();

  /** The CNAME of our RTCP reports, for {@code a=ssrc ... cname}. */
  String cname();

  /**
   * Takes over a new negotiation of the same section.
   *
   * @param config the new state
   */
  void update(StreamConfig config);

  /**
   * Sends to this peer what {@code source} receives from its peer, from now on and in place of any
   * source before. {@code this} makes an echo. A source may feed any number of streams. Formats are
   * matched by codec; packets of a format this peer does not accept are dropped and counted.
   *
   * @param source the stream to hear
   */
  void feedFrom(MediaSource source);

  /** Sends this peer nothing (park). */
  void feedNothing();

  /**
   * Stops or resumes the peer being heard. While muted, audio is replaced by silence, so that the
   * listener's clock goes on and it does not take the peer for gone; video is dropped.
   *
   * @param muted true to silence the peer
   */
  void mute(boolean muted);

  /**
   * Tells the peer how much it may send, now and with every report, if it has said that it
   * understands REMB or TMMBR. Without a call nothing is told.
   *
   * @param kilobitsPerSecond at least 1; 0 lifts the limit
   */
  void limit(int kilobitsPerSecond);

  /**
   * Copies what the peer sends, after a mute, into an inbox too. An inbox takes one stream.
   *
   * @param inbox from now on
   */
  void tap(PacketInbox inbox);

  /**
   * Ends {@link #tap}; idempotent.
   *
   * @param inbox gets nothing more
   */
  void untap(PacketInbox inbox);

  /** Asks the peer for a video key frame, by PLI or FIR as it understands. */
  void requestKeyFrame();

  /**
   * Sends a digit as RFC 4733 telephone-event to the peer, in turn after those before it; audio of
   * the source pauses meanwhile. Does nothing when the peer accepts no telephone-event.
   *
   * @param digit 0-9, *, #, A-D
   * @param duration length of the tone, 40 ms to 6 s
   */
  void sendDigit(char digit, Duration duration);

  /** Removes the stream from its transport; idempotent. */
  void remove();
}
