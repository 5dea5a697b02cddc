package io.jackfield.media.embedded.relay;

import java.util.List;
import java.util.Optional;

/**
 * A media section as negotiated.
 *
 * @param kind audio or video
 * @param mid {@code a=mid} of a bundled section
 * @param midExtension id of the {@code urn:ietf:params:rtp-hdrext:sdes:mid} extension, when
 *     negotiated; only read, never sent
 * @param receive formats we accept from the peer, under the numbers of our description
 * @param send formats the peer accepts from us, under the numbers of its description
 * @param remoteSsrcs sources the peer announced with {@code a=ssrc}; usually empty for RTP legs
 * @param nack whether the peer understands generic NACK (RFC 4585)
 * @param pli whether the peer understands PLI (RFC 4585)
 * @param fir whether the peer understands FIR (RFC 5104)
 * @param remb whether the peer understands REMB (draft-alvestrand-rmcat-remb-03)
 * @param tmmbr whether the peer understands TMMBR (RFC 5104)
 * @param receiving whether we want packets from the peer (its direction as seen by us)
 * @param sending whether the peer wants packets from us
 */
public record StreamConfig(
    MediaKind kind,
    Optional<String> mid,
    Optional<Integer> midExtension,
    List<PayloadFormat> receive,
    List<PayloadFormat> send,
    List<Long> remoteSsrcs,
    boolean nack,
    boolean pli,
    boolean fir,
    boolean remb,
    boolean tmmbr,
    boolean receiving,
    boolean sending) {

  /** Copies the lists. */
  public StreamConfig {
    receive = List.copyOf(receive);
    send = List.copyOf(send);
    remoteSsrcs = List.copyOf(remoteSsrcs);
  }

  /**
   * Audio both ways with the same numbers on both sides and no feedback.
   *
   * @param formats the formats
   * @return the configuration
   */
  public static StreamConfig audio(PayloadFormat... formats) {
    List<PayloadFormat> list = List.of(formats);
    return new StreamConfig(
        MediaKind.AUDIO,
        Optional.empty(),
        Optional.empty(),
        list,
        list,
        List.of(),
        false,
        false,
        false,
        false,
        false,
        true,
        true);
  }
}
