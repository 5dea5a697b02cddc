// Two SIP phones, with each codec the gateway passes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { KEYS } from '../lib/dtmf.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { baresipOf } from '../lib/world.mjs';

describe('two SIP phones', { skip: hasBaresip ? false : 'no baresip', timeout: 600_000 }, () => {
  const cases = [
    { codec: 'PCMU', transports: ['udp', 'udp'] },
    { codec: 'PCMA', transports: ['tcp', 'udp'] },
    { codec: 'G722', transports: ['udp', 'tcp'] },
    { codec: 'opus', transports: ['tcp', 'tcp'] },
  ];
  for (const { codec, transports } of cases) {
    test(`${codec}, ${transports.join(' to ')}: tones and keys both ways`, async () => {
      const [a, b] = await Promise.all(
        ['1000', '1001'].map((user, i) => baresipOf(user, { codecs: [codec], transport: transports[i] })),
      );
      try {
        await a.dial('1001');
        await b.incoming();
        await a.ringing();
        await b.answer();
        await Promise.all([a.established(), b.established()]);
        const [here, there] = await Promise.all([a.listen(), b.listen()]);
        await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
        await Promise.all([a.sendKeys(KEYS), b.sendKeys(KEYS)]);
        for (const phone of [a, b]) {
          let heard = '';
          for (let i = 0; i < KEYS.length; i++) {
            heard += await phone.key();
          }
          assert.equal(heard, KEYS);
        }
        await b.hangup();
        await a.closed(1000);
      } finally {
        await Promise.all([a.stop(), b.stop()]);
      }
    });
  }
});
