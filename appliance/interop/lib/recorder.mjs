// Records what a page receives: a worklet takes every sample on the audio thread, so that a busy
// machine delays the recording but leaves no hole in it.

import { analyse } from './audio.mjs';
import { KeyReader, heardInOrder } from './dtmf.mjs';
import { until } from './wait.mjs';

const WORKLET = `
registerProcessor('recorder', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Int16Array(1920);
    this.filled = 0;
  }
  process([[channel]]) {
    for (let i = 0; i < 128; i++) {
      this.block[this.filled++] = channel ? Math.max(-32768, Math.min(32767, Math.round(channel[i] * 32767))) : 0;
      if (this.filled === this.block.length) {
        this.port.postMessage(this.block);
        this.filled = 0;
      }
    }
    return true;
  }
});`;

const RATE = 48000;
const WINDOW = 16384;

/**
 * Records a stream of the page from now on.
 *
 * @param {import('playwright-core').Page} page opened with `bypassCSP`: the phone's own policy
 *     allows no worklet of ours
 * @param {() => MediaStream} stream run in the page
 */
export async function record(page, stream) {
  const id = await page.evaluate(
    async ([source, worklet, sampleRate]) => {
      const context = new AudioContext({ sampleRate });
      await context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' })));
      await context.resume();
      const node = new AudioWorkletNode(context, 'recorder');
      const recording = { context, node, blocks: [] };
      node.port.onmessage = ({ data }) => recording.blocks.push(data);
      context.createMediaStreamSource(new Function(`return (${source})()`)()).connect(node);
      node.connect(context.destination);
      window.interopRecordings ??= [];
      return window.interopRecordings.push(recording) - 1;
    },
    [stream.toString(), WORKLET, RATE],
  );
  return new Recording(page, id);
}

class Recording {
  #page;
  #id;
  #samples = [];
  #keys = new KeyReader(RATE);

  constructor(page, id) {
    this.#page = page;
    this.#id = id;
  }

  /** The next third of a second. */
  async next(ms) {
    await until(ms + 500, 'the page hears a whole window', async () => {
      await this.#fetch();
      return this.#samples.length >= WINDOW;
    });
    return analyse(Float64Array.from(this.#samples.splice(0, WINDOW), (sample) => sample / 32768), RATE);
  }

  /** What keys were heard, when so many of these were heard in their order or the time is over. */
  async audibleKeys(keys, atLeast, ms) {
    await until(ms, 'keys', async () => {
      await this.#fetch();
      this.#keys.read(this.#samples.splice(0));
      return heardInOrder(this.#keys.text, keys) >= atLeast;
    }).catch(() => {}); // the caller judges what there is
    return this.#keys.text;
  }

  /** Forgets what was recorded so far. */
  async skip() {
    await this.#fetch();
    this.#samples = [];
    this.#keys = new KeyReader(RATE);
  }

  async #fetch() {
    const base64 = await this.#page.evaluate((index) => {
      const blocks = window.interopRecordings[index].blocks.splice(0);
      let text = '';
      for (const block of blocks) {
        text += String.fromCharCode(...new Uint8Array(block.buffer));
      }
      return btoa(text);
    }, this.#id);
    const bytes = Buffer.from(base64, 'base64');
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      this.#samples.push(bytes.readInt16LE(i));
    }
  }
}
