// ./test --long calls: a hundred calls at once, held for five minutes with sound both ways. Nothing is
// lost on loopback, and the heap stays where it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { backTo } from '../lib/gateway.mjs';
import { manyCallsWithSipp } from '../lib/sipp.mjs';
import { until } from '../lib/wait.mjs';
import { gateway, stopAtEnd } from '../lib/world.mjs';

const CALLS = 100;
const SECONDS = Number(process.env.JACKFIELD_TEST_SECONDS ?? 300);
const MEBIBYTE = 1024 * 1024;

stopAtEnd();

test(`${CALLS} calls at once for ${SECONDS} s`, { timeout: (SECONDS + 120) * 1000 }, async () => {
  const at = await gateway();
  const known = at.callRecords().length;

  // The least of each minute's readings is what is live, near enough: the rest is garbage.
  const heaps = [];
  const reading = setInterval(async () => heaps.push(await at.heap().catch(() => Infinity)), 1000);
  const { exitCode, output } = await manyCallsWithSipp({
    gateway: at.demo.sip,
    user: '1002',
    password: at.password('1002'),
    number: '9196',
    hz: TONES[1002],
    seconds: SECONDS,
    calls: CALLS,
    perSecond: 20,
  }).finally(() => clearInterval(reading));
  assert.equal(exitCode, 0, output);

  const records = await until(5000, 'a record of every call', () => {
    const fresh = at.callRecords().slice(known);
    return fresh.length >= CALLS ? fresh : null;
  });
  assert.equal(records.length, CALLS);
  for (const { call_id, caller_media } of records) {
    const { received, sent } = caller_media;
    assert.ok(received.packets >= SECONDS * 49, `${call_id}: ${received.packets} packets received`);
    assert.equal(received.lost, 0, `${call_id}: lost on the way in`);
    assert.ok(sent.packets >= received.packets - 2, `${call_id}: ${received.packets} in, ${sent.packets} out`);
  }
  const third = Math.floor(heaps.length / 3);
  const early = Math.min(...heaps.slice(0, third));
  const late = Math.min(...heaps.slice(-third));
  assert.ok(late <= early + 16 * MEBIBYTE, `heap grew from ${early} to ${late} bytes`);
  await backTo(at, at.idle);
});
