// One call of SIP: a session of JsSIP.

import { PeerCall } from './peer-call.js';
import { GATHERING_MS, PEER } from './peer.js';
import { failureOfHangup, failureOfResponse, kindOfCause } from './sip-failures.js';

// The call itself says what is sent; JsSIP shall not ask for devices.
const NO_MEDIA = { mediaConstraints: { audio: false, video: false }, pcConfig: PEER };

export class SipCall extends PeerCall {
  #session = null;
  #given = null;
  #gathering = null;
  #transferring = false;
  #up = false;

  constructor(session, direction) {
    super();
    this.direction = direction;
    if (session) {
      const from = session.remote_identity;
      this.number = from.uri.user ?? from.uri.toString();
      this.name = from.display_name ?? '';
      this.#session = session;
      for (const [name, handler] of Object.entries(this.#handlers())) {
        session.on(name, handler);
      }
    }
  }

  start(ua, number, media) {
    this.#given = media;
    const call = this;
    const handlers = this.#handlers();
    try {
      ua.call(number, {
        ...NO_MEDIA,
        eventHandlers: {
          ...handlers,
          peerconnection(event) {
            call.#session = this; // for an outgoing call JsSIP hands the session to its handlers as `this` only
            handlers.peerconnection(event);
            call.addMedia();
          },
        },
      });
    } catch (error) {
      // JsSIP throws on a target that is no SIP URI, and when its socket is gone.
      const kind = error instanceof TypeError ? 'bad-number' : 'not-connected';
      queueMicrotask(() => this.end({ by: 'local', failure: { kind, detail: number } }));
    }
  }

  answer(media) {
    this.#given = media;
    this.#session.answer(NO_MEDIA);
    const { connection } = this;
    connection.addTrack(media.stream.getAudioTracks()[0], media.stream);
    connection.addEventListener('signalingstatechange', () => {
      if (connection.signalingState === 'have-remote-offer' && !connection.currentRemoteDescription) {
        this.answerVideo();
      }
    });
  }

  reject({ busy = false } = {}) {
    this.#terminate(busy ? { status_code: 486 } : { status_code: 603 });
  }

  hangup() {
    this.#terminate({});
  }

  // JsSIP switches the tracks itself when a call is held; it has to know of this.
  mute(on) {
    if (on) {
      this.#session?.mute({ audio: true });
    } else {
      this.#session?.unmute({ audio: true });
    }
  }

  hold(on) {
    return new Promise((resolve, reject) => {
      const started = on ? this.#session.hold({}, resolve) : this.#session.unhold({}, resolve);
      if (!started) {
        // In that state already, or another negotiation is under way.
        const { local } = this.#session.isOnHold();
        local === on ? resolve() : reject({ kind: 'failed' });
      }
    });
  }

  transfer(number) {
    this.#refer(number, {});
  }

  join(other) {
    this.#refer(other.#session.remote_identity.uri, { replaces: other.#session });
  }

  /** The socket is there again: the dialog goes on over it, and the media by a new path. */
  reattach() {
    if (this.#up) {
      this.#session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
    }
  }

  pathLost() {
    if (this.connected()) {
      this.reattach();
    }
  }

  /** Whether the socket is up; without it there is nothing to be done but wait. */
  connected = () => true;

  #refer(target, options) {
    this.#transferring = true;
    const failed = (failure) => {
      this.#transferring = false;
      if (!this.ended) {
        this.emit('transfer-failed', failure);
      }
    };
    const told = (response, cause) =>
      response ? failureOfResponse(response, cause, 'call') : { kind: kindOfCause(cause) };
    let progress;
    try {
      progress = this.#session.refer(target, options);
    } catch {
      failed({ kind: 'bad-number', detail: String(target) });
      return;
    }
    progress.on('requestFailed', ({ response, cause }) => failed(told(response, cause)));
    progress.on('failed', ({ status_line: line }) => failed(told({ ...line, getHeader: () => null }, '')));
  }

  #terminate(options) {
    if (!this.#session || this.#session.isEnded()) {
      this.end({ by: 'local' });
      return;
    }
    this.#session.terminate(options);
  }

  #handlers() {
    return {
      peerconnection: ({ peerconnection }) => this.follow(peerconnection, this.#given),
      icecandidate: ({ ready }) => {
        this.#gathering ??= setTimeout(ready, GATHERING_MS);
      },
      progress: ({ originator }) => originator === 'remote' && this.emit('ringing'),
      confirmed: () => {
        this.#up = true;
        this.emit('answered');
      },
      hold: ({ originator }) => originator === 'remote' && this.emit('remote-hold', { on: true }),
      unhold: ({ originator }) => originator === 'remote' && this.emit('remote-hold', { on: false }),
      ended: (event) => this.#over(event, failureOfHangup(event)),
      failed: (event) => this.#over(event, this.#failure(event)),
    };
  }

  #failure({ originator, message, cause }) {
    if (originator === 'local' && (cause === 'Canceled' || cause === 'Rejected')) {
      return undefined; // the user hung up or declined: nothing went wrong
    }
    if (message && message.status_code) {
      return failureOfResponse(message, cause, 'call');
    }
    if (originator === 'remote' && cause === 'Canceled') {
      return { kind: 'missed' };
    }
    return { kind: kindOfCause(cause) };
  }

  #over({ originator }, failure) {
    clearTimeout(this.#gathering);
    const by = originator === 'local' ? 'local' : 'remote';
    this.end({ by, failure, transferred: by === 'remote' && this.#transferring });
  }
}
