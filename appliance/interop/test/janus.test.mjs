// The gateway with a Janus as media engine: who hears whom, and what is left when Janus is killed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { Baresip, available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { Gateway } from '../lib/gateway.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';

const CREATE = 'media/session/create';
const ANSWER = 'media/session/set_answer';

function why() {
  if (!executable) {
    return 'no Chromium';
  }
  if (!process.env.PATH.split(':').some((dir) => existsSync(join(dir, 'janus')))) {
    return 'janus is not installed';
  }
  const outside = Object.values(networkInterfaces()).flat().some((a) => !a.internal && a.family === 'IPv4');
  return outside ? false : 'janus gathers no candidates on loopback, all there is';
}

describe('janus', { skip: why(), timeout: 600_000 }, () => {
  let gateway;
  let one;
  let two;
  let rtp;

  before(async () => {
    gateway = await Gateway.start(['--engine', 'janus']);
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

  after(async () => {
    await Promise.all([one?.close(), two?.close()]);
    await gateway?.stop();
  });

  function open(user) {
    return ApiPage.open({
      origin: gateway.phoneUrl,
      url: gateway.demo.urls.api,
      user,
      password: gateway.password(user),
      hz: TONES[user],
    });
  }

  async function echo() {
    const made = await one.ok(CREATE, { type: 'echo', wait_reply: true, offer: { sdp: await one.offer() } });
    await one.accept(made.answer.sdp);
    return made;
  }

  test('an echo is on Janus without being asked for, and is heard', async () => {
    const made = await echo();
    assert.equal(made.answer.backend, 'janus');
    await hearsOnly(await one.listen(), TONES[1000]);
    await one.ok('media/session/update_media', { session_id: made.session_id, mute_audio: false, bitrate: 300 });
  });

  test('a proxy from a browser to a plain RTP peer', async () => {
    rtp = await RtpPhone.open();
    const made = await one.ok(CREATE, {
      type: 'proxy', backend: 'janus', sdp_type: 'rtp', wait_reply: true, offer: { sdp: await one.offer() },
    });
    assert.equal(made.offer.sdp_type, 'rtp');
    rtp.talk(made.offer.sdp, TONES[1003]);
    const { answer } = await one.ok(ANSWER, { session_id: made.session_id, answer: rtp.description });
    await one.accept(answer.sdp);
    await Promise.all([hearsOnly(await one.listen(), TONES[1003]), hearsOnly(rtp.listen(), TONES[1000])]);
    const info = await one.ok('media/session/get_info', { session_id: made.session_id });
    assert.deepEqual([info.type, info.backend], ['proxy', 'janus']);
  });

  test('a plain RTP peer calls through a proxy, a browser takes it with a bridge session', async () => {
    rtp = await RtpPhone.open();
    const proxy = await one.ok(CREATE, { type: 'proxy', backend: 'janus', offer: rtp.description });
    const bridge = await one.ok(CREATE, {
      type: 'bridge', peer_id: proxy.session_id, master_id: proxy.session_id, wait_reply: true,
    });
    const sdp = await one.answer(bridge.offer.sdp);
    await one.ok(ANSWER, { session_id: bridge.session_id, answer: { sdp } });
    const { answer } = await one.ok('media/session/get_answer', { session_id: proxy.session_id });
    rtp.talk(answer.sdp, TONES[1003]);
    await Promise.all([hearsOnly(await one.listen(), TONES[1003]), hearsOnly(rtp.listen(), TONES[1000])]);
    const info = await one.ok('media/session/get_info', { session_id: proxy.session_id });
    assert.deepEqual([info.type, info.type_ext.role], ['bridge', 'master']);
  });

  test('a proxy from a browser to a browser', async () => {
    const made = await one.ok(CREATE, {
      type: 'proxy', backend: 'janus', sdp_type: 'webrtc', wait_reply: true, offer: { sdp: await one.offer() },
    });
    const theirs = await two.answer(made.offer.sdp);
    const { answer } = await one.ok(ANSWER, { session_id: made.session_id, answer: { sdp: theirs } });
    await one.accept(answer.sdp);
    const [here, there] = await Promise.all([one.listen(), two.listen()]);
    await Promise.all([hearsOnly(here, TONES[1002]), hearsOnly(there, TONES[1000])]);
  });

  test('a listener hears its publisher', async () => {
    const publisher = await one.ok(CREATE, {
      type: 'publish', backend: 'janus', wait_reply: true, offer: { sdp: await one.offer() },
    });
    await one.accept(publisher.answer.sdp);
    const listener = await two.ok(CREATE, {
      type: 'listen', publisher_id: publisher.session_id, wait_reply: true,
    });
    assert.equal(listener.room_id, publisher.room_id);
    const sdp = await two.answer(listener.offer.sdp);
    await two.ok(ANSWER, { session_id: listener.session_id, answer: { sdp } });
    await hearsOnly(await two.listen(), TONES[1000]);
    await one.ok('media/session/destroy', { session_id: publisher.session_id });
    assert.equal((await two.event('media/session/destroyed')).reason, 'Publisher stopped');
  });

  test('the phone page calls a SIP phone through Janus, and is called, by the embedded engine', {
    skip: hasBaresip ? false : 'no baresip',
  }, async () => {
    const phone = await PhonePage.open({
      phoneUrl: gateway.phoneUrl, user: '1000', password: gateway.password('1000'), hz: TONES[1000],
    });
    let sip;
    try {
      await phone.chooseSignalling('sip');
      await phone.signIn();
      sip = await Baresip.start({
        user: '1001', password: gateway.password('1001'), registrar: gateway.sip, hz: TONES[1001],
      });
      await phone.dial('1001');
      await sip.incoming();
      await sip.answer();
      await Promise.all([phone.state('talking'), sip.established()]);
      let ears = await Promise.all([phone.listen(), sip.listen()]);
      await Promise.all([hearsOnly(ears[0], TONES[1001]), hearsOnly(ears[1], TONES[1000])]);
      await phone.hangup();
      await sip.closed(5000);
      await phone.state('ready');
      await sip.forget();
      // A phone may be called by anybody, another phone among them: Janus does not join two of them.
      await sip.dial('1000');
      await phone.state('incoming');
      await phone.answer();
      await Promise.all([phone.state('talking'), sip.established()]);
      ears = await Promise.all([phone.listen(), sip.listen()]);
      await Promise.all([hearsOnly(ears[0], TONES[1001]), hearsOnly(ears[1], TONES[1000])]);
      await sip.hangup();
      await phone.state('ready');
    } finally {
      await Promise.all([phone.close(), sip?.stop()]);
    }
    const backends = gateway.callRecords().slice(-2).map((record) => record.backend);
    assert.deepEqual(backends, ['janus', 'embedded']);
  });

  test('when Janus is killed its sessions end once, and new ones go to the embedded engine', async () => {
    await echo();
    const pid = execFileSync('pgrep', ['-P', String(gateway.pid), 'janus'], { encoding: 'utf8' }).trim();
    process.kill(Number(pid), 'SIGKILL');
    assert.equal((await one.event('media/session/destroyed', 10_000)).reason, 'Janus op process down');
    await one.hangup();
    const next = await echo();
    assert.equal(next.answer.backend, 'embedded');
    await hearsOnly(await one.listen(), TONES[1000]);
  });
});
