// Draws the model on the page: which view is shown, the status line, the notice. Each view draws itself.

import { currentCall, pageState } from '../model.js';
import { inWords } from '../words.js';
import { Alerts } from './alerts.js';
import { CallView } from './call-view.js';
import { setText } from './dom.js';
import { GivingView } from './giving-view.js';
import { HomeView } from './home-view.js';
import { LinesView } from './lines-view.js';
import { MediaView } from './media-view.js';
import { QualityView } from './quality-view.js';
import { SettingsView } from './settings-view.js';
import { SignInView } from './sign-in-view.js';

const ACCOUNT_WORDS = {
  'signed-out': () => 'Signed out',
  connecting: () => 'Connecting …',
  registered: (user) => `Ready as ${user}`,
  reconnecting: () => 'No connection, trying again …',
};

const VIEWS = ['sign-in-view', 'home-view', 'call-view'];

export class View {
  #document;
  #phone;
  #home;
  #call;
  #drawn;
  #shown = '';

  constructor(document, phone) {
    this.#document = document;
    this.#phone = phone;
    const get = (id) => this.#get(id);
    this.#home = new HomeView(document, get, phone);
    this.#call = new CallView(document, get, phone);
    const giving = new GivingView(get, phone);
    giving.folds = () => this.#call.fold();
    const media = new MediaView(get, phone);
    const lines = new LinesView(document, get, phone);
    this.#drawn = [this.#home, this.#call, giving, lines, media, new QualityView(document, get), new Alerts(document)];
    [this.#home, this.#call, giving, media].forEach((view) => view.start());
  }

  /** @param {{user: string, password: string, kept: boolean}} account what to sign in with, if known */
  start(account) {
    const phone = this.#phone;
    new SettingsView(this.#document, phone).start();
    this.#get('dismiss').addEventListener('click', () => {
      this.#get('notice').hidden = true;
      phone.dismiss();
    });
    window.addEventListener('pagehide', () => phone.leave());
    // A page brought back by the browser has said goodbye to the gateway already.
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    phone.addEventListener('change', ({ detail }) => this.#draw(detail));
    this.#draw({ type: 'start' });
    const blocked = phone.microphone.blocked();
    if (blocked) {
      this.#showNotice(inWords(blocked), '');
    }
    new SignInView((id) => this.#get(id), phone).start(account);
  }

  #get(id) {
    return this.#document.getElementById(id);
  }

  #draw(event) {
    const { state } = this.#phone;
    const { dataset } = this.#document.body;
    dataset.state = pageState(state);
    dataset.registration = state.account;
    dataset.calls = state.calls.length;
    setText(this.#document.querySelector('.status'), ACCOUNT_WORDS[state.account](state.user));
    this.#switchTo(currentCall(state) ? 'call-view' : state.account === 'signed-out' ? 'sign-in-view' : 'home-view', state.current);
    this.#drawn.forEach((view) => view.draw(state, event));
    if (event.type !== 'start') {
      this.#drawNotice(state);
    }
  }

  #switchTo(view, call) {
    const shown = `${view} ${call}`;
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    VIEWS.forEach((id) => (this.#get(id).hidden = id !== view));
    this.#call.fold();
    const focus = { 'sign-in-view': 'user', 'home-view': this.#home.focus, 'call-view': 'call-view' }[view];
    this.#get(focus).focus({ preventScroll: true });
  }

  #drawNotice(state) {
    if (state.notice) {
      this.#showNotice(inWords(state.notice), state.noticeAbout);
    } else {
      this.#get('notice').hidden = true;
    }
  }

  #showNotice({ title, help, detail }, about) {
    setText(this.#get('notice-title'), about ? `${about}: ${title}` : title);
    setText(this.#get('notice-help'), help);
    setText(this.#get('notice-detail'), detail);
    this.#get('notice').hidden = false;
  }
}
