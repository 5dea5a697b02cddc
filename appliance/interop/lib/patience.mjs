// A clock for deadlines that measures the gateway, not the machine: time in which programs waited for
// a processor does not count (Linux pressure stall information; elsewhere all time counts). It never
// slows to less than a tenth, so every wait ends.

import { readFileSync } from 'node:fs';

const SLOWEST = 0.1;

let wall = performance.now();
let stalled = stalledMs();
let patient = 0;

/** Milliseconds of the patient clock, from any point. */
export function now() {
  const wallNow = performance.now();
  const stalledNow = stalledMs();
  const passed = wallNow - wall;
  patient += Math.max(passed * SLOWEST, passed - (stalledNow - stalled));
  wall = wallNow;
  stalled = stalledNow;
  return patient;
}

/** A stopwatch on the patient clock: the milliseconds since it was made. */
export function stopwatch() {
  const start = now();
  return () => now() - start;
}

function stalledMs() {
  try {
    return Number(/^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8'))[1]) / 1000;
  } catch {
    return 0; // no such measure here
  }
}
