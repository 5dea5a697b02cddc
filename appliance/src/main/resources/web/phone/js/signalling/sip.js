// SIP over WebSocket (RFC 7118) by JsSIP. Nothing of JsSIP is seen outside this module.

import JsSIP from '../../vendor/jssip.js';
import { Call, Signalling } from './signalling.js';
import { KeySender } from './keys.js';
import { GATHERING_MS, PEER } from './peer.js';
import { failureOfHangup, failureOfResponse, kindOfCause } from './sip-failures.js';

const REGISTER_SECONDS = 120;
const RETRY_SECONDS = 5;

export class SipSignalling extends Signalling {
  #ua;
  #calls = new Set();
  #wasRegistered = false;
  #stopped = false;
  #retry = null;

  /** @param {{url: string, domain: string, user: string, password: string}} account */
  constructor({ url, domain, user, password }) {
    super();
    const socket = new JsSIP.WebSocketInterface(url);
    this.#ua = new JsSIP.UA({
      sockets: [socket],
      uri: new JsSIP.URI('sip', user, domain).toString(),
      password,
      register_expires: REGISTER_SECONDS,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 15,
      session_timers: false,
      user_agent: 'Jackfield phone',
    });
    this.#ua.on('connecting', () => this.#say(this.#wasRegistered ? 'reconnecting' : 'connecting'));
    this.#ua.on('disconnected', () => this.#say('reconnecting'));
    this.#ua.on('registered', () => {
      this.#wasRegistered = true;
      this.#say('registered');
    });
    this.#ua.on('registrationFailed', (event) => this.#registrationFailed(event));
    this.#ua.on('newRTCSession', ({ originator, session }) => {
      if (originator === 'remote') {
        this.emit('incoming', { call: this.#adopt(new SipCall(session, 'in')) });
      }
    });
  }

  register() {
    this.#ua.start();
  }

  unregister() {
    this.#stopped = true;
    clearTimeout(this.#retry);
    for (const call of this.#calls) {
      call.hangup();
    }
    this.#ua.stop();
  }

  call(number, stream) {
    const call = this.#adopt(new SipCall(null, 'out'));
    call.number = number;
    call.start(this.#ua, number, stream);
    return call;
  }

  #adopt(call) {
    this.#calls.add(call);
    call.addEventListener('ended', () => this.#calls.delete(call));
    return call;
  }

  #say(type) {
    if (!this.#stopped) {
      this.emit(type);
    }
  }

  #registrationFailed({ response, cause }) {
    if (this.#stopped || (!response && cause === 'Connection Error')) {
      return; // JsSIP goes on trying to connect, and registers when it is
    }
    if (!response || response.status_code >= 500) {
      // No answer, or a gateway that starts or stops: neither is the user's fault.
      this.#say('reconnecting');
      const seconds = Number.parseInt(response?.getHeader('Retry-After') ?? '', 10) || RETRY_SECONDS;
      this.#retry = setTimeout(() => this.#ua.register(), seconds * 1000);
      return;
    }
    this.#stopped = true;
    this.emit('refused', failureOfResponse(response, cause, 'register'));
    this.#ua.stop();
  }
}

class SipCall extends Call {
  #session = null;
  #ended = false;
  #gathering = null;
  #keys = new KeySender(() => this.#audioSender());

  constructor(session, direction) {
    super();
    this.direction = direction;
    if (session) {
      const from = session.remote_identity;
      this.number = from.uri.user ?? from.uri.toString();
      this.name = from.display_name ?? '';
      this.#listen(session);
    }
  }

  start(ua, number, stream) {
    try {
      ua.call(number, {
        mediaStream: stream,
        pcConfig: PEER,
        rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: false },
        eventHandlers: this.#handlers((session) => (this.#session = session)),
      });
    } catch (error) {
      // JsSIP throws on a target that is no SIP URI, and when its socket is gone.
      const kind = error instanceof TypeError ? 'bad-number' : 'not-connected';
      queueMicrotask(() => this.#end({ by: 'local', failure: { kind, detail: number } }));
    }
  }

  answer(stream) {
    this.#session.answer({ mediaStream: stream, pcConfig: PEER });
  }

  reject({ busy = false } = {}) {
    this.#terminate(busy ? { status_code: 486 } : { status_code: 603 });
  }

  hangup() {
    this.#terminate({});
  }

  mute(on) {
    if (on) {
      this.#session?.mute({ audio: true });
    } else {
      this.#session?.unmute({ audio: true });
    }
  }

  sendDtmf(keys) {
    this.#keys.send(keys);
  }

  async replaceMicrophone(stream) {
    await this.#audioSender()?.replaceTrack(stream.getAudioTracks()[0]);
  }

  #audioSender() {
    return this.#session?.connection?.getSenders().find((one) => one.track?.kind === 'audio');
  }

  #terminate(options) {
    if (!this.#session || this.#session.isEnded()) {
      this.#end({ by: 'local' });
      return;
    }
    this.#session.terminate(options);
  }

  #listen(session) {
    this.#session = session;
    for (const [name, handler] of Object.entries(this.#handlers(() => {}))) {
      session.on(name, handler);
    }
  }

  #handlers(onSession) {
    const call = this;
    return {
      peerconnection({ peerconnection }) {
        // For an outgoing call JsSIP hands the session to its handlers as `this` only.
        onSession(this);
        peerconnection.addEventListener('track', (event) => {
          call.emit('media', { stream: event.streams[0] ?? new MediaStream([event.track]) });
        });
      },
      connecting() {
        onSession(this);
      },
      icecandidate({ ready }) {
        call.#gathering ??= setTimeout(ready, GATHERING_MS);
      },
      progress: ({ originator }) => originator === 'remote' && call.emit('ringing'),
      confirmed: () => call.emit('answered'),
      ended: (event) => call.#end({ by: by(event), failure: failureOfHangup(event) }),
      failed: (event) => call.#end({ by: by(event), failure: call.#failure(event) }),
      getusermediafailed: () => {},
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

  #end(detail) {
    if (!this.#ended) {
      this.#ended = true;
      clearTimeout(this.#gathering);
      this.#keys.stop();
      this.emit('ended', detail);
    }
  }
}

function by({ originator }) {
  return originator === 'local' ? 'local' : 'remote';
}
