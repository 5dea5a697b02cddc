// What is heard and seen: the far end of the call that is shown, ourselves, and how loud both are.

import { currentCall } from '../model.js';
import { Levels } from './levels.js';

export class MediaView {
  #get;
  #phone;
  #levels = new Levels();

  constructor(get, phone) {
    this.#get = get;
    this.#phone = phone;
  }

  start() {
    this.#phone.addEventListener('media', () => this.draw(this.#phone.state));
  }

  draw(state) {
    const call = currentCall(state);
    const talking = call?.phase === 'talking';
    const { lines, microphone } = this.#phone;
    const heard = call ? lines.heardOf(call.id) : null;
    this.#put('remote', heard);
    this.#put('their-picture', call?.theirVideo && !call.held && !call.heldByThem ? heard : null);
    this.#put('own-picture', call?.camera ? lines.shownOf(call.id) : null);
    this.#get('face').hidden = !!call?.theirVideo && !call.held && !call.heldByThem;
    this.#get('levels').hidden = !talking;
    if (!talking) {
      this.#levels.stop();
      return;
    }
    if (microphone.stream) {
      this.#levels.watch(this.#get('level-local'), microphone.stream);
    }
    if (heard?.getAudioTracks().length) {
      this.#levels.watch(this.#get('level-remote'), heard);
    }
  }

  #put(id, stream) {
    const element = this.#get(id);
    element.hidden = id !== 'remote' && !stream;
    if (element.srcObject !== stream) {
      element.srcObject = stream;
      if (stream) {
        element.play().catch((error) => console.warn(`${id} is not played yet:`, error.message));
      }
    }
  }
}
