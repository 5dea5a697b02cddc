// Tries the chosen devices: a meter for the microphone, a picture of the camera, a sound for the speaker.

import { inWords } from '../words.js';
import { setText } from './dom.js';
import { Levels } from './levels.js';

const SOUND = { hz: 523, seconds: 1.2, gain: 0.15 };

export class DeviceTest {
  #get;
  #phone;
  #levels = new Levels();
  #open = [];
  #lent = null;

  constructor(get, phone) {
    this.#get = get;
    this.#phone = phone;
  }

  start() {
    this.#get('test-devices').addEventListener('click', () => (this.running ? this.stop() : this.#begin()));
    this.#get('test-speaker').addEventListener('click', () => this.#sound());
  }

  get running() {
    return this.#get('test-devices').getAttribute('aria-pressed') === 'true';
  }

  /** Ends it and gives the devices back. */
  stop() {
    this.#levels.stop();
    this.#open.forEach((track) => track.stop());
    this.#open = [];
    if (this.#lent && this.#phone.state.calls.length === 0) {
      this.#phone.microphone.close();
    }
    this.#lent = null;
    this.#get('test-picture').srcObject = null;
    this.#get('test-result').hidden = true;
    this.#get('test-devices').setAttribute('aria-pressed', 'false');
  }

  async #begin() {
    this.#get('test-devices').setAttribute('aria-pressed', 'true');
    this.#get('test-result').hidden = false;
    this.#get('test-picture').hidden = true;
    this.#say('Starting …');
    const said = [];
    try {
      const { microphone } = this.#phone;
      this.#lent = await microphone.lend();
      this.#keep(this.#lent.getTracks());
      this.#levels.watch(this.#get('level-test'), this.#lent);
      said.push('Speak: the bar moves when your microphone works.');
    } catch (failure) {
      said.push(words(failure));
    }
    try {
      const track = await this.#phone.camera.open();
      this.#keep([track]);
      this.#get('test-picture').srcObject = new MediaStream([track]);
      this.#get('test-picture').hidden = false;
    } catch (failure) {
      said.push(words(failure));
    }
    this.#say(said.join(' '));
  }

  #keep(tracks) {
    this.#open.push(...tracks);
    if (!this.running) {
      this.stop(); // ended while the browser asked
    }
  }

  #say(text) {
    setText(this.#get('test-words'), text);
  }

  // By the element that plays calls, so that it comes from the speaker calls come from.
  #sound() {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const gain = new GainNode(context, { gain: SOUND.gain });
    const tone = new OscillatorNode(context, { frequency: SOUND.hz });
    tone.connect(gain).connect(out);
    const player = new Audio();
    player.srcObject = out.stream;
    const speaker = this.#get('remote').sinkId;
    const ready = speaker ? player.setSinkId(speaker) : Promise.resolve();
    ready
      .then(() => player.play())
      .then(() => {
        tone.start();
        tone.stop(context.currentTime + SOUND.seconds);
        tone.onended = () => context.close();
      })
      .catch((error) => console.warn('speaker:', error));
  }
}

function words(failure) {
  const { title, help } = inWords(failure.kind ? failure : { kind: 'failed' });
  return `${title}. ${help}`;
}
