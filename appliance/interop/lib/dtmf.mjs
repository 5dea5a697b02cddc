// Keys as a browser hears them. Browsers do not report received RFC 4733 events; their jitter buffer
// plays them as the tone pair of the key (ITU-T Q.23), and that can be heard.

export const KEYS = '0123456789*#';

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const NAMES = ['123', '456', '789', '*0#'];

const FLOOR = 1e-5; // -50 dB below full scale
const STEP_MS = 10;
// 30 ms: of a key of 160 ms a browser's jitter buffer plays no more than about 60.
const FRAMES_OF_A_KEY = 2;

/** Finds keys in sound that comes piece by piece. */
export class KeyReader {
  text = '';
  #rate;
  #size;
  #rest = [];
  #last = '';
  #times = 0;

  constructor(rate) {
    this.#rate = rate;
    this.#size = Math.round((rate * STEP_MS) / 1000);
  }

  /** @param {number[]} samples full scale 32768 */
  read(samples) {
    const all = this.#rest.concat(samples);
    let at = 0;
    // Frames of 20 ms every 10 ms: a tone pair 70 Hz apart needs that long to be told.
    for (; at + 2 * this.#size <= all.length; at += this.#size) {
      this.#frame(all.slice(at, at + 2 * this.#size));
    }
    this.#rest = all.slice(at);
  }

  #frame(samples) {
    const row = this.#loudest(samples, ROWS);
    const column = this.#loudest(samples, COLUMNS);
    const key = row >= 0 && column >= 0 ? NAMES[row][column] : '';
    this.#times = key === this.#last ? this.#times + 1 : 1;
    this.#last = key;
    if (key && this.#times === FRAMES_OF_A_KEY) {
      this.text += key;
    }
  }

  #loudest(samples, list) {
    const powers = list.map((hz) => goertzel(samples, hz / this.#rate));
    const index = powers.indexOf(Math.max(...powers));
    const clear = powers.every((power, i) => i === index || powers[index] > 4 * power);
    return clear && powers[index] > FLOOR ? index : -1;
  }
}

/** Power of one frequency, 1 for a full scale tone. */
function goertzel(samples, cyclesPerSample) {
  const factor = 2 * Math.cos(2 * Math.PI * cyclesPerSample);
  let before = 0;
  let last = 0;
  for (const sample of samples) {
    [before, last] = [last, sample / 32768 + factor * last - before];
  }
  const power = before * before + last * last - factor * before * last;
  return (4 * power) / (samples.length * samples.length);
}
