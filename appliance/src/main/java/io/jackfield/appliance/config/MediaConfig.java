package io.jackfield.appliance.config;

import io.jackfield.media.embedded.play.WebRules;
import java.time.Duration;
import java.util.List;

/**
 * The embedded media engine.
 *
 * @param host address of all media: an IP address, or {@code all}
 * @param webrtcPort the one UDP port of all WebRTC media, 0 for one the system picks
 * @param rtpPortMin first UDP port of plain RTP legs, even
 * @param rtpPortMax last UDP port of plain RTP legs
 * @param reattachTimeout a browser that is gone may come back for so long
 * @param maxLegs most legs at once
 * @param mediaTimeout a leg that sends nothing for so long is lost; zero for never
 * @param playWeb from which hosts files are fetched to be played, see {@link WebRules}
 */
public record MediaConfig(
    String host,
    int webrtcPort,
    int rtpPortMin,
    int rtpPortMax,
    Duration mediaTimeout,
    Duration reattachTimeout,
    int maxLegs,
    List<String> playWeb) {

  /** Copies the list. */
  public MediaConfig {
    playWeb = List.copyOf(playWeb);
  }

  static MediaConfig read(Section section) {
    try (section) {
      String host = section.text("host", "all");
      int webrtc = section.integer("webrtc_port", 0, 65_535, 10_000);
      int min = section.integer("rtp_port_min", 1024, 65_534, 20_000);
      int max = section.integer("rtp_port_max", 1025, 65_535, 29_999);
      if (max <= min) {
        section.problem("rtp_port_max", "must be above rtp_port_min");
      }
      return new MediaConfig(
          host,
          webrtc,
          min,
          max,
          section.duration("media_timeout", Duration.ofSeconds(30)),
          section.duration("reattach_timeout", Duration.ofSeconds(60)),
          section.integer("max_legs", 1, 1_000_000, 10_000),
          playWeb(section));
    }
  }

  private static List<String> playWeb(Section section) {
    List<String> words =
        section.texts("play_web", List.of("public")).stream().filter(w -> !w.isEmpty()).toList();
    try {
      WebRules.of(words);
      return words;
    } catch (IllegalArgumentException e) {
      section.problem(
          "play_web",
          "expected public, any, names of hosts, addresses or networks, not " + e.getMessage());
      return List.of();
    }
  }
}
