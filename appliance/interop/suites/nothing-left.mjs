// Calls come and go; the gateway keeps nothing of them.

import { describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { CALLERS, manyCalls } from '../lib/many-calls.mjs';
import { gateway } from '../lib/world.mjs';

const CALLS = { handset: 20, browser: 8 };

describe('nothing is left open', { skip: hasBaresip ? false : 'no baresip', timeout: 600_000 }, () => {
  test('after calls from a SIP phone', async () =>
    manyCalls(await gateway(), CALLS.handset, CALLERS.handset));

  test('after calls from a browser', { skip: executable ? false : 'no Chromium' }, async () =>
    manyCalls(await gateway(), CALLS.browser, CALLERS.browser));
});
