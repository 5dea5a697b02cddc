// Media sessions of the External API, joined in every way the embedded engine has.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';
import { gateway } from '../lib/world.mjs';

const CREATE = 'media/session/create';

describe('sessions', { skip: executable ? false : 'no Chromium', timeout: 600_000 }, () => {
  let one;
  let two;
  let rtp;

  before(async () => {
    [one, two] = await Promise.all([open('1000'), open('1002')]);
  });

  afterEach(async () => {
    rtp?.close();
    rtp = undefined;
    for (const page of [one, two]) {
      for (const { session_id } of await page.ok('media/session/get_list')) {
        await page.request('media/session/destroy', { session_id });
      }
      await page.hangup();
    }
  });

  after(() => Promise.all([one?.close(), two?.close()]));

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

  test('p2p: two browsers, descriptions carried by linked sessions', async () => {
    const offer = { sdp: await one.offer() };
    const master = await one.ok(CREATE, { type: 'p2p', offer });
    const slave = await two.ok(CREATE, { type: 'p2p', offer, peer: master.session_id });
    const sdp = await two.answer(offer.sdp);
    await two.ok('media/session/set_answer', { session_id: slave.session_id, answer: { sdp } });
    const { answer } = await one.event('media/session/answer');
    await one.accept(answer.sdp);
    const [here, there] = await Promise.all([one.listen(), two.listen()]);
    await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
    await one.ok('media/session/destroy', { session_id: master.session_id });
    assert.equal((await two.event('media/session/destroyed')).reason, 'Peer session stopped');
  });

  test('two sessions that hear themselves are bridged, and parted', async () => {
    const [a, b] = await Promise.all([one, two].map(async (page) => {
      const made = await page.ok(CREATE, {
        type: 'echo', wait_reply: true, stop_after_peer: false, offer: { sdp: await page.offer() },
      });
      await page.accept(made.answer.sdp);
      return made.session_id;
    }));
    await one.ok('media/session/set_type', { session_id: a, type: 'bridge', peer_id: b });
    assert.equal((await two.event('media/session/type')).peer_id, a);
    const [here, there] = await Promise.all([one.listen(), two.listen()]);
    await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
    await two.clear();
    await one.ok('media/session/set_type', { session_id: a, type: 'echo' });
    assert.equal((await two.event('media/session/type')).type, 'park');
    await hearsOnly(await one.listen(), TONES[1000]);
  });

  test('a proxy from a browser to a plain RTP peer', async () => {
    rtp = await RtpPhone.open();
    const made = await one.ok(CREATE, {
      type: 'proxy', sdp_type: 'rtp', wait_reply: true, offer: { sdp: await one.offer() },
    });
    assert.equal(made.offer.sdp_type, 'rtp');
    rtp.talk(made.offer.sdp, TONES[1003]);
    const { answer } = await one.ok('media/session/set_answer', {
      session_id: made.session_id, answer: rtp.description,
    });
    await one.accept(answer.sdp);
    await Promise.all([hearsOnly(await one.listen(), TONES[1003]), hearsOnly(rtp.listen(), TONES[1000])]);
    assert.equal((await one.ok('media/session/get_info', { session_id: made.session_id })).type, 'proxy');
  });

  test('a plain RTP peer calls through a proxy, a browser takes it with a bridge session', async () => {
    rtp = await RtpPhone.open();
    const proxy = await one.ok(CREATE, { type: 'proxy', offer: rtp.description });
    const bridge = await one.ok(CREATE, {
      type: 'bridge', peer_id: proxy.session_id, master_id: proxy.session_id, wait_reply: true,
    });
    const sdp = await one.answer(bridge.offer.sdp);
    await one.ok('media/session/set_answer', { session_id: bridge.session_id, answer: { sdp } });
    const { answer } = await one.ok('media/session/get_answer', { session_id: proxy.session_id });
    rtp.talk(answer.sdp, TONES[1003]);
    await Promise.all([hearsOnly(await one.listen(), TONES[1003]), hearsOnly(rtp.listen(), TONES[1000])]);
    const info = await one.ok('media/session/get_info', { session_id: proxy.session_id });
    assert.deepEqual([info.type, info.type_ext.role], ['bridge', 'master']);
  });
});
