// The forms with which a call is given to somebody else, or brought into a conference.

import { currentCall } from '../model.js';
import { button, nameOf } from './dom.js';

export class GivingView {
  #get;
  #phone;
  #drawn = '';

  constructor(get, phone) {
    this.#get = get;
    this.#phone = phone;
  }

  start() {
    const call = () => currentCall(this.#phone.state);
    const to = this.#get('transfer-to');
    this.#get('transfer-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (to.value.trim() && call()) {
        this.#phone.lines.transfer(call().id, to.value.trim());
        this.#done();
      }
    });
    this.#get('ask-first').addEventListener('click', () => {
      if (to.value.trim()) {
        this.#phone.dial(to.value.trim());
        this.#done();
      }
    });
    const number = this.#get('conference-number');
    number.value = this.#phone.conferenceNumber;
    this.#get('conference-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (number.value.trim()) {
        this.#phone.conference(number.value.trim());
        this.#done();
      }
    });
  }

  /** What to fold when something was done. */
  folds = () => {};

  #done() {
    this.#get('transfer-to').value = '';
    this.folds();
  }

  draw(state) {
    const call = currentCall(state);
    const others = state.calls.filter((one) => one !== call && one.phase === 'talking' && !one.transferTo);
    const drawn = call?.phase === 'talking' ? JSON.stringify(others.map((one) => [one.id, nameOf(one)])) : '';
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#get('joins').replaceChildren(...(drawn ? others.map((one) => this.#join(call, one)) : []));
    }
  }

  // The one on hold is given to the one we talk with, as after a question "shall I put them through?".
  #join(call, other) {
    const words = `Connect ${nameOf(other)} with ${nameOf(call)}`;
    const join = button('primary', words, () => {
      this.#phone.lines.join(other.id, call.id, nameOf(call));
      this.#done();
    });
    join.textContent = words;
    join.dataset.number = other.number;
    return join;
  }
}
