// The controller: one account. It performs what the views ask for, listens to the signalling, and
// reports every change as a step of the model. What happens to calls stands in lines.js.

import { Camera, Microphone } from './devices.js';
import { Lines } from './lines.js';
import { START, currentCall, step } from './model.js';
import { keepHistory, readContacts, readHistory } from './people.js';

const USER = /^[A-Za-z0-9\-_.]+$/;

/** Emits `change` after every step of the model, and `media` when a call's streams change. */
export class Phone extends EventTarget {
  state = START;
  microphone = new Microphone();
  camera = new Camera();
  lines = new Lines({
    report: (event) => this.#step(event),
    heard: (id) => this.#emit('media', { id }),
    microphone: this.microphone,
    camera: this.camera,
  });
  /** Number of the conference calls are brought into; '' if none is known. */
  conferenceNumber;
  #signallings;
  #kind;
  #signalling = null;
  #account = null;

  /**
   * @param {Object<string, (account: {user: string, password: string}) => Signalling>} signallings
   *     how to reach the gateway, by name; the first is used until another one is chosen
   * @param {{conference: string}} numbers
   */
  constructor(signallings, { conference }) {
    super();
    this.#signallings = signallings;
    this.conferenceNumber = conference;
    this.useSignalling(Object.keys(signallings)[0]);
  }

  /** Reaches the gateway in another way, from the next sign-in on. */
  useSignalling(kind) {
    this.#kind = kind in this.#signallings ? kind : Object.keys(this.#signallings)[0];
  }

  signIn(user, password) {
    if (!USER.test(user)) {
      this.#step({ type: 'problem', failure: { kind: 'bad-account' }, about: user });
      return;
    }
    this.#signalling?.unregister();
    const signalling = this.#signallings[this.#kind]({ user, password });
    this.#signalling = signalling;
    this.#account = { user, password };
    this.#step({ type: 'sign-in', user, history: readHistory(user) });
    for (const type of ['connecting', 'reconnecting']) {
      signalling.addEventListener(type, () => this.#from(signalling, { type }));
    }
    signalling.addEventListener('registered', () => {
      this.#from(signalling, { type: 'registered' });
      this.readContacts();
    });
    signalling.addEventListener('refused', ({ detail }) => {
      this.#from(signalling, { type: 'refused', failure: detail });
    });
    signalling.addEventListener('incoming', ({ detail }) => this.lines.ring(detail.call));
    signalling.register();
  }

  signOut() {
    this.#signalling?.unregister();
    this.#signalling = null;
    this.#account = null;
    this.#step({ type: 'sign-out' });
  }

  dial(number, options) {
    if (number && this.#ready()) {
      this.lines.dial(this.#signalling, number, options);
    }
  }

  /** Brings the far ends of all calls into a conference. */
  conference(number) {
    if (number && this.#ready()) {
      this.lines.conference(this.#signalling, number, { camera: !!currentCall(this.state)?.camera });
    }
  }

  #ready() {
    if (this.state.account !== 'registered') {
      this.#step({ type: 'problem', failure: { kind: 'not-connected' } });
      return false;
    }
    return true;
  }

  /** Shows a call and takes it back from hold; with null the other pages, and every call is held. */
  async switchTo(id) {
    this.#step({ type: 'show', id });
    if (id) {
      await this.lines.hold(id, false);
    } else {
      await Promise.all(this.state.calls.map((call) => this.lines.hold(call.id, true)));
    }
  }

  sendKeys(keys) {
    const call = currentCall(this.state);
    if (call?.phase === 'talking') {
      this.lines.sendKeys(call.id, keys);
    }
  }

  openTab(tab) {
    this.#step({ type: 'tab', tab });
    if (tab === 'contacts') {
      this.readContacts();
    }
  }

  async readContacts() {
    const account = this.#account;
    const contacts = await readContacts(account);
    if (account === this.#account) {
      this.#step({ type: 'contacts', contacts });
    }
  }

  forgetHistory() {
    this.#step({ type: 'forget-history' });
    keepHistory(this.state.user, []);
  }

  /** Uses another microphone or other processing, in running calls too. */
  async changeMicrophone(options) {
    this.microphone.configure(options);
    await this.lines.changeMicrophone();
    for (const call of this.state.calls) {
      this.lines.mute(call.id, call.muted);
    }
  }

  /** Something went wrong in a view. */
  problem(failure) {
    this.#step({ type: 'problem', failure });
  }

  dismiss() {
    this.#step({ type: 'dismiss' });
  }

  /** The page goes away: say goodbye as far as the browser lets us. */
  leave() {
    this.#signalling?.unregister();
  }

  #from(signalling, event) {
    if (signalling === this.#signalling) {
      this.#step(event);
    }
  }

  #step(event) {
    this.state = step(this.state, event);
    if (event.type === 'ended' && this.state.user) {
      keepHistory(this.state.user, this.state.history);
    }
    this.#emit('change', event);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
