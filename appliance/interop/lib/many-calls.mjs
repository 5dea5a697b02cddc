// Calls one after the other from a SIP phone or a browser to a SIP phone, and what the gateway holds before and after.

import assert from 'node:assert/strict';
import { backTo } from './gateway.mjs';
import { baresipOf, phoneOf } from './world.mjs';

/** Ends: the caller hangs up, the callee hangs up, the caller gives up, the callee declines. */
const WAYS = ['caller', 'callee', 'given-up', 'declined'];

// Each of these must show a call while it is up, or its return to the start would prove nothing.
const GAUGES = [
  'jackfield_calls_live',
  'jackfield_sessions_live',
  'jackfield_media_legs',
  'jackfield_media_transports',
  'jackfield_media_rtp_ports_free',
  'jackfield_sip_dialogs',
  'jackfield_sip_timers',
  'jackfield_sip_transactions_server',
];

/** A caller with baresip. */
async function handset() {
  const phone = await baresipOf('1000');
  return {
    forget: () => phone.forget(),
    dial: (number) => phone.dial(number),
    ringing: () => phone.ringing(),
    established: () => phone.established(),
    hangup: () => phone.hangup(),
    closed: (ms) => phone.closed(ms),
    refused: async () => assert.match((await phone.closed(2000)).param, /^486/),
    stop: () => phone.stop(),
  };
}

/** A caller at /phone/. */
async function browser() {
  const phone = await phoneOf('1000');
  return {
    forget: () => phone.idle(),
    dial: (number) => phone.dial(number),
    ringing: () => phone.state('ringing'),
    established: () => phone.state('talking'),
    hangup: () => phone.hangup(),
    closed: (ms) => phone.state('ready', ms),
    refused: async () => {
      await phone.says('Busy');
      await phone.state('ready');
    },
    stop: async () => {
      try {
        phone.check();
        // A phone that only goes away keeps its registration until it expires: it may come back (RFC 5626).
        await phone.signOut();
      } finally {
        await phone.close();
      }
    },
  };
}

/** Who may call: baresip, or Chromium. */
export const CALLERS = { handset, browser };

/**
 * Places so many calls to baresip and requires that the gateway then holds what it held when it
 * started: no leg, port, timer, dialog, transaction, registration or thread more.
 *
 * @param {() => Promise<object>} [caller] one of `CALLERS`
 */
export async function manyCalls(gateway, count, caller = handset) {
  const [a, b] = await Promise.all([caller(), baresipOf('1001')]);
  let threads;
  const seen = new Set();
  try {
    await call(a, b, 'caller'); // pools have started what they start once
    threads = await gateway.threads();
    const before = await gateway.held();
    for (let i = 0; i < count; i++) {
      await call(a, b, WAYS[i % WAYS.length], async () => {
        for (const [name, value] of Object.entries(await gateway.held())) {
          if (value > before[name]) {
            seen.add(name.split('{')[0]);
          }
        }
      });
    }
  } finally {
    await Promise.all([a.stop(), b.stop()]);
  }
  await backTo(gateway, gateway.idle); // as it was before anybody had registered
  const now = await gateway.threads();
  assert.ok(now <= threads + 3, `threads: ${threads} -> ${now}`);
  assert.deepEqual(GAUGES.filter((name) => !seen.has(name)), [], 'gauges that did not show a call');
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
    await a.refused();
  } else {
    await b.answer();
    await Promise.all([a.established(), b.established()]);
    await inCall();
    const [first, second] = way === 'caller' ? [a, b] : [b, a];
    await first.hangup();
    await second.closed(1000);
  }
}
