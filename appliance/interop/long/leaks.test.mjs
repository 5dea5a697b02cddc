// ./test --long leaks: two hundred calls from baresip and two hundred from Chromium, and the gateway keeps nothing of them.

import { test } from 'node:test';
import { CALLERS, manyCalls } from '../lib/many-calls.mjs';
import { gateway, stopAtEnd } from '../lib/world.mjs';

stopAtEnd();

for (const [name, caller] of Object.entries(CALLERS)) {
  test(`after 200 calls from a ${name} nothing is left open`, { timeout: 3_600_000 }, async () =>
    manyCalls(await gateway(), 200, caller));
}
