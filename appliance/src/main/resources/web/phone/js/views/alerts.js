// How the phone calls for attention: tones, the page's title, a notification while the page is hidden.

import { currentCall } from '../model.js';
import { nameOf } from './dom.js';
import { Sounds } from './sounds.js';

const TITLE = 'Jackfield phone';

export class Alerts {
  #document;
  #sounds = new Sounds();
  #notifications = new Map();

  constructor(document) {
    this.#document = document;
  }

  draw(state, event) {
    const incoming = state.calls.filter((call) => call.phase === 'incoming');
    this.#sounds.play(sound(state, event, incoming));
    this.#document.title = incoming.length ? `☎ ${nameOf(incoming[0])} calls` : TITLE;
    if (event.type === 'incoming') {
      this.#notify(incoming.at(-1));
    }
    for (const [id, notification] of this.#notifications) {
      if (!incoming.some((call) => call.id === id)) {
        notification.close();
        this.#notifications.delete(id);
      }
    }
  }

  #notify(call) {
    if (call && this.#document.hidden && self.Notification?.permission === 'granted') {
      const notification = new Notification(`${nameOf(call)} calls`, { icon: 'icon.svg', requireInteraction: true });
      notification.onclick = () => window.focus();
      this.#notifications.set(call.id, notification);
    }
  }
}

function sound(state, event, incoming) {
  const others = state.calls.length - incoming.length;
  if (incoming.length) {
    return others ? 'waiting' : 'ringtone';
  }
  if (event.type === 'ended' && state.notice?.kind === 'busy') {
    return 'busy';
  }
  return currentCall(state)?.phase === 'ringing' ? 'ringing' : '';
}
