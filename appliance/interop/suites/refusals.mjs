// What goes wrong is said in words, and disturbs nobody else.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { SipClient, offer } from '../lib/sip-client.mjs';
import { baresipOf, gateway, phoneOf } from '../lib/world.mjs';

const noBrowser = executable ? false : 'no Chromium';
const noBaresip = hasBaresip ? false : 'no baresip';

describe('what goes wrong', { timeout: 600_000 }, () => {
  let at;
  let client;

  before(async () => {
    at = await gateway();
    client = await SipClient.open(at.demo.sip);
  });

  after(() => client?.close());

  const invite = (to, body) =>
    client.transact({ method: 'INVITE', to, user: '1002', password: at.password('1002'), body });

  async function signInWith(user, password, words) {
    const phone = await PhonePage.open({ phoneUrl: at.phoneUrl, user, password, hz: 440 });
    try {
      await phone.page.getByTestId('sign-in').click();
      await phone.says(words);
      await phone.state('signed-out');
    } finally {
      await phone.close();
    }
  }

  test('a wrong password, in the phone', { skip: noBrowser }, () =>
    signInWith('1000', 'wrong', 'Wrong user or password'));

  test('an unknown user, in the phone', { skip: noBrowser }, () =>
    signInWith('nobody', 'wrong', /Wrong user or password|does not know this user/));

  test('a wrong password and an unknown user, with baresip', { skip: noBaresip }, async () => {
    const wrong = await baresipOf('1001', { password: 'wrong' });
    await wrong.stop();
    assert.equal(wrong.registration.type, 'REGISTER_FAIL');
    assert.match(wrong.registration.param, /^40[13]/);
    const unknown = await baresipOf('nobody', { password: 'wrong', hz: 440 });
    await unknown.stop();
    assert.equal(unknown.registration.type, 'REGISTER_FAIL');
    assert.match(unknown.registration.param, /^40[134]/);
  });

  test('a wrong password for a call', async () => {
    const body = offer(40_000, [[0, 'PCMU/8000']]);
    const response = await client.transact({ method: 'INVITE', to: '9196', user: '1002', password: 'wrong', body });
    assert.match(response.start, /^SIP\/2\.0 40[137] /);
  });

  test('an unknown number', async () => {
    const response = await invite('4711', offer(40_000, [[0, 'PCMU/8000']]));
    assert.match(response.start, /^SIP\/2\.0 404 /);
  });

  test('a user who is not there', async () => {
    const response = await invite('1003', offer(40_000, [[0, 'PCMU/8000']]));
    assert.match(response.start, /^SIP\/2\.0 480 /);
  });

  test('no common codec: 488, and a Warning that names both lists', async () => {
    const response = await invite('9196', offer(40_000, [[3, 'GSM/8000'], [97, 'speex/8000']]));
    assert.match(response.start, /^SIP\/2\.0 488 /);
    const warning = response.header('Warning');
    assert.match(warning, /^3\d\d \S+ ".*"$/);
    for (const codec of ['GSM', 'speex', 'PCMU', 'PCMA', 'G722', 'opus']) {
      assert.match(warning, new RegExp(codec, 'i'));
    }
  });

  test('an offer that is no SDP', async () => {
    const response = await invite('9196', 'this is no session description\r\n');
    assert.match(response.start, /^SIP\/2\.0 4(88|00) /);
  });

  test('unparsable SIP gets 400 with a reason, and the running call goes on', { skip: noBrowser || noBaresip }, async () => {
    const [phone, sip] = await Promise.all([phoneOf('1000'), baresipOf('1001')]);
    try {
      await phone.dial('1001');
      await sip.incoming();
      await sip.answer();
      await Promise.all([phone.state('talking'), sip.established()]);
      const [browser, handset] = await Promise.all([phone.listen(), sip.listen()]);
      await Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(handset, TONES[1000])]);

      const good = client.request({ method: 'OPTIONS', to: '9196', user: '1002', callId: 'bad-cseq' });
      await client.send(good.replace('CSeq: 1 OPTIONS', 'CSeq: one OPTIONS'));
      const refused = await client.received.take(3000, 'answer to a bad CSeq', (message) => message.header('Call-ID') === 'bad-cseq');
      assert.match(refused.start, /^SIP\/2\.0 400 .*CSeq/i, 'the reason names the header');
      for (const rubbish of [
        '\0\u0001\u0002 not SIP at all',
        'INVITE\r\n\r\n',
        'INVITE sip:1001@jackfield SIP/7.0\r\nVia: x\r\n\r\n',
        good.replace(/^From:.*\r\n/m, ''),
        good.replace('Max-Forwards: 70', 'Max-Forwards: many'),
        good.replace(/Content-Length: 0/, 'Content-Length: 99999999999'),
        'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx\r\nCSeq: 1 BYE\r\n\r\n',
        `${'A'.repeat(8000)} sip:x SIP/2.0\r\n\r\n`,
      ]) {
        await client.send(rubbish);
      }

      await Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(handset, TONES[1000])]);
      const options = await client.transact({ method: 'OPTIONS', to: '9196', user: '1002' });
      assert.match(options.start, /^SIP\/2\.0 200 /);
      await sip.hangup();
      await phone.state('ready', 1000);
    } finally {
      await Promise.all([phone.close(), sip.stop()]);
    }
  });
});
