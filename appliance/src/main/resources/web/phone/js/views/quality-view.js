// How good the call is that is shown: figures for who asks, a sentence when it is bad.

import { currentCall } from '../model.js';
import { inFigures, inPlainWords } from '../quality.js';
import { setText } from './dom.js';

/** Looks in a row that must be bad before it is said; one lost packet is not worth a word. */
const STEADY = 2;

export class QualityView {
  #document;
  #get;
  #bad = 0;

  constructor(document, get) {
    this.#document = document;
    this.#get = get;
  }

  draw(state, event) {
    const call = currentCall(state);
    const quality = call?.phase === 'talking' ? call.quality : null;
    this.#get('quality').hidden = !quality;
    if (!quality) {
      this.#bad = 0;
      setText(this.#get('quality-words'), '');
      return;
    }
    if (event.type === 'quality' && event.id === call.id) {
      const words = inPlainWords(quality, { held: call.held || call.heldByThem });
      this.#bad = words ? this.#bad + 1 : 0;
      setText(this.#get('quality-words'), this.#bad >= STEADY ? words : '');
      for (const [name, figure] of Object.entries(inFigures(quality))) {
        setText(this.#document.querySelector(`[data-figure="${name}"]`), figure);
      }
    }
  }
}
