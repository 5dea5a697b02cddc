package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.media.embedded.play.Player;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.TransportListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what transports report into the leg's status, and decides when the leg is lost; on the
 * leg's loop only. After {@link #close} the observer hears nothing more.
 */
final class LegWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LegWatch.class);
  private static final String WEBRTC = "webrtc";
  private static final String STATUS = "status";

  private final SessionId id;
  private final MediaLegObserver observer;
  private final Owner owner;
  private final Duration mediaTimeout;
  private final Duration reattachTimeout;
  private Optional<Timer> lossTimer = Optional.empty();
  private Map<String, Object> typeInfo = Map.of();
  private Runnable onUp = () -> {};
  private boolean silent;
  private boolean secured;
  private boolean down;
  private boolean held;
  private boolean over;

  /**
   * Watches one leg.
   *
   * @param id the session's id, for the log
   * @param observer told of everything
   * @param owner the leg's loop
   * @param mediaTimeout silence after which a leg is lost; zero for never
   * @param reattachTimeout time a browser has to come back after its consent was lost
   */
  LegWatch(
      SessionId id,
      MediaLegObserver observer,
      Owner owner,
      Duration mediaTimeout,
      Duration reattachTimeout) {
    this.id = id;
    this.observer = observer;
    this.owner = owner;
    this.mediaTimeout = mediaTimeout;
    this.reattachTimeout = reattachTimeout;
  }

  /** Hears the one transport of a WebRTC leg. */
  TransportListener webRtc() {
    return new TransportListener() {
      @Override
      public void onIceConnected(InetSocketAddress remote) {
        if (down) {
          back();
        }
      }

      @Override
      public void onUp(String protection) {
        if (!secured || down) {
          secured = true;
          back();
        }
      }

      @Override
      public void onDown(String reason) {
        goDown(reason);
      }

      @Override
      public void onFailed(String reason) {
        lose(Failure.of(Reason.SESSION_FAILED).withDetail(reason));
      }
    };
  }

  /** Hears the transports of an RTP leg. */
  TransportListener rtp() {
    return new TransportListener() {
      @Override
      public void onFailed(String reason) {
        lose(Failure.of(Reason.SESSION_FAILED).withDetail(reason));
      }
    };
  }

  /**
   * Hears a stream of a WebRTC leg. A browser with nothing to send still sends consent checks: only
   * their loss ends the leg.
   *
   * @param kind of the stream
   */
  StreamListener webRtcStream(MediaKind kind) {
    return new Hearing(kind, false);
  }

  /**
   * Hears a stream of an RTP leg, which is lost with its sound.
   *
   * @param kind of the stream
   */
  StreamListener rtpStream(MediaKind kind) {
    return new Hearing(kind, kind == MediaKind.AUDIO);
  }

  private final class Hearing implements StreamListener {
    private final MediaKind kind;
    private final boolean vital;

    Hearing(MediaKind kind, boolean vital) {
      this.kind = kind;
      this.vital = vital;
    }

    @Override
    public void onMediaStarted() {
      if (vital) {
        silent = false;
        cancelLoss();
      }
      media(kind, true);
    }

    @Override
    public void onMediaStopped() {
      media(kind, false);
      if (vital) {
        silent = true;
        if (!held) {
          loseSilent();
        }
      }
    }

    @Override
    public void onDigit(char digit) {
      if (!over && kind == MediaKind.AUDIO) {
        observer.onDtmf(digit);
      }
    }
  }

  /**
   * Tells what the type does now, when that has changed.
   *
   * @param fields JSON-like values
   */
  void typeInfo(Map<String, Object> fields) {
    if (!over && !fields.equals(typeInfo)) {
      typeInfo = fields;
      observer.onTypeInfo(fields);
    }
  }

  /**
   * Says whether the client has put the leg on hold: then it may be silent.
   *
   * @param nowHeld after each negotiation
   */
  void held(boolean nowHeld) {
    boolean resumed = held && !nowHeld;
    held = nowHeld;
    if (held) {
      cancelLoss();
    } else if (resumed && silent && !mediaTimeout.isZero()) {
      // The silence was reported during the hold and will not be again: the time starts now.
      cancelLoss();
      lossTimer = Optional.of(owner.schedule(mediaTimeout, this::loseSilent));
    }
  }

  private void loseSilent() {
    lose(
        Failure.of(Reason.MEDIA_TIMEOUT)
            .withDetail("no packet for " + mediaTimeout.toSeconds() + " s"));
  }

  private void back() {
    down = false;
    cancelLoss();
    tell(WEBRTC, Map.of(STATUS, "up"));
    if (!over) {
      onUp.run();
    }
  }

  /** Whether packets reach a WebRTC client. */
  boolean up() {
    return secured && !down;
  }

  /** Runs this whenever a WebRTC client can be reached (again). */
  void whenUp(Runnable action) {
    onUp = action;
  }

  /** Tells what the player of a file does; from any thread. */
  void player(String uri, Player.Status status) {
    String name = status.name().toLowerCase(Locale.ROOT);
    owner.execute(() -> tell("player", Map.of(STATUS, name, "uri", uri)));
  }

  /** Tells what the recorder does. */
  void recorder(Map<String, Object> fields) {
    tell("recorder", fields);
  }

  private void goDown(String reason) {
    if (down) {
      return;
    }
    down = true;
    tell(WEBRTC, Map.of(STATUS, "down"));
    cancelLoss();
    lossTimer =
        Optional.of(
            owner.schedule(
                reattachTimeout, () -> lose(Failure.of(Reason.NETWORK_ERROR).withDetail(reason))));
  }

  private void media(MediaKind kind, boolean up) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    tell("media", Map.of("media", name, STATUS, up ? "up" : "down"));
  }

  private void tell(String statusClass, Map<String, Object> fields) {
    if (!over) {
      LOG.debug("Session {}: {} {}", id, statusClass, fields);
      observer.onStatus(statusClass, fields);
    }
  }

  private void lose(Failure failure) {
    if (!over) {
      close();
      LOG.info("Session {} is lost: {}", id, failure.text());
      observer.onLost(failure);
    }
  }

  private void cancelLoss() {
    lossTimer.ifPresent(Timer::cancel);
    lossTimer = Optional.empty();
  }

  /** Ends the watch; idempotent. */
  void close() {
    over = true;
    cancelLoss();
  }
}
