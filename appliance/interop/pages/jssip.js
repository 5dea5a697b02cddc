// A user with JsSIP, as small as it gets, driven by the tests through `window.user` as the one with SIP.js.

import JsSIP from 'jssip';

const media = {
  mediaConstraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false },
  pcConfig: { iceServers: [] },
};

class User {
  state = 'offline';
  refused = '';
  texts = [];
  #agent;
  #sessions = []; // the newest last

  register({ server, domain, user, password }) {
    this.domain = domain;
    this.#agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(server)],
      uri: `sip:${user}@${domain}`,
      password,
      register_expires: 60,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 1,
    });
    this.#agent.on('registered', () => this.state === 'offline' && (this.state = 'ready'));
    this.#agent.on('registrationFailed', ({ response }) => (this.refused = String(response?.status_code)));
    this.#agent.on('newRTCSession', ({ session, originator }) => {
      this.#follow(session, originator === 'remote' ? 'incoming' : 'calling');
    });
    this.#agent.on('newMessage', ({ originator, message, request }) => {
      if (originator === 'remote') {
        this.texts.push({ from: message.remote_identity.uri.user, text: request.body });
      }
    });
    // Back on the network: the call goes on over the new connection, with new candidates.
    let lost = false;
    this.#agent.on('disconnected', () => (lost = true));
    this.#agent.on('connected', () => {
      if (lost) {
        lost = false;
        this.#sessions.filter((one) => one.isEstablished()).forEach(restartIce);
      }
    });
    this.#agent.start();
  }

  get #session() {
    return this.#sessions.at(-1);
  }

  #follow(session, state) {
    this.#sessions.push(session);
    this.state = state;
    const now = (next) => session === this.#session && (this.state = next);
    session.on('progress', ({ originator }) => originator === 'remote' && this.state === 'calling' && now('ringing'));
    session.on('peerconnection', ({ peerconnection }) => this.#play(peerconnection));
    session.on('accepted', () => now('talking'));
    session.on('confirmed', () => now('talking'));
    const over = ({ message, cause }) => {
      this.refused = String(message?.status_code ?? cause);
      this.#sessions = this.#sessions.filter((one) => one !== session);
      this.state = this.#sessions.length ? 'talking' : 'ready';
    };
    session.on('ended', over);
    session.on('failed', over);
    if (session.connection) {
      this.#play(session.connection);
    }
  }

  #play(connection) {
    connection.addEventListener('track', ({ streams, track }) => {
      this.stream = streams[0] ?? new MediaStream([track]);
      // Chromium gives a page the far end's samples only while something plays them.
      document.querySelector('audio').srcObject = this.stream;
    });
  }

  call(number, extra = {}) {
    this.stream = null;
    this.#agent.call(`sip:${number}@${this.domain}`, { ...media, ...extra });
  }

  answer() {
    this.#session.answer(media);
  }

  hangup() {
    this.#session.terminate();
  }

  /** Holds the call, or takes it back, by UPDATE. */
  hold(on) {
    return new Promise((resolve, reject) => {
      const taken = this.#session[on ? 'hold' : 'unhold']({ useUpdate: true }, resolve);
      if (!taken) {
        reject(new Error('JsSIP does not want to'));
      }
    });
  }

  /** Sends keys as INFO. */
  keys(digits) {
    this.#session.sendDTMF(digits, { duration: 100, interToneGap: 100 });
  }

  /** Sends a text; the status of its answer. */
  message(number, text) {
    return new Promise((resolve) => {
      const done = ({ response }) => resolve(response.status_code);
      this.#agent.sendMessage(`sip:${number}@${this.domain}`, text, { eventHandlers: { succeeded: done, failed: done } });
    });
  }

  /** Transfers the other side to somebody else; resolves with the last status told. */
  transfer(number) {
    return this.#refer(this.#session, `sip:${number}@${this.domain}`, {});
  }

  /** Joins the other sides of its two calls. */
  join() {
    const [first, second] = this.#sessions;
    return this.#refer(first, second.remote_identity.uri, { replaces: second });
  }

  #refer(session, target, options) {
    return new Promise((resolve, reject) => {
      const told = ({ status_line: line }) => resolve(String(line.status_code));
      session.refer(target, {
        ...options,
        eventHandlers: { accepted: told, failed: told, requestFailed: ({ cause }) => reject(new Error(cause)) },
      });
    });
  }

  /** What names the call to the other side (RFC 3891), to take it up again after a reload. */
  get replaces() {
    const { call_id: callId, local_tag: local, remote_tag: remote } = this.#session._dialog.id;
    return `${callId};to-tag=${remote};from-tag=${local}`;
  }

  /** Takes the place of a call of an earlier page. */
  resume(number, replaces) {
    this.call(number, { extraHeaders: [`Replaces: ${replaces}`] });
  }

  /** Refreshes the session by UPDATE. */
  refresh() {
    return new Promise((resolve) => this.#session.renegotiate({ useUpdate: true }, resolve));
  }

  /** Offers the call anew with new candidates. */
  restart() {
    return restartIce(this.#session);
  }
}

function restartIce(session) {
  return new Promise((resolve) => session.renegotiate({ rtcOfferConstraints: { iceRestart: true } }, resolve));
}

window.user = new User();
