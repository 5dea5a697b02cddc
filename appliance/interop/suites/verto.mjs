// Users in browsers with a public Verto client, unchanged.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { SipJsPage } from '../lib/sipjs-page.mjs';
import { VertoPage } from '../lib/verto-page.mjs';
import { baresipOf, gateway } from '../lib/world.mjs';

describe('Verto', { skip: executable ? false : 'no Chromium', timeout: 120_000 }, () => {
  let one;

  async function open(user, password) {
    const at = await gateway();
    return VertoPage.open({
      origin: at.phoneUrl,
      host: at.demo.urls.verto,
      user,
      password: password ?? at.password(user),
      hz: TONES[user],
    });
  }

  before(async () => {
    one = await open('1000');
  });

  after(async () => {
    await one?.close();
  });

  test('a wrong password is refused', async () => {
    await assert.rejects(open('1000', 'wrong'), /refused with -32001/);
  });

  test('the echo: I hear myself', async () => {
    await one.do('call', '9196');
    await one.state('active', 5000);
    await hearsOnly(await one.listen(), TONES[1000], { within: 3000 });
    await one.do('hangup');
    assert.equal(await one.ended(), 'NORMAL_CLEARING');
  });

  test('a number nobody has', async () => {
    await one.do('call', '4711');
    assert.equal(await one.ended(), 'UNALLOCATED_NUMBER');
  });

  test('a user who is not there', async () => {
    await one.do('call', '1003');
    assert.equal(await one.ended(), 'SUBSCRIBER_ABSENT');
  });

  test('the speed test', async () => {
    const { upKps, downKps } = await one.do('speedTest', 262_144);
    assert.ok(Number(upKps) >= 0 && Number(downKps) >= 0);
  });

  test('out to a SIP phone: tones both ways, keys, hang-up there', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const sip = await baresipOf('1001');
    try {
      await one.do('call', '1001');
      await sip.incoming();
      await sip.answer();
      await one.state('active');
      const [here, there] = await Promise.all([one.listen(), sip.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
      await one.do('keys', '5#');
      assert.equal((await sip.key()) + (await sip.key()), '5#');
      await sip.hangup();
      assert.equal(await one.ended(), 'NORMAL_CLEARING');
    } finally {
      await sip.stop();
    }
  });

  test('in from a SIP phone: it rings, is answered, talks, hangs up', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const sip = await baresipOf('1001');
    try {
      await sip.dial('1000');
      await one.state('ringing', 5000);
      assert.equal((await one.get('from')).number, '1001');
      await sip.ringing();
      await one.do('answer');
      await sip.established();
      await one.state('active');
      const [here, there] = await Promise.all([one.listen(), sip.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
      await one.do('hangup');
      await sip.closed(2000);
    } finally {
      await sip.stop();
    }
  });

  test('a SIP phone is refused', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const sip = await baresipOf('1001');
    try {
      await sip.dial('1000');
      await one.state('ringing', 5000);
      await one.do('hangup');
      await sip.closed(2000);
    } finally {
      await sip.stop();
    }
  });

  test('a user with SIP.js, both ways', async () => {
    const at = await gateway();
    const two = await SipJsPage.open({
      origin: at.phoneUrl,
      server: at.demo.urls.sip_ws,
      user: '1002',
      password: at.password('1002'),
      hz: TONES[1002],
    });
    try {
      await one.do('call', '1002');
      await two.state('incoming', 5000);
      await two.answer();
      await one.state('active', 5000);
      const [here, there] = await Promise.all([one.listen(), two.listen()]);
      await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
      await one.do('hangup');
      await two.state('ready');

      await two.dial('1000');
      await one.state('ringing', 5000);
      await one.do('answer');
      await two.state('talking', 5000);
      await two.hangup();
      assert.equal(await one.ended(), 'NORMAL_CLEARING');
    } finally {
      await two.close();
    }
  });

  test('the page is loaded anew in a call, and the talk goes on', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const sip = await baresipOf('1001');
    try {
      await one.do('call', '1001');
      await sip.incoming();
      await sip.answer();
      await one.state('active');
      await hearsOnly(await sip.listen(), TONES[1000]);
      await one.reload();
      await one.state('active', 5000);
      const [here, there] = await Promise.all([one.listen(), sip.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001], { within: 4000 }), hearsOnly(there, TONES[1000], { within: 4000 })]);
      await one.do('keys', '7');
      assert.equal(await sip.key(), '7');
      await one.do('hangup');
      await sip.closed(2000);
    } finally {
      await sip.stop();
    }
  });

  test('another Verto user: tones both ways, presence', async () => {
    const two = await open('1002');
    try {
      await two.do('subscribe', 'presence');
      await one.do('call', '1002');
      await two.state('ringing', 5000);
      assert.equal((await two.get('from')).name, 'Verto');
      await two.do('answer');
      await Promise.all([one.state('active', 5000), two.state('active', 5000)]);
      const [here, there] = await Promise.all([one.listen(), two.listen()]);
      await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
      assert.equal((await one.get('shown')).number, '1002');
      assert.equal((await two.get('shown')).name, 'Verto');
      await one.do('hangup');
      assert.equal(await two.ended(), 'NORMAL_CLEARING');
      const states = (await two.get('notes')).map((note) => note.data?.channelCallState).filter(Boolean);
      assert.deepEqual([...new Set(states)], ['RINGING', 'ACTIVE', 'HANGUP']);
    } finally {
      await two.close();
    }
  });
});
