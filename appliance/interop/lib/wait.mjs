// Waiting, always with a deadline. Deadlines are on the patient clock (see patience.mjs).

import { setTimeout as pause } from 'node:timers/promises';
import { stopwatch } from './patience.mjs';

/** Longest real time in which a deadline on the patient clock comes. */
export const realMs = (ms) => ms * 10 + 1000;

/** Runs the promise, or fails with `what` when the time is over. */
export async function within(ms, what, promise) {
  const passed = stopwatch();
  let timer;
  const late = new Promise((_, reject) => {
    const check = () => {
      const left = ms - passed();
      if (left > 0) {
        timer = setTimeout(check, Math.max(10, left));
      } else {
        reject(new Error(`not within ${ms} ms: ${typeof what === 'function' ? what() : what}`));
      }
    };
    timer = setTimeout(check, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks again and again until the answer is truthy. For what cannot tell us by itself: files that
 * grow, pages of another process.
 */
export async function until(ms, what, ask, { every = 20 } = {}) {
  const passed = stopwatch();
  let last;
  for (;;) {
    last = await ask();
    if (last) {
      return last;
    }
    if (passed() >= ms) {
      throw new Error(`not within ${ms} ms: ${typeof what === 'function' ? what() : what}`);
    }
    await pause(every);
  }
}

/** Keeps what arrives, and lets tests wait for the next one that fits. */
export class Mailbox {
  #kept = [];
  #waiting = new Set();

  put(item) {
    for (const one of this.#waiting) {
      if (one.fits(item)) {
        this.#waiting.delete(one);
        one.resolve(item);
        return;
      }
    }
    this.#kept.push(item);
  }

  /** The first item kept, or the next to come, that fits; it is taken out. */
  take(ms, what, fits) {
    const index = this.#kept.findIndex(fits);
    if (index >= 0) {
      return Promise.resolve(this.#kept.splice(index, 1)[0]);
    }
    const one = { fits };
    const arrival = new Promise((resolve) => (one.resolve = resolve));
    this.#waiting.add(one);
    return within(ms, what, arrival)
      .catch((error) => {
        throw new Error(`${what}: ${error.message}; kept: ${JSON.stringify(this.#kept.slice(-5))}`);
      })
      .finally(() => this.#waiting.delete(one));
  }

  clear() {
    this.#kept = [];
  }
}
