package io.jackfield.media.embedded.rtp;

/** Hears the parts of a compound RTCP packet. SSRCs are 32 bits as on the wire. */
public interface RtcpHandler {

  /**
   * A sender report.
   *
   * @param ssrc the sender
   * @param ntpMiddle middle 32 bits of its NTP time
   */
  void onSenderReport(int ssrc, int ntpMiddle);

  /**
   * A report block (RFC 3550 6.4.1).
   *
   * @param source whom it is about
   * @param lost cumulative loss
   * @param jitter in timestamp units
   * @param lsr last sender report, middle 32 bits of its NTP time; 0 when none
   * @param dlsr delay since then, 1/65536 s
   */
  void onReportBlock(int source, int lost, long jitter, int lsr, int dlsr);

  /**
   * PLI (RFC 4585 6.3.1) or FIR (RFC 5104 4.3.1).
   *
   * @param media whose key frame is wanted
   */
  void onKeyFrameRequest(int media);

  /**
   * Generic NACK (RFC 4585 6.2.1).
   *
   * @param media whose packets are missing
   * @param sequence the first missing
   * @param following bit i set: {@code sequence + i + 1} is missing too
   */
  void onNack(int media, int sequence, int following);

  /**
   * BYE.
   *
   * @param ssrc who leaves
   */
  void onBye(int ssrc);
}
