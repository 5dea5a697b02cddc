// The main job: a browser and a SIP phone talk to each other, judged by ear.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { KEYS } from '../lib/dtmf.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { baresipOf, phoneOf } from '../lib/world.mjs';

const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;

describe('a browser and a SIP phone', { skip, timeout: 180_000 }, () => {
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

  test('keys 0-9 * # arrive both ways', async () => {
    const [browser] = await phoneCallsSip();
    await phone.sendKeys(KEYS);
    assert.equal(await phone.page.getByTestId('sent').textContent(), KEYS);
    let heard = '';
    for (let i = 0; i < KEYS.length; i++) {
      heard += await sip.key();
    }
    assert.equal(heard, KEYS);
    await browser.skip();
    await sip.sendKeys(KEYS);
    assert.equal(await browser.keys(KEYS.length, 8000), KEYS);
    await sip.hangup();
    await phone.state('ready', 1000);
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
