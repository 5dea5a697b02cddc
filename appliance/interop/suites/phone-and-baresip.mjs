// The main job: a browser and a SIP phone talk to each other, judged by ear.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { KEYS, heardInOrder, keysOf } from '../lib/dtmf.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { RtpSocket } from '../lib/rtp-socket.mjs';
import { SipClient } from '../lib/sip-client.mjs';
import { until } from '../lib/wait.mjs';
import { baresipOf, gateway, phoneOf } from '../lib/world.mjs';

const MOST = KEYS.length / 2;

// The page offers video; an answer refuses it line by line (RFC 3264 section 6).
const NO_VIDEO = 'm=video 0 RTP/AVP 0\r\n';

const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;

describe('a browser and a SIP phone', { skip, timeout: 900_000 }, () => {
  let phone; // 1000 at /phone/
  let sip; // 1001 with baresip over UDP

  before(async () => {
    [phone, sip] = await Promise.all([phoneOf('1000'), baresipOf('1001')]);
    assert.equal(sip.registration.type, 'REGISTER_OK', sip.registration.param);
  });

  after(async () => {
    await Promise.all([phone?.close(), sip?.stop()]);
  });

  beforeEach(async () => {
    await phone.idle();
    await sip.forget();
  });

  async function phoneCallsSip() {
    await phone.dial('1001');
    await sip.incoming();
    await phone.state('ringing');
    await sip.answer();
    await Promise.all([phone.state('talking'), sip.established()]);
    return Promise.all([phone.listen(), sip.listen()]);
  }

  async function sipCallsPhone() {
    await sip.forget();
    await sip.dial('1000');
    await phone.state('incoming');
    await sip.ringing();
    assert.equal(await phone.page.getByTestId('peer').innerText(), '1001');
    await phone.answer();
    await Promise.all([phone.state('talking'), sip.established()]);
    return Promise.all([phone.listen(), sip.listen()]);
  }

  const eachHearsTheOther = ([browser, handset]) =>
    Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(handset, TONES[1000])]);

  test('1000 calls 1001: each hears the other and nothing else; 1000 hangs up', async () => {
    await eachHearsTheOther(await phoneCallsSip());
    await phone.hangup();
    await Promise.all([sip.closed(1000), phone.state('ready', 1000)]);
  });

  test('1001 calls 1000: each hears the other and nothing else; 1001 hangs up', async () => {
    await eachHearsTheOther(await sipCallsPhone());
    await sip.hangup();
    await phone.state('ready', 1000);
  });

  // What was sent is judged by its packets. What the peers make of it is not ours and not exact on a
  // busy machine: baresip misses a key whose first packets were late at the browser, and the browser's
  // jitter buffer plays a key in pieces. That they make keys of it at all, most of them, is asked.
  test('keys 0-9 * # arrive both ways', async () => {
    await phone.readKeys();
    const [browser] = await phoneCallsSip();
    await phone.sendKeys(KEYS);
    assert.equal(await phone.page.getByTestId('sent').textContent(), KEYS);
    const heard = await sip.keys(KEYS, MOST, 15_000);
    assert.ok(heardInOrder(heard, KEYS) >= MOST, `baresip heard ${heard}`);
    await browser.skip();
    await sip.sendKeys(KEYS);
    const audible = await browser.audibleKeys(KEYS, MOST, 15_000);
    assert.ok(heardInOrder(audible, KEYS) >= MOST, `the page played ${audible}`);
    assert.equal(await phone.receivedKeys(KEYS.length, 15_000), KEYS);
    await phone.readKeys(false);
    await sip.hangup();
    await phone.state('ready', 1000);
  });

  test('keys 0-9 * # of the page are the packets of RFC 4733 at a phone', async () => {
    const at = await gateway();
    const [client, rtp] = await Promise.all([SipClient.open(at.demo.sip), RtpSocket.open(7)]);
    const account = { to: '1002', user: '1002', password: at.password('1002') };
    try {
      await client.transact({ method: 'REGISTER', ...account, headers: ['Expires: 60'] });
      await phone.dial('1002');
      const invite = await client.asked('INVITE');
      const events = Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(invite.body)[1]);
      const answer = `${rtp.description.sdp.replace(/ 0\r\n$/, ` 0 ${events}\r\n`)}a=rtpmap:${events} telephone-event/8000\r\n${NO_VIDEO}`;
      await client.reply(invite, '200 OK', ['Content-Type: application/sdp'], answer);
      await Promise.all([client.asked('ACK'), phone.state('talking')]);
      await phone.sendKeys(KEYS);
      await until(15_000, () => `all keys: ${keysOf(rtp.events(events))}`, () => keysOf(rtp.events(events)).length >= KEYS.length);
      assert.equal(keysOf(rtp.events(events)), KEYS);
      await phone.hangup();
      await client.reply(await client.asked('BYE'), '200 OK');
      await phone.state('ready');
    } finally {
      await client.transact({ method: 'REGISTER', ...account, headers: ['Expires: 0'] });
      rtp.close();
      await client.close();
    }
  });

  test('mute is silence, on either side', async () => {
    const [browser, handset] = await phoneCallsSip();
    await eachHearsTheOther([browser, handset]);
    await phone.mute();
    await hearsSilence(handset);
    await phone.mute();
    await hearsOnly(handset, TONES[1000]);
    await sip.command('mute');
    await hearsSilence(browser);
    await sip.command('mute');
    await hearsOnly(browser, TONES[1001]);
    await phone.hangup();
    await sip.closed(1000);
  });

  test('whoever hangs up, the other is told within a second', async () => {
    await phoneCallsSip();
    await sip.hangup();
    await phone.state('ready', 1000);
    await sipCallsPhone();
    await phone.hangup();
    await sip.closed(1000);
    await phone.state('ready', 1000);
  });

  test('a call given up while it rings stops ringing', async () => {
    await phone.dial('1001');
    await sip.incoming();
    await phone.state('ringing');
    await phone.hangup();
    await Promise.all([sip.closed(1000), phone.state('ready', 1000)]);

    await sip.dial('1000');
    await phone.state('incoming');
    await sip.hangup();
    await phone.state('ready', 1000);
    await phone.says('Missed call');
  });

  test('a declined call is told in words', async () => {
    await sip.forget();
    await phone.dial('1001');
    await sip.incoming();
    await sip.hangup(); // baresip declines with 486
    await phone.says('Busy');
    await sip.forget();
    await sip.dial('1000');
    await phone.state('incoming');
    await phone.reject();
    const { param } = await sip.closed(2000);
    assert.match(param, /^603/);
    await phone.state('ready', 1000);
  });

  test('the page threw and logged no error', () => phone.check());
});
