// Calls one after the other between two SIP phones, and what the gateway holds before and after.

import assert from 'node:assert/strict';
import { backTo } from './gateway.mjs';
import { baresipOf } from './world.mjs';

/** Ends: the caller hangs up, the callee hangs up, the caller gives up, the callee declines. */
const WAYS = ['caller', 'callee', 'given-up', 'declined'];

/**
 * @returns {Promise<{held: {during: number}, threads: {before: number, after: number}}>} how much
 *     more the gauges showed in a call than before it; live threads
 */
export async function manyCalls(gateway, count) {
  const [a, b] = await Promise.all([baresipOf('1000'), baresipOf('1001')]);
  const threads = {};
  let during = 0;
  try {
    await call(a, b, 'caller'); // pools have started what they start once
    threads.before = await gateway.threads();
    const before = await gateway.held();
    for (let i = 0; i < count; i++) {
      await call(a, b, WAYS[i % WAYS.length], async () => {
        const now = await gateway.held();
        during = Math.max(during, ...Object.entries(now).map(([name, value]) => value - (before[name] ?? 0)));
      });
    }
  } finally {
    await Promise.all([a.stop(), b.stop()]);
  }
  await backTo(gateway, gateway.idle); // as it was before anybody had registered
  threads.after = await gateway.threads();
  return { held: { during }, threads };
}

async function call(a, b, way, inCall = async () => {}) {
  await a.forget();
  await b.forget();
  await a.dial('1001');
  await b.incoming();
  if (way === 'given-up') {
    await a.ringing();
    await a.hangup();
    await b.closed(2000);
  } else if (way === 'declined') {
    await b.hangup();
    const { param } = await a.closed(2000);
    assert.match(param, /^486/);
  } else {
    await b.answer();
    await Promise.all([a.established(), b.established()]);
    await inCall();
    const [first, second] = way === 'caller' ? [a, b] : [b, a];
    await first.hangup();
    await second.closed(1000);
  }
}
