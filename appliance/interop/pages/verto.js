// A user with SignalWire's Verto client, as small as it gets, driven by the tests through `window.user`.

import { Verto } from '@signalwire/js';

const microphone = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

class User {
  state = 'offline';
  cause = '';
  shown = null; // of verto.display
  notes = [];
  texts = [];
  #session;
  #call = null;

  async login({ host, user, password }) {
    this.#session = new Verto({ host, login: user, password });
    this.#session.iceServers = [];
    await this.#session.setAudioSettings(microphone);
    this.#session.on('signalwire.ready', () => this.state === 'offline' && (this.state = 'ready'));
    this.#session.on('signalwire.error', (error) => (this.cause = String(error.code)));
    this.#session.on('signalwire.notification', (note) => this.#note(note));
    await this.#session.connect();
  }

  #note({ type, call, displayName, displayNumber, msg }) {
    if (type === 'callUpdate') {
      this.#call = call;
      this.state = call.state;
      this.cause = call.cause ?? '';
      // Chromium gives a page the far end's samples only while something plays them.
      if (['early', 'active'].includes(call.state)) {
        document.querySelector('audio').srcObject = call.remoteStream;
      }
    } else if (type === 'participantData') {
      this.shown = { name: displayName, number: displayNumber };
    } else if (msg?.body) {
      this.texts.push({ from: msg.from, text: msg.body });
    } else if (msg) {
      this.notes.push(msg);
    }
  }

  call(destinationNumber) {
    this.#call = this.#session.newCall({ destinationNumber, callerName: 'Verto' });
  }

  answer() {
    this.#call.answer();
  }

  hangup() {
    this.#call.hangup();
  }

  keys(digits) {
    this.#call.dtmf(digits);
  }

  hold() {
    return this.#call.hold();
  }

  unhold() {
    return this.#call.unhold();
  }

  transfer(number) {
    this.#call.transfer(number);
  }

  /** Joins the other sides of its two calls; the earlier one is named by its id. */
  join(other) {
    this.#call.replace(other);
  }

  get callId() {
    return this.#call.id;
  }

  message(to, body) {
    this.#call.message(to, body);
  }

  speedTest(bytes) {
    return this.#session.speedTest(bytes);
  }

  subscribe(channel) {
    return this.#session.subscribe({ channels: [channel], handler: (event) => this.notes.push(event) });
  }

  get from() {
    return { name: this.#call.options.remoteCallerName, number: this.#call.options.remoteCallerNumber };
  }

  get stream() {
    return this.#call.remoteStream;
  }
}

window.user = new User();
