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
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<MediaKind> silent = EnumSet.noneOf(MediaKind.class);
  private Optional<Timer> lossTimer = Optional.empty();
  private Map<String, Object> typeInfo = Map.of();
  private Runnable onUp = () -> {};
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
      public void onMediaStarted() {
        media(MediaKind.AUDIO, true);
      }

      @Override
      public void onMediaStopped() {
        // A browser with nothing to send still sends consent checks: only their loss ends the leg.
        media(MediaKind.AUDIO, false);
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

  /** Hears the transport of one section of an RTP leg. */
  TransportListener rtp(MediaKind kind) {
    return new TransportListener() {
      @Override
      public void onMediaStarted() {
        silent.remove(kind);
        if (kind == MediaKind.AUDIO) {
          cancelLoss();
        }
        media(kind, true);
      }

      @Override
      public void onMediaStopped() {
        silent.add(kind);
        media(kind, false);
        if (kind == MediaKind.AUDIO && !held) {
          loseSilent();
        }
      }

      @Override
      public void onFailed(String reason) {
        lose(Failure.of(Reason.SESSION_FAILED).withDetail(reason));
      }
    };
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

  /** Hears the digits of a stream. */
  StreamListener digits(MediaKind kind) {
    if (kind != MediaKind.AUDIO) {
      return StreamListener.NONE;
    }
    return new StreamListener() {
      @Override
      public void onDigit(char digit) {
        if (!over) {
          observer.onDtmf(digit);
        }
      }
    };
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
    } else if (resumed && silent.contains(MediaKind.AUDIO) && !mediaTimeout.isZero()) {
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
