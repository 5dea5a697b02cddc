// The phone at /phone/ through every feature, in each signalling. Whom it talks with: a phone over SIP
// and one over Verto, each with a tone of its own.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { KEYS } from '../lib/dtmf.mjs';
import { hearsAll, hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { until } from '../lib/wait.mjs';
import { phoneOf } from '../lib/world.mjs';

const SIGNALLINGS = ['sip', 'verto', 'api'];
const skip = executable ? false : 'no Chromium';
const LATER = { within: 5000 };

describe('every feature of the phone', { skip, timeout: 600_000 }, () => {
  let phone; // 1000, in the signalling under test
  let bob; // 1001 over SIP
  let carol; // 1002 over Verto

  before(async () => {
    [phone, bob, carol] = await Promise.all([
      phoneOf('1000'),
      phoneOf('1001'),
      phoneOf('1002', { signalling: 'verto' }),
    ]);
  });

  after(() => Promise.all([phone, bob, carol].map((one) => one?.close())));

  async function up(from, to) {
    await from.dial(to.user);
    await to.state('incoming', 5000);
    await from.state('ringing');
    await to.answer();
    await Promise.all([from.state('talking', 5000), to.state('talking', 5000)]);
  }

  async function hearEachOther(one, other) {
    const [here, there] = await Promise.all([one.listen(), other.listen()]);
    await Promise.all([hearsOnly(here, TONES[other.user], LATER), hearsOnly(there, TONES[one.user], LATER)]);
  }

  async function hearNothing(...phones) {
    await Promise.all(phones.map(async (one) => hearsSilence(await one.listen(), LATER)));
  }

  for (const signalling of SIGNALLINGS) {
    describe(`over ${signalling}`, () => {
      before(async () => {
        await phone.signOut();
        await phone.chooseSignalling(signalling);
        await phone.page.getByTestId('user').fill(phone.user);
        await phone.signIn();
      });

      beforeEach(() => Promise.all([phone.idle(), bob.idle(), carol.idle()]));

      test('contacts are the other users; one is called from there', async () => {
        await phone.press('tab-contacts');
        const names = await phone.page.getByTestId('contacts').locator('.entry').allInnerTexts();
        assert.deepEqual(names, ['1001', '1002', '1003']);
        await phone.page.getByRole('button', { name: 'Call 1001', exact: true }).click();
        await bob.state('incoming', 5000);
        await bob.reject();
        await phone.says('declined');
        await phone.state('ready');
        await phone.press('tab-keypad');
      });

      test('a call is muted, held and taken back, by either side; keys arrive; the quality is told', async () => {
        await bob.readKeys();
        await up(phone, bob);
        await hearEachOther(phone, bob);
        await phone.press('keypad');
        await phone.sendKeys(KEYS);
        assert.equal(await bob.receivedKeys(KEYS.length, 15_000), KEYS);
        await bob.readKeys(false);

        await phone.press('hold');
        await Promise.all([phone.phase('On hold'), bob.phase('They hold you')]);
        await hearNothing(phone, bob);
        await phone.press('hold');
        await Promise.all([phone.phase('Connected'), bob.phase('Connected')]);
        await bob.press('hold');
        await phone.phase('They hold you');
        await hearNothing(phone, bob);
        await bob.press('hold');
        await phone.phase('Connected');
        await hearEachOther(phone, bob);

        await phone.mute();
        await hearsSilence(await bob.listen(), LATER);
        const figures = async () => phone.page.getByTestId('quality').locator('dd').allTextContents();
        await until(5000, 'figures', async () => /ms/.test((await figures()).at(-1)));
        const [codec, loss, jitter] = await figures();
        assert.equal(codec, 'opus');
        assert.match(`${loss} ${jitter}`, /^[\d.]+ % \d+ ms$/);
        await bob.hangup();
        await phone.state('ready');
        await phone.press('tab-history');
        assert.match(await phone.page.getByTestId('history').locator('.entry').first().innerText(), /1001.*00:/s);
        await phone.press('tab-keypad');
      });

      test('a second call waits, is answered, and both are there to switch between', async () => {
        await up(bob, phone);
        await carol.dial(phone.user);
        await phone.page.getByTestId('waiting').getByText('1002 calls').waitFor();
        await phone.press('waiting-answer');
        await carol.state('talking', 5000);
        await Promise.all([phone.phase('Connected'), bob.phase('They hold you')]);
        await hearEachOther(phone, carol);
        await hearsSilence(await bob.listen(), LATER);
        await phone.page.getByTestId('lines').getByRole('button', { name: /1001/ }).click();
        await Promise.all([bob.phase('Connected'), carol.phase('They hold you')]);
        await hearEachOther(phone, bob);
        await phone.hangup();
        await bob.state('ready');
        await phone.phase('On hold');
        await phone.hangup();
        await Promise.all([phone.state('ready'), carol.state('ready')]);
      });

      test('a blind transfer connects the other two; one to nobody leaves the call', async () => {
        await up(phone, bob);
        await phone.press('transfer');
        await phone.page.getByTestId('transfer-to').fill('4711');
        await phone.press('transfer-now');
        await phone.says('the call is still yours');
        await hearEachOther(phone, bob);
        await phone.press('transfer');
        await phone.page.getByTestId('transfer-to').fill(carol.user);
        await phone.press('transfer-now');
        await carol.state('incoming', 5000);
        await carol.answer();
        await phone.says('Transferred');
        await Promise.all([phone.state('ready'), carol.state('talking', 5000)]);
        await hearEachOther(bob, carol);
      });

      test('a transfer after a question connects the other two', async () => {
        await up(phone, bob);
        await phone.press('transfer');
        await phone.page.getByTestId('transfer-to').fill(carol.user);
        await phone.press('ask-first');
        await carol.state('incoming', 5000);
        await carol.answer();
        await Promise.all([phone.phase('Connected'), bob.phase('They hold you')]);
        await hearEachOther(phone, carol);
        await phone.press('transfer');
        await phone.page.getByTestId('joins').getByRole('button', { name: 'Connect 1001 with 1002' }).click();
        await phone.calls(0);
        await hearEachOther(bob, carol);
      });

      test('all are brought into a conference', async () => {
        await up(phone, bob);
        await phone.press('add');
        await up(phone, carol);
        await phone.press('conference');
        await phone.press('conference-go');
        await phone.calls(1);
        await phone.state('talking');
        const all = [phone, bob, carol];
        await Promise.all(
          all.map(async (one) => {
            const others = all.filter((each) => each !== one).map((each) => TONES[each.user]);
            await hearsAll(await one.listen(), others, [TONES[one.user]]);
          }),
        );
        await phone.hangup();
        await phone.state('ready');
      });

      test('pictures go both ways, and a camera can be switched off and on', async () => {
        await phone.page.getByTestId('number').fill(carol.user);
        await phone.press('call-video');
        await carol.state('incoming', 5000);
        await carol.press('answer-video');
        await Promise.all([phone.state('talking', 5000), carol.state('talking', 5000)]);
        await Promise.all([seen(phone), seen(carol)]);
        assert.ok(await phone.page.getByTestId('own-picture').isVisible());
        await carol.press('camera');
        await phone.page.getByTestId('their-picture').waitFor({ state: 'hidden' });
        await carol.press('camera');
        await seen(phone);
        await hearEachOther(phone, carol);
        await phone.hangup();
        await carol.state('ready');
      });
    });
  }

  test('the pages threw and logged no error', () => [phone, bob, carol].forEach((one) => one.check()));
});

/** The far end's picture is on the page, and moves. */
async function seen(phone) {
  const picture = phone.page.getByTestId('their-picture');
  await picture.waitFor();
  const frames = () => picture.evaluate((video) => (video.videoWidth ? video.getVideoPlaybackQuality().totalVideoFrames : 0));
  const first = await frames();
  await until(8000, `pictures at ${phone.user}`, async () => (await frames()) > first + 5);
}
