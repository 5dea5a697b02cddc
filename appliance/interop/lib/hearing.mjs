// What a peer hears, judged by spectrum. A listener gives one window of sound after the other, each
// with its level and tones; the rules are the same for a browser and for a SIP phone.

import assert from 'node:assert/strict';
import { TONES } from './audio.mjs';
import { stopwatch } from './patience.mjs';

const TOLERANCE_HZ = 12;
const AUDIBLE_DB = -45;
const SILENT_DB = -60;

const describe = ({ level, peaks }) =>
  `${level.toFixed(0)} dB, ${peaks.map((peak) => `${peak.hz} Hz (${peak.db} dB)`).join(', ')}`;

/** Whether this window holds that tone and no other. */
export function isOnly(hz, { level, peaks }) {
  return (
    level > AUDIBLE_DB &&
    peaks.length > 0 &&
    peaks.every((peak) => Math.abs(peak.hz - hz) <= TOLERANCE_HZ)
  );
}

/** How long a busy machine may take to play so many windows without a drop-out. */
const STEADY_MS = 10_000;

/**
 * Requires that the tone is heard, alone, within the time, and that nothing else is for `windows`
 * windows on end after that. A drop-out, which a busy machine causes, begins the count again; the tone
 * of somebody else is a failure at once.
 *
 * @param {{next: (ms: number) => Promise<{level: number, peaks: object[]}>}} listener
 * @returns {Promise<number>} ms until it was heard first
 */
export async function hearsOnly(listener, hz, { within = 2000, windows = 3 } = {}) {
  const passed = stopwatch();
  let first;
  let heard;
  for (let steady = 0; steady <= windows; ) {
    const left = (first === undefined ? within : first + STEADY_MS) - passed();
    const what = first === undefined ? `${hz} Hz not heard within ${within} ms` : `${hz} Hz and nothing else expected`;
    assert.ok(left > 0, `${what}; last: ${heard ? describe(heard) : 'nothing came'}`);
    heard = await listener.next(left);
    if (isOnly(hz, heard)) {
      first ??= passed();
      steady++;
    } else {
      assert.ok(first === undefined || !isOfAnother(hz, heard), `${what}, heard: ${describe(heard)}`);
      steady = 0;
    }
  }
  return first;
}

function isOfAnother(hz, { level, peaks }) {
  const [loudest] = peaks;
  const others = Object.values(TONES).filter((one) => one !== hz);
  return level > AUDIBLE_DB && others.some((one) => Math.abs(loudest?.hz - one) <= TOLERANCE_HZ);
}

/** What is missing of these tones in a window, or too much. */
function apart(wanted, unwanted, { level, peaks }) {
  const has = (hz) => peaks.some((peak) => Math.abs(peak.hz - hz) <= TOLERANCE_HZ);
  const missing = wanted.filter((hz) => !has(hz));
  if (level <= AUDIBLE_DB || missing.length) {
    return `${missing.join(', ')} Hz missing`;
  }
  const more = unwanted.filter(has);
  return more.length ? `${more.join(', ')} Hz heard too` : '';
}

/**
 * Requires that all these tones are heard together, and the listener's own is not, for `windows`
 * windows on end.
 *
 * @param {number[]} wanted at most seven, about equally loud
 * @param {number[]} unwanted tones that must not be there
 */
export async function hearsAll(listener, wanted, unwanted, { within = 15_000, windows = 2 } = {}) {
  const passed = stopwatch();
  let wrong = 'nothing came';
  for (let steady = 0; steady < windows; ) {
    const left = within - passed();
    assert.ok(left > 0, `${wanted.join(', ')} Hz expected, not ${unwanted.join(', ')}; ${wrong}`);
    const heard = await listener.next(left);
    const fault = apart(wanted, unwanted, heard);
    steady = fault ? 0 : steady + 1;
    wrong = fault && `${fault}: ${describe(heard)}`;
  }
}

/** Requires silence within the time, for `windows` windows on end. */
export async function hearsSilence(listener, { within = 1500, windows = 2 } = {}) {
  const passed = stopwatch();
  let first;
  let heard;
  for (let silent = 0; silent <= windows; ) {
    const left = (first === undefined ? within : first + STEADY_MS) - passed();
    assert.ok(left > 0, `not silent within ${within} ms; last: ${heard ? describe(heard) : 'nothing came'}`);
    heard = await listener.next(left);
    if (heard.level <= SILENT_DB) {
      first ??= passed();
      silent++;
    } else {
      // A busy machine plays late what was sent before: then the silence has not begun.
      silent = 0;
    }
  }
}
