// SIGTERM in a call: the gateway waits for it (2 s in the demo), then ends it properly. The last suite.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { baresipOf, gateway } from '../lib/world.mjs';

const RECORDS = fileURLToPath(new URL('../../../.run/data/cdr.jsonl', import.meta.url));

describe('stop', { skip: hasBaresip ? false : 'no baresip', timeout: 60_000 }, () => {
  test('a running call is hung up on both sides, recorded, and the gateway ends', async () => {
    const at = await gateway();
    const [a, b] = await Promise.all([baresipOf('1000'), baresipOf('1001')]);
    try {
      await a.dial('1001');
      await b.incoming();
      await b.answer();
      await Promise.all([a.established(), b.established()]);
      await Promise.all([at.stop(), a.closed(10_000), b.closed(10_000)]);
      const last = JSON.parse((await readFile(RECORDS, 'utf8')).trimEnd().split('\n').at(-1));
      assert.equal(last.reason, 'service_stop');
      assert.equal(last.caller, '1000');
      assert.equal(last.dialled, '1001');
      assert.ok(last.duration_ms >= 1500, `it waited: ${last.duration_ms} ms`);
      assert.ok(last.caller_media.received.packets > 0 && last.callee_media.received.packets > 0);
    } finally {
      await Promise.all([a.stop(), b.stop()]);
    }
  });
});
