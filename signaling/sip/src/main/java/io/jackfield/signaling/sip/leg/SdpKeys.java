package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.List;

/** Keys in descriptions (RFC 4568): of those offered, an answer takes one or none. */
final class SdpKeys {

  private SdpKeys() {}

  /**
   * Our offer as the answer left it, for offers that follow: with the key that was taken alone.
   *
   * @param offer ours
   * @param answer of the peer
   * @return the offer itself where it has no keys or one cannot be read
   */
  static String settled(String offer, String answer) {
    if (!offer.contains("a=crypto:")) {
      return offer;
    }
    try {
      SessionDescription ours = SessionDescription.parse(offer);
      SessionDescription theirs = SessionDescription.parse(answer);
      SessionDescription settled = ours;
      for (int i = 0; i < ours.media().size() && i < theirs.media().size(); i++) {
        MediaDescription section = theirs.media().get(i);
        List<Integer> taken = section.crypto().stream().map(CryptoAttribute::tag).toList();
        settled = settled.withMedia(i, m -> only(m, taken));
      }
      return settled.write();
    } catch (SdpException e) {
      return offer;
    }
  }

  private static MediaDescription only(MediaDescription section, List<Integer> taken) {
    return section.without(
        attribute ->
            attribute.name().equals("crypto")
                && attribute
                    .value()
                    .filter(value -> taken.contains(CryptoAttribute.parse(value).tag()))
                    .isEmpty());
  }
}
