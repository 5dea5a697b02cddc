// Applications in browsers, over the External API.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { baresipOf, gateway } from '../lib/world.mjs';

describe('the External API', { skip: executable ? false : 'no Chromium', timeout: 600_000 }, () => {
  let one;
  let two;

  before(async () => {
    one = await open('1000');
    two = await open('1002');
  });

  after(async () => {
    await Promise.all([one?.close(), two?.close()]);
  });

  async function open(user) {
    const at = await gateway();
    return ApiPage.open({
      origin: at.phoneUrl,
      url: at.demo.urls.api,
      user,
      password: at.password(user),
      hz: TONES[user],
    });
  }

  test('an echo session: I hear myself', async () => {
    const sdp = await one.offer();
    const { session_id, answer } = await one.ok('media/session/create', {
      type: 'echo',
      backend: 'embedded',
      wait_reply: true,
      offer: { sdp },
    });
    await one.accept(answer.sdp);
    await hearsOnly(await one.listen(), TONES[1000]);
    const { list } = { list: await one.ok('media/session/get_list') };
    assert.ok(JSON.stringify(list).includes(session_id));
    await one.ok('media/session/destroy', { session_id });
    const { reason } = await one.event('media/session/destroyed');
    assert.equal(reason, 'User stop');
    await one.hangup();
  });

  test('an echo session offered by the gateway', async () => {
    const { session_id, offer } = await one.ok('media/session/create', {
      type: 'echo',
      backend: 'embedded',
      wait_reply: true,
    });
    const sdp = await one.answer(offer.sdp);
    await one.ok('media/session/set_answer', { session_id, answer: { sdp } });
    await hearsOnly(await one.listen(), TONES[1000]);
    await one.ok('media/session/destroy', { session_id });
    await one.event('media/session/destroyed');
    await one.hangup();
  });

  test('a call between two users: each hears the other', async () => {
    const sdp = await one.offer();
    const { call_id } = await one.ok('media/call/create', {
      type: 'user',
      callee: '1002',
      backend: 'embedded',
      offer: { sdp },
      caller: { name: 'Ana' },
    });
    const invite = await two.invite();
    assert.equal(invite.call_id, call_id);
    assert.deepEqual(invite.caller, { name: 'Ana' });
    await two.ok('media/call/ringing', { call_id });
    await one.event('media/call/ringing');
    const answer = await two.answer(invite.offer.sdp);
    await two.ok('media/call/accepted', { call_id, answer: { sdp: answer } });
    await one.event('media/call/accepted');
    const { answer: own } = await one.event('media/call/answer');
    await one.accept(own.sdp);
    const [here, there] = await Promise.all([one.listen(), two.listen()]);
    await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
    await two.ok('media/call/hangup', { call_id, reason: 'Enough' });
    const { code, reason } = await one.event('media/call/hangup', 1000);
    assert.deepEqual({ code, reason }, { code: 305011, reason: 'API hangup: Enough' });
    await Promise.all([one.hangup(), two.hangup()]);
  });

  test('an invited user who declines', async () => {
    const sdp = await one.offer();
    const { call_id } = await one.ok('media/call/create', {
      type: 'user',
      callee: '1002',
      backend: 'embedded',
      offer: { sdp },
    });
    await two.invite();
    await two.ok('media/call/rejected', { call_id });
    await one.event('media/call/hangup');
    await Promise.all([one.hangup(), two.hangup()]);
  });

  test('a call from an application to a SIP phone', { skip: hasBaresip ? false : 'no baresip' }, async () => {
    const sip = await baresipOf('1001');
    try {
      const sdp = await one.offer();
      const { call_id } = await one.ok('media/call/create', {
        type: 'sip',
        callee: '1001',
        backend: 'embedded',
        offer: { sdp },
      });
      await sip.incoming();
      await one.event('media/call/ringing');
      await sip.answer();
      await sip.established();
      const { answer } = await one.event('media/call/answer');
      await one.accept(answer.sdp);
      const [here, there] = await Promise.all([one.listen(), sip.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
      await one.ok('media/call/hangup', { call_id });
      await sip.closed(1000);
      await one.hangup();
    } finally {
      await sip.stop();
    }
  });

  test('bad SDP is refused with its reason, and the connection stays', async () => {
    const reply = await one.request('media/session/create', {
      type: 'echo',
      backend: 'embedded',
      wait_reply: true,
      offer: { sdp: 'v=0\r\nnonsense' },
    });
    assert.equal(reply.result, 'error');
    assert.equal(reply.data.code, 300016);
    await one.ok('media/session/get_list');
  });
});
