// The controller: one account, one call at a time. It performs what the views ask for, listens to
// the signalling, and reports every change as a step of the model.

import { Microphone } from './microphone.js';
import { START, step } from './model.js';

const USER = /^[A-Za-z0-9\-_.]+$/;

/** Emits `change` after every step of the model, and `media` with the far end's stream. */
export class Phone extends EventTarget {
  state = START;
  microphone = new Microphone();
  #signallings;
  #kind;
  #signalling = null;
  #call = null;
  #attempts = 0;

  /**
   * @param {Object<string, (account: {user: string, password: string}) => Signalling>} signallings
   *     how to reach the gateway, by name; the first is used until another one is chosen
   */
  constructor(signallings) {
    super();
    this.#signallings = signallings;
    this.useSignalling(Object.keys(signallings)[0]);
  }

  /** Reaches the gateway in another way, from the next sign-in on. */
  useSignalling(kind) {
    this.#kind = kind;
  }

  signIn(user, password) {
    if (!USER.test(user)) {
      this.#step({ type: 'problem', failure: { kind: 'bad-account' }, about: user });
      return;
    }
    this.#signalling?.unregister();
    const signalling = this.#signallings[this.#kind]({ user, password });
    this.#signalling = signalling;
    this.#step({ type: 'sign-in', user });
    for (const type of ['connecting', 'registered', 'reconnecting']) {
      signalling.addEventListener(type, () => this.#from(signalling, { type }));
    }
    signalling.addEventListener('refused', ({ detail }) => {
      this.#from(signalling, { type: 'refused', failure: detail });
    });
    signalling.addEventListener('incoming', ({ detail }) => this.#incoming(detail.call));
    signalling.register();
  }

  signOut() {
    this.#signalling?.unregister();
    this.#signalling = null;
    this.#step({ type: 'sign-out' });
  }

  async dial(number) {
    if (this.state.call || !number) {
      return;
    }
    if (this.state.account !== 'registered') {
      this.#step({ type: 'problem', failure: { kind: 'not-connected' } });
      return;
    }
    const attempt = ++this.#attempts;
    this.#step({ type: 'dial', number });
    const stream = await this.#openMicrophone();
    if (attempt !== this.#attempts || !this.state.call || !this.#signalling) {
      this.microphone.close(); // hung up while the browser asked for the microphone
    } else if (stream) {
      this.#follow(this.#signalling.call(number, stream));
    }
  }

  async answer() {
    const call = this.#call;
    if (this.state.call?.phase !== 'incoming') {
      return;
    }
    this.#step({ type: 'answering' });
    const stream = await this.#openMicrophone();
    if (this.#call !== call) {
      this.microphone.close(); // the caller gave up meanwhile
    } else if (stream) {
      call.answer(stream);
    } else {
      call.reject();
    }
  }

  reject() {
    this.#call?.reject();
  }

  hangup() {
    if (this.#call) {
      this.#call.hangup();
    } else {
      this.#attempts++; // still waiting for the microphone
      this.#step({ type: 'ended' });
    }
  }

  mute(on) {
    this.#call?.mute(on);
    this.#step({ type: 'muted', on });
  }

  sendKeys(keys) {
    if (this.state.call?.phase === 'talking') {
      this.#call.sendDtmf(keys);
      this.#step({ type: 'keys', keys });
    }
  }

  /** Uses another microphone or other processing, in a running call too. */
  async changeMicrophone(options) {
    this.microphone.configure(options);
    if (this.#call && this.microphone.isOpen) {
      const stream = await this.#openMicrophone();
      if (stream) {
        await this.#call?.replaceMicrophone(stream);
        this.#call?.mute(this.state.call?.muted ?? false);
      }
    }
  }

  dismiss() {
    this.#step({ type: 'dismiss' });
  }

  /** The page goes away: say goodbye as far as the browser lets us. */
  leave() {
    this.#signalling?.unregister();
  }

  async #openMicrophone() {
    try {
      return await this.microphone.open();
    } catch (failure) {
      if (!failure.kind) {
        throw failure;
      }
      // An answered call that has no microphone ends through its own `ended`.
      this.#step({ type: this.#call ? 'problem' : 'ended', failure });
      return null;
    }
  }

  #incoming(call) {
    if (this.state.call) {
      call.reject({ busy: true });
      return;
    }
    this.#step({ type: 'incoming', number: call.number, name: call.name });
    this.#follow(call);
  }

  #follow(call) {
    this.#call = call;
    call.addEventListener('ringing', () => this.#step({ type: 'ringing' }));
    call.addEventListener('answered', () => {
      this.#step({ type: 'answered', now: performance.now() });
    });
    call.addEventListener('media', ({ detail }) => this.#emit('media', detail));
    call.addEventListener('ended', ({ detail }) => {
      this.#call = null;
      this.microphone.close();
      const failure = detail.failure ?? (this.state.call ? this.#kept() : undefined);
      this.#step({ type: 'ended', failure });
    });
  }

  // Why answering failed is known before the call's own end, which must not hide it.
  #kept() {
    return this.state.call.phase === 'answering' ? (this.state.notice ?? undefined) : undefined;
  }

  #from(signalling, event) {
    if (signalling === this.#signalling) {
      this.#step(event);
    }
  }

  #step(event) {
    this.state = step(this.state, event);
    this.#emit('change', event);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
