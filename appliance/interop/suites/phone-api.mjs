// The phone over the External API: it talks to a phone over SIP and to baresip, judged by ear.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { KEYS } from '../lib/dtmf.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { baresipOf, gateway, phoneOf } from '../lib/world.mjs';
import { failureOfHangup } from '../../src/main/resources/web/phone/js/signalling/api-failures.js';
import { kinds } from '../../src/main/resources/web/phone/js/words.js';

test('every reason a call can end for has words, or is no failure', () => {
  const reasons = readFileSync(new URL('../../../docs/api/errors.md', import.meta.url), 'utf8');
  const codes = [...reasons.matchAll(/^\| `[a-z_]+` \| (\d+) \|/gm)].map((row) => Number(row[1]));
  assert.ok(codes.length > 60);
  for (const code of [...codes, ...Array.from({ length: 128 }, (_, cause) => cause)]) {
    const failure = failureOfHangup({ code, reason: '' });
    assert.ok(!failure || kinds.includes(failure.kind), `${code}: ${failure?.kind}`);
  }
});

describe('the phone over the External API', { skip: executable ? false : 'no Chromium', timeout: 180_000 }, () => {
  let api; // 1000 at /phone/, over the API
  let sip; // 1002 at /phone/, over SIP

  before(async () => {
    [api, sip] = await Promise.all([phoneOf('1000', { signalling: 'api' }), phoneOf('1002')]);
  });

  after(async () => {
    await Promise.all([api?.close(), sip?.close()]);
  });

  beforeEach(async () => {
    await Promise.all([api.idle(), sip.idle()]);
  });

  async function call(from, to) {
    await from.dial(to.user);
    await to.state('incoming');
    await from.state('ringing');
    assert.equal(await to.page.getByTestId('peer').innerText(), from.user);
    await to.answer();
    await Promise.all([from.state('talking'), to.state('talking')]);
    return Promise.all([from.listen(), to.listen()]);
  }

  const eachHears = async ([here, there], from, to) =>
    Promise.all([hearsOnly(here, TONES[to.user]), hearsOnly(there, TONES[from.user])]);

  test('it calls a phone over SIP: each hears the other, mute is silence; it hangs up', async () => {
    const heard = await call(api, sip);
    await eachHears(heard, api, sip);
    await api.mute();
    await hearsSilence(heard[1]);
    await api.mute();
    await hearsOnly(heard[1], TONES[1000]);
    await api.hangup();
    await Promise.all([api.state('ready', 1000), sip.state('ready', 1000)]);
    assert.deepEqual([await api.notice(), await sip.notice()], ['', '']);
  });

  test('a phone over SIP calls it: each hears the other; it hangs up, then the other does', async () => {
    await eachHears(await call(sip, api), sip, api);
    await api.hangup();
    await sip.state('ready', 1000);
    await call(sip, api);
    await sip.hangup();
    await api.state('ready', 1000);
    assert.deepEqual([await api.notice(), await sip.notice()], ['', '']);
  });

  test('what goes wrong is said in words, both ways', async () => {
    await api.dial('1002');
    await sip.state('incoming');
    await sip.reject();
    await api.says('declined');
    await api.state('ready');
    await sip.dial('1000');
    await api.state('incoming');
    await api.reject();
    await sip.says('declined');
    await sip.state('ready');
    await sip.dial('1000');
    await api.state('incoming');
    await sip.hangup();
    await api.says('Missed call');
    await api.dial('7777');
    await api.says(/Not available|Nobody has this number/);
    await api.state('ready');
  });

  test('the echo number gives back what it says', async () => {
    await api.dial('9196');
    await api.state('talking');
    await hearsOnly(await api.listen(), TONES[1000]);
    await api.hangup();
    await api.state('ready', 1000);
  });

  test('a wrong password is refused', async () => {
    const at = await gateway();
    const phone = await PhonePage.open({ phoneUrl: at.phoneUrl, user: '1000', password: 'wrong', hz: 440 });
    try {
      await phone.chooseSignalling('api');
      await phone.page.getByTestId('sign-in').click();
      await phone.says('Wrong user or password');
      await phone.state('signed-out');
    } finally {
      await phone.close();
    }
  });

  test('with baresip, both ways, tones and keys', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const handset = await baresipOf('1001');
    try {
      await api.dial('1001');
      await handset.incoming();
      await api.state('ringing');
      await handset.answer();
      await Promise.all([api.state('talking'), handset.established()]);
      let [browser, ear] = await Promise.all([api.listen(), handset.listen()]);
      await Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(ear, TONES[1000])]);
      await api.sendKeys(KEYS);
      let heard = '';
      for (let i = 0; i < KEYS.length; i++) {
        heard += await handset.key();
      }
      assert.equal(heard, KEYS);
      await handset.hangup();
      await api.state('ready', 1000);

      await handset.forget();
      await handset.dial('1000');
      await api.state('incoming');
      await api.answer();
      await Promise.all([api.state('talking'), handset.established()]);
      [browser, ear] = await Promise.all([api.listen(), handset.listen()]);
      await Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(ear, TONES[1000])]);
      await api.hangup();
      await handset.closed(1000);
    } finally {
      await handset.stop();
    }
  });

  test('the pages threw and logged no error', () => {
    api.check();
    sip.check();
  });
});
