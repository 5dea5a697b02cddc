package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.session.SessionState.Recording;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recording and playing (media-session.md, "Recording", "Other field tables"). */
final class Files {

  /** What is written as it comes where there is no video: it has no place in WebM. */
  private static final Set<String> WAV = Set.of("PCMU", "PCMA", "G722");

  private Files() {}

  static boolean handle(SessionDraft d, SessionInput input) {
    if (input instanceof SessionInput.StartRecorder in) {
      if (ready(d, in.token())) {
        start(d, in.token(), in.target());
      }
    } else if (input instanceof SessionInput.Recorder in) {
      if (ready(d, in.token())) {
        long op = d.operation(Operation.RECORDER, in.token());
        d.emit(new SessionEffect.LegRecorder(op, in.action()));
      }
    } else if (input instanceof SessionInput.Player in) {
      if (ready(d, in.token())) {
        play(d, in);
      }
    } else if (input instanceof SessionInput.LayoutChanged in) {
      layout(d, in);
    } else if (input instanceof SessionInput.LegReplied in) {
      replied(d, in);
    } else if (input instanceof SessionInput.LegTypeInfo in) {
      typeInfo(d, in.fields());
    } else {
      return false;
    }
    return true;
  }

  private static boolean ready(SessionDraft d, long token) {
    if (d.engine.isEmpty()) {
      d.fail(token, Reason.NOT_IMPLEMENTED);
      return false;
    }
    if (d.phase != Phase.READY) {
      d.fail(token, Reason.INVALID_STATE);
      return false;
    }
    return true;
  }

  /** Each start makes a file of its own. */
  static void start(SessionDraft d, long token, Optional<URI> target) {
    Recording r = d.recording;
    URI uri = target.orElseGet(() -> URI.create(r.directory() + name(d)));
    int made = target.isPresent() ? r.made() : r.made() + 1;
    d.recording = new Recording(r.directory(), r.urlPrefix(), made, r.uri());
    long op = d.operation(Operation.RECORDER, token);
    d.emit(new SessionEffect.LegRecorder(op, new RecorderAction.Start(uri)));
  }

  /** An id is the client's choice; in a file name it must not lead anywhere. */
  private static String name(SessionDraft d) {
    String safe = d.id.value().replaceAll("[^A-Za-z0-9_-]", "_");
    return String.format(Locale.ROOT, "%s_p%04d.%s", safe, d.recording.made(), extension(d));
  }

  private static String extension(SessionDraft d) {
    SessionDescription answer = OfferAnswer.parse(d.answer.orElseThrow());
    boolean video = answer.video().filter(v -> !v.isRejected()).isPresent();
    List<Codec> audio = answer.audio().map(MediaDescription::codecs).orElse(List.of());
    boolean plain = !audio.isEmpty() && WAV.contains(audio.get(0).name().toUpperCase(Locale.ROOT));
    return plain && !video ? "wav" : "webm";
  }

  private static void play(SessionDraft d, SessionInput.Player in) {
    Optional<LegType> next = Optional.empty();
    if (in.action() instanceof PlayerAction.Start start) {
      next = Optional.of(new LegType.Play(start.uri(), start.loops()));
    } else if (in.action() instanceof PlayerAction.Stop) {
      next = Optional.of(new LegType.Park());
    }
    long op =
        d.operation(
            new Pending(Operation.PLAYER, in.token(), next, Optional.empty(), MediaUpdate.NONE));
    d.emit(new SessionEffect.LegPlayer(op, in.action()));
  }

  private static void layout(SessionDraft d, SessionInput.LayoutChanged in) {
    if (d.type.orElse(null) instanceof LegType.Mcu mcu) {
      LegType changed = new LegType.Mcu(mcu.room(), Optional.of(in.layout()));
      if (!d.type.equals(Optional.of(changed))) {
        d.type = Optional.of(changed);
        d.publish("type", SessionInfo.typeBody(d));
        Links.settle(d);
      }
    }
    d.succeed(in.token());
  }

  private static void replied(SessionDraft d, SessionInput.LegReplied in) {
    Pending done = d.pending.remove(in.op());
    if (done == null) {
      return;
    }
    Map<String, Object> reply = new LinkedHashMap<>(in.reply());
    if (done.operation() == Operation.RECORDER) {
      withUrl(d, reply);
    }
    if (done.type().isPresent()) {
      SessionStep.inForce(d, done.type());
      if (done.type().get() instanceof LegType.Play) {
        Map<String, Object> fields = SessionInfo.typeBody(done.type().get());
        fields.remove("type");
        fields.forEach(reply::putIfAbsent);
      }
    }
    d.succeed(done.token(), reply);
  }

  /** What is told of a recording says where it is, on disk and on the operator's web server. */
  static void withUrl(SessionDraft d, Map<String, Object> body) {
    if (!(body.get("uri") instanceof String uri)) {
      return;
    }
    Recording r = d.recording;
    d.recording = new Recording(r.directory(), r.urlPrefix(), r.made(), Optional.of(uri));
    String dir = r.directory().toString();
    r.urlPrefix()
        .filter(p -> uri.startsWith(dir))
        .ifPresent(p -> body.put("url", p + uri.substring(dir.length())));
  }

  /**
   * What the engine has said of the type and has not taken back; it speaks before the change of
   * type it speaks of is done. What we know of a bridge ends with it.
   */
  static Map<String, Object> toldByEngine(SessionDraft d) {
    Map<String, Object> told = new LinkedHashMap<>(d.typeInfo);
    told.remove("role");
    return told;
  }

  private static void typeInfo(SessionDraft d, Map<String, Object> fields) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    Optional.ofNullable(d.typeInfo.get("role")).ifPresent(role -> all.put("role", role));
    if (all.equals(d.typeInfo)) {
      return;
    }
    d.typeInfo = all;
    d.publish("type", SessionInfo.typeBody(d));
  }
}
