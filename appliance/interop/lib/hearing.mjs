// What a peer hears, judged by spectrum. A listener gives one window of sound after the other, each
// with its level and tones; the rules are the same for a browser and for a SIP phone.

import assert from 'node:assert/strict';

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

/**
 * Requires that the tone is heard, alone, within the time, and that nothing else is for `windows`
 * windows after that.
 *
 * @param {{next: (ms: number) => Promise<{level: number, peaks: object[]}>}} listener
 */
export async function hearsOnly(listener, hz, { within = 2000, windows = 3, since } = {}) {
  const start = since ?? performance.now();
  let heard;
  do {
    const left = start + within - performance.now();
    assert.ok(left > 0, `${hz} Hz not heard within ${within} ms; last: ${heard ? describe(heard) : 'nothing came'}`);
    heard = await listener.next(left);
  } while (!isOnly(hz, heard));
  const took = performance.now() - start;
  for (let i = 0; i < windows; i++) {
    heard = await listener.next(1500);
    assert.ok(isOnly(hz, heard), `${hz} Hz and nothing else expected, heard: ${describe(heard)}`);
  }
  return took;
}

/** Requires silence: within the time, and then for `windows` windows. */
export async function hearsSilence(listener, { within = 1500, windows = 2 } = {}) {
  const start = performance.now();
  let heard;
  do {
    const left = start + within - performance.now();
    assert.ok(left > 0, `not silent within ${within} ms; last: ${heard ? describe(heard) : 'nothing came'}`);
    heard = await listener.next(left);
  } while (heard.level > SILENT_DB);
  for (let i = 0; i < windows; i++) {
    heard = await listener.next(1500);
    assert.ok(heard.level <= SILENT_DB, `silence expected, heard: ${describe(heard)}`);
  }
}
