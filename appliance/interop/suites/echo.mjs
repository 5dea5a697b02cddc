// 9196 sends back what it gets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { available as hasSipp, callWithSipp } from '../lib/sipp.mjs';
import { baresipOf, gateway, phoneOf } from '../lib/world.mjs';

describe('the echo number 9196', { timeout: 600_000 }, () => {
  test('from a browser', { skip: executable ? false : 'no Chromium' }, async () => {
    const phone = await phoneOf('1000');
    try {
      await phone.dial('9196');
      await phone.state('talking');
      await hearsOnly(await phone.listen(), TONES[1000]);
      await phone.hangup();
      await phone.state('ready', 1000);
      phone.check();
    } finally {
      await phone.close();
    }
  });

  for (const transport of ['udp', 'tcp']) {
    test(`from baresip over ${transport}`, { skip: hasBaresip ? false : 'no baresip' }, async () => {
      const sip = await baresipOf('1001', { transport });
      try {
        await sip.dial('9196');
        await sip.established();
        await hearsOnly(await sip.listen(), TONES[1001]);
        await sip.hangup();
      } finally {
        await sip.stop();
      }
    });
  }

  test('from SIPp, which streams PCMA', { skip: hasSipp ? false : 'no SIPp' }, async () => {
    const at = await gateway();
    const { heard, exitCode, output } = await callWithSipp({
      gateway: at.demo.sip,
      user: '1002',
      password: at.password('1002'),
      number: '9196',
      hz: TONES[1002],
      listen: (listener) => hearsOnly(listener, TONES[1002]),
    });
    assert.equal(exitCode, 0, output);
    assert.ok(heard <= 2000);
  });
});
