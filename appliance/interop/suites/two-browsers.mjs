// Two browsers with two libraries: the phone (JsSIP) and SIP.js.

import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { SipJsPage } from '../lib/sipjs-page.mjs';
import { gateway, phoneOf } from '../lib/world.mjs';

describe('JsSIP and SIP.js', { skip: executable ? false : 'no Chromium', timeout: 600_000 }, () => {
  let phone; // 1000 at /phone/
  let other; // 1002 with SIP.js

  before(async () => {
    const at = await gateway();
    phone = await phoneOf('1000');
    other = await SipJsPage.open({
      origin: at.phoneUrl,
      server: at.demo.urls.sip_ws,
      user: '1002',
      password: at.password('1002'),
      hz: TONES[1002],
    });
  });

  after(async () => {
    await Promise.all([phone?.close(), other?.close()]);
  });

  async function eachHearsTheOther() {
    const [here, there] = await Promise.all([phone.listen(), other.listen()]);
    await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
  }

  test('JsSIP calls SIP.js', async () => {
    await phone.dial('1002');
    await other.state('incoming');
    await other.answer();
    await Promise.all([phone.state('talking'), other.state('talking')]);
    await eachHearsTheOther();
    await phone.hangup();
    await Promise.all([other.state('ready', 1000), phone.state('ready', 1000)]);
  });

  test('SIP.js calls JsSIP', async () => {
    await other.dial('1000');
    await phone.state('incoming');
    await phone.answer();
    await Promise.all([phone.state('talking'), other.state('talking')]);
    await eachHearsTheOther();
    await other.hangup();
    await Promise.all([other.state('ready', 1000), phone.state('ready', 1000)]);
    phone.check();
  });
});
