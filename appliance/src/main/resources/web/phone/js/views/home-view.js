// What is there without a call: keypad, contacts, history, as tabs.

import { button, duration, icon, nameOf } from './dom.js';
import { buildPad } from './pad.js';

const TABS = ['keypad', 'contacts', 'history'];
const FIRST = { keypad: 'number', contacts: 'find-contact', history: 'tab-history' };
const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

export class HomeView {
  #document;
  #get;
  #phone;
  #drawn = {};

  constructor(document, get, phone) {
    this.#document = document;
    this.#get = get;
    this.#phone = phone;
  }

  start() {
    const number = this.#get('number');
    this.#get('dial').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#dial(false);
    });
    this.#get('call-video').addEventListener('click', () => this.#dial(true));
    this.#get('backspace').addEventListener('click', () => {
      number.value = number.value.slice(0, -1);
    });
    buildPad(this.#document.querySelector('[data-pad=dial]'), (key) => {
      number.value += key;
    });
    for (const tab of TABS) {
      this.#get(`tab-${tab}`).addEventListener('click', () => this.#phone.openTab(tab));
    }
    this.#get('tabs').addEventListener('keydown', (event) => this.#arrows(event));
    this.#get('find-contact').addEventListener('input', () => this.#contacts(this.#phone.state.contacts));
    this.#get('forget-history').addEventListener('click', () => this.#phone.forgetHistory());
  }

  /** Where typing begins when this view appears. */
  get focus() {
    return FIRST[this.#phone.state.tab];
  }

  draw(state) {
    for (const tab of TABS) {
      const on = tab === state.tab;
      this.#get(`${tab}-page`).hidden = !on;
      const opener = this.#get(`tab-${tab}`);
      opener.setAttribute('aria-selected', String(on));
      opener.tabIndex = on ? 0 : -1;
    }
    const ready = state.account === 'registered';
    this.#get('call').disabled = !ready;
    this.#get('call-video').disabled = !ready;
    this.#once('contacts', state.contacts, () => this.#contacts(state.contacts));
    this.#once('history', state.history, () => this.#history(state.history));
  }

  // Lists are made anew only when they changed: the focus may be in them.
  #once(name, value, draw) {
    if (this.#drawn[name] !== value) {
      this.#drawn[name] = value;
      draw();
    }
  }

  #dial(camera) {
    const field = this.#get('number');
    const number = field.value.trim();
    this.#phone.dial(number, { camera });
    if (this.#phone.state.calls.some((call) => call.number === number)) {
      field.value = '';
    }
  }

  // WAI-ARIA: arrows move between tabs.
  #arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const at = TABS.indexOf(this.#phone.state.tab);
      const tab = TABS[(at + step + TABS.length) % TABS.length];
      this.#phone.openTab(tab);
      this.#get(`tab-${tab}`).focus();
      event.preventDefault();
    }
  }

  #contacts(contacts) {
    const wanted = this.#get('find-contact').value.trim().toLowerCase();
    const found = contacts.filter((name) => name.toLowerCase().includes(wanted));
    this.#get('contacts').replaceChildren(...found.map((name) => this.#contact(name)));
    this.#get('no-contacts').hidden = contacts.length > 0;
    this.#get('people').replaceChildren(...contacts.map((name) => new Option(name, name)));
  }

  #contact(name) {
    const item = this.#document.createElement('li');
    const call = button('entry', `Call ${name}`, () => this.#phone.dial(name));
    call.append(icon('call'), name);
    const video = button('icon', `Call ${name} with video`, () => this.#phone.dial(name, { camera: true }));
    video.append(icon('camera'));
    item.append(call, video);
    return item;
  }

  #history(history) {
    this.#get('history').replaceChildren(...history.map((one) => this.#past(one)));
    this.#get('no-history').hidden = history.length > 0;
    this.#get('forget-history').hidden = history.length === 0;
  }

  #past(one) {
    const item = this.#document.createElement('li');
    const how = one.missed ? 'missed' : one.direction === 'out' ? 'outgoing' : 'incoming';
    const when = WHEN.format(one.at);
    const label = `Call ${nameOf(one)} again (${how}, ${when})`;
    const again = button(one.missed ? 'entry missed' : 'entry', label, () => this.#phone.dial(one.number));
    const small = this.#document.createElement('small');
    small.textContent = one.missed ? `${when}, missed` : `${when}, ${duration(one.seconds)}`;
    again.append(icon(one.direction), one.name ? `${one.name} · ${one.number}` : one.number, small);
    item.append(again);
    return item;
  }
}
