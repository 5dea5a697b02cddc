// What goes wrong is said in words, and disturbs nobody else.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import * as children from '../lib/children.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { RtpSocket } from '../lib/rtp-socket.mjs';
import { SipClient, offer } from '../lib/sip-client.mjs';
import { SUITE, Srtp, newKey } from '../lib/srtp.mjs';
import { until } from '../lib/wait.mjs';
import { baresipOf, gateway, phoneOf } from '../lib/world.mjs';

const noBrowser = executable ? false : 'no Chromium';
const noBaresip = hasBaresip ? false : 'no baresip';
const noOpenssl = existsSync('/usr/bin/openssl') ? false : 'no openssl';

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

  /** Does this while two users talk, who hear each other before and after. */
  async function whileTheyTalk(act) {
    const [phone, sip] = await Promise.all([phoneOf('1000'), baresipOf('1001')]);
    try {
      await phone.dial('1001');
      await sip.incoming();
      await sip.answer();
      await Promise.all([phone.state('talking'), sip.established()]);
      const [browser, handset] = await Promise.all([phone.listen(), sip.listen()]);
      const bothHear = () => Promise.all([hearsOnly(browser, TONES[1001]), hearsOnly(handset, TONES[1000])]);
      await bothHear();
      await act();
      await bothHear();
      await sip.hangup();
      await phone.state('ready', 1000);
    } finally {
      await Promise.all([phone.close(), sip.stop()]);
    }
  }

  const skip = noBrowser || noBaresip;

  test('unparsable SIP gets 400 with a reason, and the running call goes on', { skip }, () =>
    whileTheyTalk(async () => {
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
      const options = await client.transact({ method: 'OPTIONS', to: '9196', user: '1002' });
      assert.match(options.start, /^SIP\/2\.0 200 /);
    }));

  test('DTLS and media from an address without a STUN check get no answer, and the running call goes on', { skip: skip || noOpenssl }, () =>
    whileTheyTalk(async () => {
      const application = await ApiClient.open(at.demo.urls.api, { user: '1002', password: at.password('1002') });
      const stranger = await RtpSocket.open(9);
      const refused = async (cause) => (await at.metrics()).get(`jackfield_media_packets_refused_total{cause="${cause}"}`).value;
      const before = { dtls: await refused('stray_dtls'), media: await refused('stray_media') };
      const { session_id, offer } = await application.ok('media/session/create', { type: 'echo', wait_reply: true });
      const port = /^a=candidate:.* 127\.0\.0\.1 (\d+) typ host/m.exec(offer.sdp)[1];
      const openssl = children.start('openssl', ['s_client', '-dtls1_2', '-connect', `127.0.0.1:${port}`], { stdio: ['pipe', 'pipe', 'ignore'] });
      let said = '';
      openssl.stdout.on('data', (data) => (said += data));
      try {
        stranger.send(`m=audio ${port}`, 0x55);
        // openssl asks again after a second: nothing has come to it until then.
        await until(10_000, 'a second ClientHello is refused', async () => (await refused('stray_dtls')) >= before.dtls + 2);
        await until(3000, 'media is refused', async () => (await refused('stray_media')) > before.media);
        assert.doesNotMatch(said, /Certificate chain|Server certificate/);
        assert.deepEqual(stranger.received, []);
      } finally {
        await children.stop(openssl, 1000);
        stranger.close();
        await application.ok('media/session/destroy', { session_id });
        application.close();
      }
    }));

  test('media under a wrong key is not heard, and the running calls go on', { skip }, () =>
    whileTheyTalk(async () => {
      const rtp = await RtpSocket.open(77);
      const [key, wrong] = [newKey(), new Srtp(newKey())];
      const plain = offer(rtp.port, [[0, 'PCMU/8000']]);
      const body = `${plain.replace('RTP/AVP', 'RTP/SAVP')}a=crypto:1 ${SUITE} inline:${key}\r\n`;
      const answer = await invite('9196', body);
      assert.match(answer.start, /^SIP\/2\.0 200 /);
      await client.inDialog(answer, 'ACK');
      const theirs = new Srtp(new RegExp(`^a=crypto:1 ${SUITE} inline:([^|\\s]+)`, 'm').exec(answer.body)[1]);
      const ours = new Srtp(key);
      const heard = () =>
        rtp.received
          .filter((packet) => packet.length === 182 && (packet[1] & 0x7f) === 0)
          .map((packet) => theirs.open(packet)?.[100]);
      const say = async (byte) => {
        const said = () => {
          rtp.send(answer.body, byte, (packet) => ours.protect(packet));
          return heard().includes(byte);
        };
        await until(3000, () => `an echo of ${byte}, not only of ${[...new Set(heard())]}`, said);
      };
      try {
        for (const right of [0x11, 0x22, 0x33]) {
          for (let i = 0; i < 5; i++) {
            rtp.send(answer.body, 0x66, (packet) => wrong.protect(packet));
            rtp.send(answer.body, 0x66); // and none at all
          }
          await say(right);
        }
        assert.deepEqual([...new Set(heard())], [0x11, 0x22, 0x33]);
      } finally {
        await client.inDialog(answer, 'BYE');
        rtp.close();
      }
    }));
});
