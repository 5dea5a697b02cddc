package io.jackfield.gateway.session;

import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.signal.Description;
import java.util.Map;
import java.util.Optional;

/** What the call of a session wants of it while both sides talk: hold and digits. */
final class InCall {

  private InCall() {}

  static boolean handle(SessionDraft d, SessionInput input) {
    if (input instanceof SessionInput.Hold in) {
      hold(d, in);
    } else if (input instanceof SessionInput.LegDtmf in) {
      publish(d, in.digit());
      d.tell(new SessionNotice.Digit(in.digit()));
    } else if (input instanceof SessionInput.SaidDigit in) {
      publish(d, in.digit());
    } else if (input instanceof SessionInput.PassDigit in) {
      pass(d, in);
    } else {
      return false;
    }
    return true;
  }

  private static void hold(SessionDraft d, SessionInput.Hold now) {
    SessionInput.Hold before = d.hold;
    d.hold = now;
    if (d.engine.isEmpty() || d.phase != Phase.READY) {
      return;
    }
    if (before.byClient() != now.byClient()) {
      d.emit(new SessionEffect.LegHold(now.byClient()));
    }
    if (before.silenced() != now.silenced()) {
      MediaUpdate own = d.media;
      MediaUpdate back =
          new MediaUpdate(
              own.muteAudio().or(() -> Optional.of(false)),
              own.muteVideo().or(() -> Optional.of(false)),
              Optional.empty(),
              Optional.empty());
      long op = d.operation(Operation.SILENCE, 0);
      d.emit(new SessionEffect.LegUpdate(op, inForce(d, back)));
    }
  }

  /** What the engine is to do of a mute: hold silences whatever the client's own mutes are. */
  static MediaUpdate inForce(SessionDraft d, MediaUpdate wanted) {
    return d.hold.silenced()
        ? new MediaUpdate(Optional.of(true), Optional.of(true), wanted.muteData(), wanted.bitrate())
        : wanted;
  }

  private static void publish(SessionDraft d, char digit) {
    d.publish("info", Map.of("info", "dtmf", "digit", String.valueOf(digit)));
  }

  private static void pass(SessionDraft d, SessionInput.PassDigit in) {
    boolean inMedia =
        d.engine.isPresent() && d.phase == Phase.READY && takes(d.offer) && takes(d.answer);
    if (!inMedia) {
      d.tell(new SessionNotice.DigitForClient(in.digit()));
    } else if (!in.relayed()) {
      long op =
          d.operation(
              new Pending(
                  Operation.SEND_DTMF, 0, Optional.empty(), Optional.empty(), MediaUpdate.NONE));
      d.emit(new SessionEffect.LegSendDtmf(op, String.valueOf(in.digit())));
    }
  }

  /** Whether a description speaks of telephone-events (RFC 4733). */
  private static boolean takes(Optional<Description> description) {
    try {
      SessionDescription parsed = SdpParser.parse(description.flatMap(Description::sdp).orElse(""));
      return parsed.media().stream()
          .anyMatch(m -> !m.isRejected() && m.codecs().stream().anyMatch(Codec::isTelephoneEvent));
    } catch (SdpException e) {
      return false;
    }
  }
}
