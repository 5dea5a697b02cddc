// ./test --long leaks: two hundred calls, and the gateway keeps nothing of them.

import { test } from 'node:test';
import { manyCalls } from '../lib/many-calls.mjs';
import { gateway, stopAtEnd } from '../lib/world.mjs';

stopAtEnd();

test('after 200 calls nothing is left open', { timeout: 600_000 }, async () =>
  manyCalls(await gateway(), 200));
