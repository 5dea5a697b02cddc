// Calls come and go; the gateway keeps nothing of them.

import { describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { manyCalls } from '../lib/many-calls.mjs';
import { gateway } from '../lib/world.mjs';

const CALLS = 20;

describe('nothing is left open', { skip: hasBaresip ? false : 'no baresip', timeout: 600_000 }, () => {
  test(`after ${CALLS} calls`, async () => manyCalls(await gateway(), CALLS));
});
