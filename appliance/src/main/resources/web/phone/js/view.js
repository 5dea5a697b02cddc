// Draws the model on the page, and hands what a person does to the phone.

import { forgetCredentials, keepCredentials } from './account.js';
import { Levels } from './levels.js';
import { pageState } from './model.js';
import { buildPad } from './pad.js';
import { SettingsView } from './settings-view.js';
import { Sounds } from './sounds.js';
import { inWords } from './words.js';

const ACCOUNT_WORDS = {
  'signed-out': () => 'Signed out',
  connecting: () => 'Connecting …',
  registered: (user) => `Ready as ${user}`,
  reconnecting: () => 'No connection, trying again …',
};

const PHASE_WORDS = {
  calling: 'Calling …',
  ringing: 'Ringing …',
  incoming: 'Incoming call',
  answering: 'Connecting …',
  talking: 'Connected',
};

const PHASE_SOUNDS = { ringing: 'ringing', incoming: 'ringtone' };

export class View {
  #document;
  #phone;
  #sounds = new Sounds();
  #levels = new Levels();
  #notification = null;
  #shown = '';
  #timer = null;

  constructor(document, phone) {
    this.#document = document;
    this.#phone = phone;
  }

  /** @param {{user: string, password: string, kept: boolean}} account what to sign in with, if known */
  start(account) {
    this.#bind();
    new SettingsView(this.#document, this.#phone).start();
    this.#phone.addEventListener('change', ({ detail }) => this.#draw(detail));
    this.#phone.addEventListener('media', ({ detail }) => this.#playRemote(detail.stream));
    this.#get('user').value = account.user;
    this.#get('password').value = account.password;
    this.#get('remember').checked = account.kept;
    this.#draw({ type: 'start' });
    const blocked = this.#phone.microphone.blocked();
    if (blocked) {
      this.#showNotice(inWords(blocked), '');
    }
    if (account.kept) {
      this.#signIn();
    }
  }

  #get(id) {
    return this.#document.getElementById(id);
  }

  #bind() {
    const on = (id, type, handler) => this.#get(id).addEventListener(type, handler);
    const phone = this.#phone;
    on('sign-in', 'submit', (event) => {
      event.preventDefault();
      this.#signIn();
    });
    on('dial', 'submit', (event) => {
      event.preventDefault();
      phone.dial(this.#get('number').value.trim());
    });
    on('backspace', 'click', () => {
      const number = this.#get('number');
      number.value = number.value.slice(0, -1);
    });
    on('answer', 'click', () => phone.answer());
    on('reject', 'click', () => phone.reject());
    on('hangup', 'click', () => phone.hangup());
    on('mute', 'click', () => phone.mute(!phone.state.call?.muted));
    on('keypad', 'click', () => this.#showKeys(this.#get('keys').hidden));
    on('dismiss', 'click', () => {
      this.#get('notice').hidden = true;
      phone.dismiss();
    });
    buildPad(this.#document.querySelector('[data-pad=dial]'), (key) => {
      this.#get('number').value += key;
    });
    buildPad(this.#document.querySelector('[data-pad=keys]'), (key) => phone.sendKeys(key));
    this.#document.addEventListener('keydown', (event) => this.#typed(event));
    window.addEventListener('pagehide', () => phone.leave());
    // A page brought back by the browser has said goodbye to the gateway already.
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  }

  #signIn() {
    const user = this.#get('user').value.trim();
    const password = this.#get('password').value;
    if (this.#get('remember').checked) {
      keepCredentials(user, password);
    } else {
      forgetCredentials();
    }
    this.#phone.signIn(user, password);
  }

  // In a call the keyboard is the keypad, wherever the focus is, but for fields and choices.
  #typed(event) {
    const inField = event.target.closest?.('input, select, textarea');
    if (/^[0-9*#]$/.test(event.key) && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#phone.sendKeys(event.key);
    }
  }

  #draw(event) {
    const { state } = this.#phone;
    const page = pageState(state);
    const body = this.#document.body;
    body.dataset.state = page;
    body.dataset.registration = state.account;
    this.#text(this.#document.querySelector('.status'), ACCOUNT_WORDS[state.account](state.user));

    const view = state.call ? 'call-view' : state.account === 'signed-out' ? 'sign-in-view' : 'dial-view';
    this.#switchTo(view);
    if (state.call) {
      this.#drawCall(state.call);
    }
    this.#get('call').disabled = state.account !== 'registered';
    this.#drawRecent(state.recent);
    if (event.type !== 'start') {
      this.#drawNotice(state);
    }
    this.#announce(state, event);
    this.#meter(state.call);
  }

  #switchTo(view) {
    if (view === this.#shown) {
      return;
    }
    for (const id of ['sign-in-view', 'dial-view', 'call-view']) {
      this.#get(id).hidden = id !== view;
    }
    this.#shown = view;
    this.#showKeys(false);
    const focus = { 'sign-in-view': 'user', 'dial-view': 'number', 'call-view': 'call-view' }[view];
    this.#get(focus).focus({ preventScroll: true });
  }

  #drawCall(call) {
    const name = call.name || call.number;
    this.#text(this.#get('peer'), name);
    this.#text(this.#get('peer-number'), call.name ? call.number : '');
    this.#text(this.#get('face'), initials(name));
    this.#text(this.#get('phase'), call.muted ? 'Connected, you are muted' : PHASE_WORDS[call.phase]);
    this.#text(this.#get('sent'), call.keys);
    this.#get('ring-actions').hidden = call.phase !== 'incoming';
    this.#get('talk-actions').hidden = call.phase === 'incoming';
    const talking = call.phase === 'talking';
    this.#get('mute').disabled = !talking;
    this.#get('keypad').disabled = !talking;
    this.#get('mute').setAttribute('aria-pressed', String(call.muted));
    this.#get('mute').querySelector('use').setAttribute('href', call.muted ? '#i-mic-off' : '#i-mic');
    this.#text(this.#get('mute').querySelector('span'), call.muted ? 'Unmute' : 'Mute');
    this.#get('levels').hidden = !talking;
    this.#get('timer').hidden = !talking;
    this.#tick(call);
  }

  #tick(call) {
    clearTimeout(this.#timer);
    if (call.since === null) {
      return;
    }
    const passed = performance.now() - call.since;
    this.#text(this.#get('timer'), duration(passed));
    this.#timer = setTimeout(() => {
      if (this.#phone.state.call) {
        this.#tick(this.#phone.state.call);
      }
    }, 1000 - (passed % 1000));
  }

  #drawRecent(recent) {
    this.#get('recent-view').hidden = recent.length === 0;
    this.#get('recent').replaceChildren(
      ...recent.map((one) => {
        const item = this.#document.createElement('li');
        const button = this.#document.createElement('button');
        button.type = 'button';
        button.className = one.missed ? 'missed' : '';
        const how = one.missed ? 'missed' : one.direction === 'out' ? 'outgoing' : 'incoming';
        button.setAttribute('aria-label', `Call ${one.name || one.number} again (${how})`);
        button.innerHTML = `<svg aria-hidden="true"><use href="#i-${one.direction}"/></svg>`;
        button.append(one.name ? `${one.name} · ${one.number}` : one.number);
        button.addEventListener('click', () => this.#phone.dial(one.number));
        item.append(button);
        return item;
      }),
    );
  }

  #drawNotice(state) {
    if (state.notice) {
      this.#showNotice(inWords(state.notice), state.noticeAbout);
    } else {
      this.#get('notice').hidden = true;
    }
  }

  #showNotice({ title, help, detail }, about) {
    this.#text(this.#get('notice-title'), about ? `${about}: ${title}` : title);
    this.#text(this.#get('notice-help'), help);
    this.#text(this.#get('notice-detail'), detail);
    this.#get('notice').hidden = false;
  }

  #announce(state, event) {
    const busy = event.type === 'ended' && state.notice?.kind === 'busy';
    this.#sounds.play(busy ? 'busy' : (PHASE_SOUNDS[state.call?.phase] ?? ''));
    const name = state.call?.name || state.call?.number;
    this.#document.title = state.call?.phase === 'incoming' ? `☎ ${name} calls` : 'Jackfield phone';
    if (event.type === 'incoming' && this.#document.hidden && self.Notification?.permission === 'granted') {
      this.#notification = new Notification(`${name} calls`, { icon: 'icon.svg', requireInteraction: true });
      this.#notification.onclick = () => window.focus();
    } else if (state.call?.phase !== 'incoming') {
      this.#notification?.close();
      this.#notification = null;
    }
  }

  #meter(call) {
    if (call?.phase !== 'talking') {
      this.#levels.stop();
      if (!call) {
        this.#get('remote').srcObject = null;
      }
      return;
    }
    const { stream } = this.#phone.microphone;
    if (stream) {
      this.#levels.watch(this.#get('level-local'), stream);
    }
    const remote = this.#get('remote').srcObject;
    if (remote) {
      this.#levels.watch(this.#get('level-remote'), remote);
    }
  }

  #playRemote(stream) {
    const audio = this.#get('remote');
    audio.srcObject = stream;
    audio.play().catch((error) => console.warn('the far end is not played yet:', error));
    this.#meter(this.#phone.state.call);
  }

  #showKeys(on) {
    this.#get('keys').hidden = !on;
    this.#get('keypad').setAttribute('aria-expanded', String(on));
  }

  #text(element, text) {
    if (element.textContent !== text) {
      element.textContent = text; // untouched text is not read out again
    }
  }
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return /^\d+$/.test(name) ? name.slice(-2) : words.map((word) => word[0]).slice(0, 2).join('').toUpperCase();
}

function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (value) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
