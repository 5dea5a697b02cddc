package io.jackfield.appliance.config;

import java.time.Duration;

/**
 * The embedded media engine.
 *
 * @param webrtc the one UDP address of all WebRTC media
 * @param rtpHost address of plain RTP legs
 * @param rtpPortMin first UDP port of plain RTP legs, even
 * @param rtpPortMax last UDP port of plain RTP legs
 * @param reattachTimeout a browser that is gone may come back for so long
 * @param maxLegs most legs at once
 * @param mediaTimeout a leg that sends nothing for so long is lost; zero for never
 */
public record MediaConfig(
    HostPort webrtc,
    String rtpHost,
    int rtpPortMin,
    int rtpPortMax,
    Duration mediaTimeout,
    Duration reattachTimeout,
    int maxLegs) {

  static MediaConfig read(Section section) {
    try (section) {
      HostPort webrtc =
          section.typed(
              "webrtc_listen",
              new HostPort("all", 10_000),
              "an address such as all:10000",
              HostPort::parse);
      String host = section.text("rtp_host", "all");
      int min = section.integer("rtp_port_min", 1024, 65_534, 20_000);
      int max = section.integer("rtp_port_max", 1025, 65_535, 29_999);
      if (max <= min) {
        section.problem("rtp_port_max", "must be above rtp_port_min");
      }
      return new MediaConfig(
          webrtc,
          host,
          min,
          max,
          section.duration("media_timeout", Duration.ofSeconds(30)),
          section.duration("reattach_timeout", Duration.ofSeconds(60)),
          section.integer("max_legs", 1, 1_000_000, 10_000));
    }
  }
}
