// Keys as RFC 4733 packets, and as a browser plays them: its jitter buffer makes the tone pair of the
// key (ITU-T Q.23) of them, and that can be heard.

export const KEYS = '0123456789*#';

const KEY_OF_EVENT = '0123456789*#ABCD';

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

/**
 * The keys that packets of one stream say, by the letter of RFC 4733: one timestamp and one event a
 * key, the end marked last and not taken back, no key before the one in front of it has ended.
 *
 * @param {{sequence: number, timestamp: number, payload: ArrayLike<number>}[]} packets in any order;
 *     those of a browser's padding alone, without payload, are passed over
 * @returns {string} the keys that have ended
 */
export function keysOf(packets) {
  let keys = '';
  let last = null;
  for (const { timestamp, payload, sequence } of inSequence(packets)) {
    const [event, flags, high, low] = payload;
    const now = { timestamp, event, end: (flags & 0x80) !== 0, duration: high * 256 + low };
    const where = `packet ${sequence}: event ${event}`;
    if (last?.timestamp === timestamp) {
      require(event === last.event, `${where} in the time of event ${last.event}`);
      require(now.duration >= last.duration, `${where} gets shorter`);
      require(now.end || !last.end, `${where} goes on after its end`);
    } else {
      require(!last || last.end, `${where} begins before event ${last?.event} has ended`);
      require(!last || ((timestamp - last.timestamp) | 0) > 0, `${where} goes back in time`);
    }
    if (now.end && !(last?.timestamp === timestamp && last.end)) {
      keys += KEY_OF_EVENT[event];
    }
    last = now;
  }
  return keys;
}

/** How many of the keys were heard in their order, whatever else was heard. */
export function heardInOrder(heard, keys) {
  let before = new Array(keys.length + 1).fill(0);
  for (const one of heard) {
    const row = [0];
    for (let i = 0; i < keys.length; i++) {
      row.push(one === keys[i] ? before[i] + 1 : Math.max(row[i], before[i + 1]));
    }
    before = row;
  }
  return before[keys.length];
}

// The network may change the order, sequence numbers tell it (RFC 3550 section 5.1).
function inSequence(packets) {
  const start = packets[0]?.sequence;
  const place = ({ sequence }) => ((sequence - start) << 16) >> 16;
  const sorted = packets.filter(({ payload }) => payload.length > 0).sort((a, b) => place(a) - place(b));
  return sorted.filter((one, i) => i === 0 || place(one) !== place(sorted[i - 1]));
}

function require(holds, text) {
  if (!holds) {
    throw new Error(text);
  }
}
