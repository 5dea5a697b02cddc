// The call that is shown: whom with, how far it is, and what can be done with it.

import { currentCall } from '../model.js';
import { duration, expand, nameOf, setText } from './dom.js';
import { buildPad } from './pad.js';

const PHASES = {
  calling: 'Calling …',
  ringing: 'Ringing …',
  incoming: 'Incoming call',
  answering: 'Connecting …',
  talking: 'Connected',
};

const OPENERS = { keypad: 'keys', transfer: 'transfer-form', conference: 'conference-form' };

export class CallView {
  #document;
  #get;
  #phone;
  #timer = null;

  constructor(document, get, phone) {
    this.#document = document;
    this.#get = get;
    this.#phone = phone;
  }

  start() {
    const on = (id, act) => this.#get(id).addEventListener('click', () => act(this.#call));
    const { lines } = this.#phone;
    on('answer', ({ id }) => lines.answer(id));
    on('answer-video', ({ id }) => lines.answer(id, { camera: true }));
    on('reject', ({ id }) => lines.reject(id));
    on('hangup', ({ id }) => lines.hangup(id));
    on('mute', ({ id, muted }) => lines.mute(id, !muted));
    on('hold', ({ id, held }) => lines.hold(id, !held));
    on('camera', ({ id, camera }) => lines.show(id, !camera));
    on('add', () => this.#phone.switchTo(null));
    for (const [opener, part] of Object.entries(OPENERS)) {
      this.#get(opener).addEventListener('click', () => this.#open(this.#get(part).hidden ? opener : ''));
    }
    this.#get('call-view').addEventListener('keydown', (event) => this.#escape(event));
    buildPad(this.#document.querySelector('[data-pad=keys]'), (key) => this.#phone.sendKeys(key));
    this.#document.addEventListener('keydown', (event) => this.#typed(event));
  }

  get #call() {
    return currentCall(this.#phone.state) ?? {};
  }

  /** Another call is shown now: nothing is unfolded. */
  fold() {
    this.#open('');
  }

  draw(state) {
    const call = currentCall(state);
    if (!call) {
      clearTimeout(this.#timer);
      return;
    }
    const name = nameOf(call);
    setText(this.#get('peer'), name);
    setText(this.#get('peer-number'), call.name ? call.number : '');
    setText(this.#get('face'), initials(name));
    setText(this.#get('phase'), phase(call, state.account));
    setText(this.#get('sent'), call.keys);
    const ringing = call.phase === 'incoming';
    const talking = call.phase === 'talking';
    this.#get('ring-actions').hidden = !ringing;
    this.#get('answer-video').hidden = !call.offersVideo;
    this.#get('talk-actions').hidden = ringing;
    for (const id of ['mute', 'keypad', 'hold', 'camera', 'transfer', 'add', 'conference']) {
      this.#get(id).disabled = !talking || call.transferTo !== '';
    }
    this.#toggle('mute', call.muted, call.muted ? 'Unmute' : 'Mute', call.muted ? 'mic-off' : 'mic');
    this.#toggle('hold', call.held, call.held ? 'Resume' : 'Hold', call.held ? 'resume' : 'hold');
    this.#toggle('camera', call.camera, call.camera ? 'Camera off' : 'Camera', 'camera');
    this.#get('timer').hidden = !talking;
    this.#tick(call);
  }

  #toggle(id, on, label, icon) {
    const button = this.#get(id);
    button.setAttribute('aria-pressed', String(on));
    button.querySelector('use').setAttribute('href', `#i-${icon}`);
    setText(button.querySelector('span'), label);
  }

  // One part is unfolded at a time.
  #open(name) {
    for (const [opener, part] of Object.entries(OPENERS)) {
      expand(this.#get(opener), this.#get(part), opener === name);
    }
    if (name) {
      this.#get(OPENERS[name]).querySelector('input, button')?.focus();
    }
  }

  #escape(event) {
    const opener = Object.keys(OPENERS).find((one) => !this.#get(OPENERS[one]).hidden);
    if (event.key === 'Escape' && opener) {
      this.#open('');
      this.#get(opener).focus();
    }
  }

  // In a call the keyboard is the keypad, wherever the focus is, but for fields and choices.
  #typed(event) {
    const inField = event.target.closest?.('input, select, textarea');
    if (/^[0-9*#]$/.test(event.key) && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#phone.sendKeys(event.key);
    }
  }

  #tick(call) {
    clearTimeout(this.#timer);
    if (call.since === null) {
      return;
    }
    const passed = performance.now() - call.since;
    setText(this.#get('timer'), duration(Math.floor(passed / 1000)));
    this.#timer = setTimeout(() => {
      if (this.#call.id === call.id) {
        this.#tick(this.#call);
      }
    }, 1000 - (passed % 1000));
  }
}

function phase(call, account) {
  if (call.phase !== 'talking') {
    return PHASES[call.phase];
  }
  if (account === 'reconnecting') {
    return 'Connection lost, the call is kept …';
  }
  if (call.transferTo) {
    return `Transferring to ${call.transferTo} …`;
  }
  const all = [call.held && 'On hold', call.heldByThem && 'They hold you', call.muted && 'you are muted'];
  const some = all.filter(Boolean);
  if (some[0] === 'you are muted') {
    some.unshift('Connected');
  }
  return some.length ? some.join(', ') : PHASES.talking;
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return /^\d+$/.test(name) ? name.slice(-2) : words.map((word) => word[0]).slice(0, 2).join('').toUpperCase();
}
