// What parties do within a call, across the protocols: hold, keys, transfer.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { SipJsPage } from '../lib/sipjs-page.mjs';
import { VertoPage } from '../lib/verto-page.mjs';
import { baresipOf, gateway } from '../lib/world.mjs';

describe('within a call', { skip: executable ? false : 'no Chromium', timeout: 180_000 }, () => {
  let sipjs; // 1002
  let verto; // 1000

  before(async () => {
    const at = await gateway();
    sipjs = await SipJsPage.open({
      origin: at.phoneUrl,
      server: at.demo.urls.sip_ws,
      user: '1002',
      password: at.password('1002'),
      hz: TONES[1002],
    });
    verto = await VertoPage.open({
      origin: at.phoneUrl,
      host: at.demo.urls.verto,
      user: '1000',
      password: at.password('1000'),
      hz: TONES[1000],
    });
  });

  after(async () => {
    await Promise.all([sipjs?.close(), verto?.close()]);
  });

  async function bothTalk() {
    const [here, there] = await Promise.all([sipjs.listen(), verto.listen()]);
    await Promise.all([hearsOnly(here, TONES[1000]), hearsOnly(there, TONES[1002])]);
  }

  async function bothAreSilent() {
    const [here, there] = await Promise.all([sipjs.listen(), verto.listen()]);
    await Promise.all([hearsSilence(here), hearsSilence(there)]);
  }

  test('SIP.js and Verto hold each other, one after the other', async () => {
    await sipjs.dial('1000');
    await verto.state('ringing', 5000);
    await verto.do('answer');
    await Promise.all([sipjs.state('talking', 5000), verto.state('active', 5000)]);
    await bothTalk();

    await sipjs.hold(true);
    await bothAreSilent();
    await sipjs.hold(false);
    await bothTalk();

    await verto.do('hold');
    await bothAreSilent();
    await verto.do('unhold');
    await bothTalk();

    await verto.do('hangup');
    await sipjs.state('ready');
  });

  test('a SIP phone holds a browser, and is held', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const phone = await baresipOf('1001');
    try {
      await sipjs.dial('1001');
      await phone.incoming();
      await phone.answer();
      await sipjs.state('talking', 5000);
      const talk = async () => {
        const [here, there] = await Promise.all([sipjs.listen(), phone.listen()]);
        await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1002], { within: 4000 })]);
      };
      await talk();
      await phone.command('hold');
      await hearsSilence(await sipjs.listen());
      await phone.command('resume');
      await talk();
      await sipjs.hold(true);
      await hearsSilence(await sipjs.listen());
      await sipjs.hold(false);
      await talk();
      await phone.hangup();
      await sipjs.state('ready');
    } finally {
      await phone.stop();
    }
  });

  test('keys reach the other side whatever way they are pressed', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const phone = await baresipOf('1001');
    try {
      await verto.do('call', '1001');
      await phone.incoming();
      await phone.answer();
      await verto.state('active');
      await hearsOnly(await phone.listen(), TONES[1000]);
      await verto.do('keys', '1#A');
      assert.equal((await phone.key()) + (await phone.key()) + (await phone.key()), '1#A');
      await phone.hangup();
      await verto.ended();
    } finally {
      await phone.stop();
    }
  });

  test('SIP.js transfers a SIP phone to a Verto user', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const phone = await baresipOf('1001');
    try {
      await sipjs.dial('1001');
      await phone.incoming();
      await phone.answer();
      await sipjs.state('talking', 5000);
      const told = sipjs.transfer('1000');
      await verto.state('ringing', 5000);
      await verto.do('answer');
      assert.equal(await told, '200');
      await Promise.all([sipjs.state('ready', 5000), verto.state('active', 5000)]);
      const [here, there] = await Promise.all([verto.listen(), phone.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000], { within: 4000 })]);
      await phone.hangup();
      await verto.ended();
    } finally {
      await phone.stop();
    }
  });

  test('a Verto user transfers SIP.js to a SIP phone', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const phone = await baresipOf('1001');
    try {
      await verto.do('call', '1002');
      await sipjs.state('incoming', 5000);
      await sipjs.answer();
      await verto.state('active', 5000);
      await verto.do('transfer', '1001');
      await phone.incoming();
      await phone.answer();
      await verto.ended(5000);
      const [here, there] = await Promise.all([sipjs.listen(), phone.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001], { within: 4000 }), hearsOnly(there, TONES[1002], { within: 4000 })]);
      await sipjs.hangup();
      await phone.closed(2000);
    } finally {
      await phone.stop();
    }
  });

  test('a SIP phone transfers a browser to another one, and is out of the call', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const phone = await baresipOf('1001');
    try {
      await phone.dial('1002');
      await sipjs.state('incoming', 5000);
      await sipjs.answer();
      await phone.established();
      await phone.command('transfer', '1000');
      await verto.state('ringing', 5000);
      await verto.do('answer');
      await phone.closed(5000);
      await hearsOnly(await sipjs.listen(), TONES[1000], { within: 4000 });
      await sipjs.hangup();
      await verto.ended();
    } finally {
      await phone.stop();
    }
  });

  test('SIP.js transfers, nobody is there, and it still has its call', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    // Not the other way round: baresip hangs up when its transfer has failed.
    const phone = await baresipOf('1001');
    try {
      await sipjs.dial('1001');
      await phone.incoming();
      await phone.answer();
      await sipjs.state('talking', 5000);
      assert.equal(await sipjs.transfer('4711'), '404');
      const [here, there] = await Promise.all([sipjs.listen(), phone.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1002], { within: 4000 })]);
      await phone.hangup();
      await sipjs.state('ready');
    } finally {
      await phone.stop();
    }
  });
});
