// The calls that are not shown: those that ring, to be answered, and those on hold, to go back to.

import { button, icon, nameOf, setText } from './dom.js';

export class LinesView {
  #document;
  #get;
  #phone;
  #drawn = '';

  constructor(document, get, phone) {
    this.#document = document;
    this.#get = get;
    this.#phone = phone;
  }

  draw({ calls, current }) {
    const others = calls.filter((call) => call.id !== current);
    // Made anew only when something changed: the focus may be here.
    const drawn = JSON.stringify(others.map(({ id, phase, name, number, held, transferTo }) => [id, phase, name, number, held, transferTo]));
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const ringing = others.filter((call) => call.phase === 'incoming');
    this.#get('waiting').replaceChildren(...ringing.map((call) => this.#ringing(call)));
    this.#get('waiting').hidden = ringing.length === 0;
    const up = others.filter((call) => call.phase !== 'incoming');
    this.#get('lines').replaceChildren(...up.map((call) => this.#line(call)));
    this.#get('lines').hidden = up.length === 0;
  }

  #ringing(call) {
    const row = this.#document.createElement('div');
    const words = this.#document.createElement('p');
    words.setAttribute('role', 'alert');
    setText(words, `${nameOf(call)} calls`);
    const { lines } = this.#phone;
    const reject = button('round small hangup', `Decline ${nameOf(call)}`, () => lines.reject(call.id));
    reject.dataset.testid = 'waiting-reject';
    reject.append(icon('hangup'));
    const answer = button('round small call', `Hold and answer ${nameOf(call)}`, () => lines.answer(call.id));
    answer.dataset.testid = 'waiting-answer';
    answer.append(icon('call'));
    row.append(words, reject, answer);
    return row;
  }

  #line(call) {
    const how = call.transferTo ? 'being transferred' : call.held ? 'on hold' : call.phase;
    const back = button('line', `Go to ${nameOf(call)}, ${how}`, () => this.#phone.switchTo(call.id));
    back.dataset.number = call.number;
    const small = this.#document.createElement('small');
    small.textContent = how;
    back.append(icon(call.held ? 'hold' : 'call'), nameOf(call), small);
    return back;
  }
}
