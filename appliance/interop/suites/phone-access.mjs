// Every view of the phone for everybody: no violation of axe's rules, in light and dark, at 360 pixels; and
// the keyboard alone is enough. Without a gateway: a scripted one carries the calls.

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { ScriptedGateway } from '../lib/scripted-gateway.mjs';
import { serveWeb } from '../lib/static-server.mjs';
import { inFigures, inPlainWords, QualityMeter } from '../../src/main/resources/web/phone/js/quality.js';

const AXE = new URL('../node_modules/axe-core/axe.min.js', import.meta.url);

// Set to a folder, the views are kept there as pictures: `docs/images` has some of them.
const PICTURES = process.env.JACKFIELD_TEST_PICTURES;

const GOOD = { codec: 'opus', loss: 0, lossThere: 0, jitter: 4, roundTrip: 30, silent: false };
const UP = { held: false };

test('bad quality is said in one sentence, good quality is not', () => {
  assert.equal(inPlainWords(GOOD, UP), '');
  assert.match(inPlainWords({ ...GOOD, loss: 0.08 }, UP), /loses 8.0 % of what they say/);
  assert.match(inPlainWords({ ...GOOD, lossThere: 0.2 }, UP), /loses 20 % of what you say/);
  assert.match(inPlainWords({ ...GOOD, jitter: 90 }, UP), /uneven/);
  assert.match(inPlainWords({ ...GOOD, roundTrip: 800 }, UP), /long/);
  assert.match(inPlainWords({ ...GOOD, silent: true }, UP), /Nothing arrives/);
  assert.equal(inPlainWords({ ...GOOD, silent: true }, { held: true }), '');
  assert.deepEqual(inFigures({ ...GOOD, loss: 0.016, roundTrip: null }), {
    codec: 'opus', loss: '1.6 %', jitter: '4 ms', 'round-trip': '–',
  });
});

test('the figures are those since the last look, not of the whole call', () => {
  const report = (packetsReceived, packetsLost) => new Map([
    ['in', { type: 'inbound-rtp', kind: 'audio', codecId: 'c', packetsReceived, packetsLost, jitter: 0.0123 }],
    ['c', { type: 'codec', mimeType: 'audio/PCMU' }],
    ['far', { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05, fractionLost: 0.1 }],
  ]);
  const meter = new QualityMeter();
  meter.read(report(1000, 500));
  const { quality } = meter.read(report(1045, 505));
  assert.deepEqual(quality, { codec: 'PCMU', loss: 0.1, lossThere: 0.1, jitter: 12, roundTrip: 50, silent: false });
  assert.ok(meter.read(report(1045, 505)).quality.silent);
});

describe('the phone for everybody', { skip: executable ? false : 'no Chromium', timeout: 300_000 }, () => {
  let web;
  let phone;
  let other;

  before(async () => {
    web = await serveWeb();
    const gateway = new ScriptedGateway();
    const axe = await readFile(AXE, 'utf8');
    const open = (user) =>
      PhonePage.open({
        phoneUrl: `${web.origin}/phone/`,
        user,
        password: 'secret',
        hz: TONES[user],
        before: (page) => gateway.attach(page),
      });
    [phone, other] = await Promise.all([open('1000'), open('1001')]);
    await phone.page.evaluate(axe);
    await phone.page.setViewportSize({ width: 360, height: 740 });
    await other.signIn();
  });

  after(async () => {
    await Promise.all([phone?.close(), other?.close()]);
    await web?.close();
  });

  /** Nothing wrong with what is shown now, in light and in dark, and nothing to scroll sideways. */
  async function accessible(view) {
    for (const colorScheme of ['light', 'dark']) {
      await phone.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations, passes, width } = await phone.page.evaluate(async () => ({
        ...(await window.axe.run(document)),
        width: document.documentElement.scrollWidth,
      }));
      assert.ok(passes.some(({ id }) => id === 'color-contrast'), 'contrast was judged');
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.any[0]?.message ?? ''}`).join('; ')}`);
      assert.deepEqual(told, [], `${view}, ${colorScheme}`);
      assert.ok(width <= 360, `${view} is ${width} pixels wide`);
      if (PICTURES) {
        await mkdir(PICTURES, { recursive: true });
        await phone.page.screenshot({ path: `${PICTURES}/${view}-${colorScheme}.png` });
      }
    }
  }

  const press = (key) => phone.page.keyboard.press(key);
  const focused = () => phone.page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.id);

  test('signing in, a notice, the settings with a test of the devices', async () => {
    await accessible('sign-in');
    await phone.page.getByTestId('user').fill('no name');
    await phone.press('sign-in');
    await phone.says('This is no user name');
    await accessible('notice');
    await phone.page.getByTestId('user').fill('1000');
    await phone.press('settings');
    await phone.press('test-devices');
    await phone.page.getByTestId('test-words').filter({ hasText: 'Speak' }).waitFor();
    await phone.page.getByTestId('test-picture').waitFor();
    assert.ok((await phone.page.getByTestId('level-test').evaluate((one) => Number(one.style.getPropertyValue('--level')))) >= 0);
    await phone.press('test-speaker');
    await accessible('settings');
    await phone.page.getByRole('button', { name: 'Done' }).click();
    await phone.signIn();
  });

  test('keypad, contacts and history', async () => {
    await accessible('keypad');
    await phone.press('tab-contacts');
    await phone.page.getByTestId('contacts').getByText('1003').waitFor();
    await phone.page.getByTestId('find-contact').fill('03');
    assert.deepEqual(await phone.page.getByTestId('contacts').locator('.entry').allInnerTexts(), ['1003']);
    await phone.page.getByTestId('find-contact').fill('');
    await accessible('contacts');
    await phone.press('tab-history');
    await accessible('history-empty');
    await phone.press('tab-keypad');
  });

  test('a call that comes, is answered, and all that can be done with it', async () => {
    await other.dial('1000');
    await phone.state('incoming');
    await accessible('incoming');
    await phone.answer();
    await phone.state('talking');
    await phone.press('camera');
    await phone.page.getByTestId('own-picture').waitFor();
    await accessible('talking');
    await phone.press('keypad');
    await accessible('keys');
    await phone.press('transfer');
    await accessible('transfer');
    await phone.press('conference');
    await accessible('conference');
    await phone.press('conference');
    await phone.press('hold');
    await phone.phase('On hold');
    await phone.press('add');
    await accessible('on-hold');
    await phone.page.getByTestId('lines').getByRole('button').click();
    await phone.phase('Connected');
    await other.hangup();
    await phone.state('ready');
    await phone.press('tab-history');
    await accessible('history');
    await phone.press('tab-keypad');
  });

  test('the keyboard alone: dial, keys, hold, hang up', async () => {
    await phone.page.getByTestId('number').focus();
    await phone.page.keyboard.type('1001');
    await press('Enter');
    await other.state('incoming');
    await other.answer();
    await phone.state('talking');
    assert.equal(await focused(), 'call-view');
    await press('5');
    assert.equal(await phone.page.getByTestId('sent').textContent(), '5');
    const reach = async (id) => {
      for (let steps = 0; (await focused()) !== id; steps++) {
        assert.ok(steps < 30, `${id} is not reached by Tab`);
        await press('Tab');
      }
    };
    await reach('hold');
    await press('Enter');
    await phone.phase('On hold');
    await reach('transfer');
    await press('Space');
    assert.equal(await focused(), 'transfer-to');
    await press('Escape');
    assert.equal(await focused(), 'transfer');
    await reach('hangup');
    await press('Enter');
    await phone.state('ready');
    await phone.press('tab-keypad');
    await press('ArrowRight');
    assert.equal(await focused(), 'tab-contacts');
    await press('ArrowLeft');
    assert.equal(await focused(), 'tab-keypad');
  });

  test('a page that is hidden shows who calls', async () => {
    await phone.page.evaluate(() => {
      window.shown = [];
      window.Notification = class {
        static permission = 'granted';
        constructor(title) {
          this.title = title;
          window.shown.push(title);
        }
        close() {
          window.shown.push(`closed: ${this.title}`);
        }
      };
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    });
    await other.dial('1000');
    await phone.state('incoming');
    assert.match(await phone.page.title(), /1001 calls/);
    await other.hangup();
    await phone.says('Missed call');
    assert.deepEqual(await phone.page.evaluate(() => window.shown), ['1001 calls', 'closed: 1001 calls']);
    assert.equal(await phone.page.title(), 'Jackfield phone');
  });

  test('a camera that is not allowed leaves the call as it is', async () => {
    await phone.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = ((ask) => (wanted) =>
        wanted.video ? Promise.reject(new DOMException('no', 'NotAllowedError')) : ask(wanted)
      )(navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices));
    });
    await other.dial('1000');
    await phone.state('incoming');
    await phone.answer();
    await phone.state('talking');
    await phone.press('camera');
    await phone.says('The camera is blocked');
    await phone.state('talking');
    await phone.hangup();
    await phone.state('ready');
  });

  test('the pages threw and logged no error', () => {
    phone.check();
    other.check();
  });
});
