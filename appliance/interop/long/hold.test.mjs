// ./test --long hold: a hundred calls between two phones, held for five minutes with sound both ways.
// Nothing is lost on loopback, and the heap stays where it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { backTo } from '../lib/gateway.mjs';
import { manyCallsWithSipp } from '../lib/sipp.mjs';
import { echoingCallee } from '../lib/sipp-callee.mjs';
import { until } from '../lib/wait.mjs';
import { gateway, stopAtEnd } from '../lib/world.mjs';

const CALLS = 100;
const SECONDS = Number(process.env.JACKFIELD_TEST_SECONDS ?? 300);
const MEBIBYTE = 1024 * 1024;

stopAtEnd();

test(`${CALLS} calls between phones for ${SECONDS} s`, { timeout: (SECONDS + 150) * 1000 }, async () => {
  const at = await gateway();
  const known = at.callRecords().length;
  const callee = await echoingCallee({ gateway: at.demo.sip, user: '1003', password: at.password('1003') });
  // The least of each minute's readings is what is live, near enough: the rest is garbage.
  const heaps = [];
  const reading = setInterval(async () => heaps.push(await at.heap().catch(() => Infinity)), 1000);
  try {
    const { exitCode, output } = await manyCallsWithSipp({
      gateway: at.demo.sip,
      user: '1002',
      password: at.password('1002'),
      number: '1003',
      hz: TONES[1002],
      seconds: SECONDS,
      calls: CALLS,
      perSecond: 10,
    });
    assert.equal(exitCode, 0, `${output}\n${await callee.errors()}`);
  } finally {
    clearInterval(reading);
    await callee.stop();
  }

  const records = await until(5000, 'a record of every call', () => {
    const fresh = at.callRecords().slice(known);
    return fresh.length >= CALLS ? fresh : null;
  });
  assert.equal(records.length, CALLS);
  for (const { call_id, caller_media, callee_media } of records) {
    for (const [leg, { received, sent }] of Object.entries({ caller_media, callee_media })) {
      const told = `${call_id}, ${leg}: ${JSON.stringify({ received, sent })}`;
      assert.ok(received.packets >= (SECONDS - 1) * 49, told);
      // The callee sends all calls' packets back through one socket, which drops some of its own when
      // the machine is busy; the caller has a socket a call.
      assert.ok(received.lost <= (leg === 'caller_media' ? 0 : received.packets / 1000), told);
    }
    // What one phone sent is what the other was sent, but for packets on their way at either end.
    assert.ok(Math.abs(caller_media.received.packets - callee_media.sent.packets) <= 5, call_id);
    assert.ok(Math.abs(callee_media.received.packets - caller_media.sent.packets) <= 5, call_id);
  }
  const third = Math.floor(heaps.length / 3);
  const early = Math.min(...heaps.slice(0, third));
  const late = Math.min(...heaps.slice(-third));
  assert.ok(late <= early + 16 * MEBIBYTE, `heap grew from ${early} to ${late} bytes`);
  await backTo(at, { ...at.idle, 'jackfield_sip_registrations{service="default"}': 1 });
});
