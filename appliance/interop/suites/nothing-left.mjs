// Calls come and go; the gateway keeps nothing of them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { manyCalls } from '../lib/many-calls.mjs';
import { gateway } from '../lib/world.mjs';

const CALLS = 20;

describe('nothing is left open', { skip: hasBaresip ? false : 'no baresip', timeout: 120_000 }, () => {
  test(`after ${CALLS} calls`, async () => {
    const { held, threads } = await manyCalls(await gateway(), CALLS);
    assert.ok(threads.after <= threads.before + 3, `threads: ${threads.before} -> ${threads.after}`);
    assert.ok(held.during > 0, 'the gauges count calls while they are up');
  });
});
