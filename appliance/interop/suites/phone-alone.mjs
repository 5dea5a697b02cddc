// The phone's pages without a gateway: a scripted one says what a real one could say.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { executable, openPage, startBrowser } from '../lib/browser.mjs';
import { KEYS } from '../lib/dtmf.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { ScriptedGateway } from '../lib/scripted-gateway.mjs';
import { serveWeb } from '../lib/static-server.mjs';

const skip = executable ? false : 'no Chromium on this machine';

describe('the phone by itself', { skip, timeout: 600_000 }, () => {
  let web;
  let gateway;
  let phone;

  before(async () => {
    web = await serveWeb();
    gateway = new ScriptedGateway();
    phone = await open('1000', 'secret');
  });

  after(async () => {
    await phone?.close();
    await web?.close();
  });

  function open(user, password, gateway_ = gateway) {
    return PhonePage.open({
      phoneUrl: `${web.origin}/phone/`,
      user,
      password,
      hz: TONES[user],
      before: (page) => gateway_.attach(page),
    });
  }

  const refuse = (method, status, headers) => {
    gateway.script = (message, reply) => {
      if (message.method === method) {
        reply(status, headers);
        return true;
      }
      return false;
    };
  };

  test('takes user and password out of the address', async () => {
    assert.equal(phone.page.url(), `${web.origin}/phone/`);
    assert.equal(await phone.page.getByTestId('user').inputValue(), '1000');
    assert.equal(await phone.page.getByTestId('password').inputValue(), 'secret');
  });

  test('says that the password is wrong', async () => {
    refuse('REGISTER', '401 Unauthorized', ['WWW-Authenticate: Digest realm="jackfield", nonce="1", algorithm=MD5']);
    await phone.page.getByTestId('sign-in').click();
    await phone.says('Wrong user or password');
    await phone.state('signed-out');
  });

  test('says that the user is unknown', async () => {
    refuse('REGISTER', '404 Not Found');
    await phone.page.getByTestId('sign-in').click();
    await phone.says('does not know this user');
  });

  test('tries again when the gateway says it is not ready', async () => {
    let refusals = 0;
    gateway.script = (message, reply) => {
      if (message.method !== 'REGISTER' || refusals++ > 0) {
        return false;
      }
      reply('503 Service Unavailable', ['Retry-After: 1']);
      return true;
    };
    await phone.page.getByTestId('sign-in').click();
    await phone.state('reconnecting');
    await phone.state('ready', 3000);
    await phone.page.getByTestId('settings').click();
    await phone.page.getByTestId('sign-out').click();
    await phone.state('signed-out');
  });

  test('signs in', async () => {
    gateway.script = () => false;
    await phone.signIn();
    assert.equal(await phone.page.getByTestId('registration').innerText(), 'Ready as 1000');
  });

  const refusals = [
    ['404 Not Found', [], 'Nobody has this number'],
    ['480 Temporarily Unavailable', [], 'Not available'],
    ['486 Busy Here', [], 'Busy'],
    ['488 Not Acceptable Here', ['Warning: 305 jackfield "offered: GSM; accepted: opus, G722"'], 'offered: GSM; accepted: opus, G722'],
    ['503 Service Unavailable', ['Retry-After: 5'], 'takes no calls right now'],
    ['603 Decline', [], 'declined'],
    ['500 Server Internal Error', [], 'could not do this'],
  ];
  for (const [status, headers, words] of refusals) {
    test(`says in words: ${status}`, async () => {
      refuse('INVITE', status, headers);
      await phone.dial('4711');
      await phone.says(words);
      await phone.state('ready');
      await phone.page.getByRole('button', { name: 'Dismiss' }).click();
      assert.equal(await phone.notice(), '');
    });
  }

  test('calls another phone, and each hears the other', async () => {
    gateway.script = () => false;
    const other = await open('1001', 'secret');
    try {
      await other.signIn();
      await other.readKeys();
      await phone.dial('1001');
      await other.state('incoming');
      await phone.state('ringing');
      await other.answer();
      await Promise.all([phone.state('talking'), other.state('talking')]);
      const [here, there] = await Promise.all([phone.listen(), other.listen()]);
      await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
      assert.ok((await level(phone, 'level-remote')) > 0.3, 'the meter shows the other side');

      await phone.mute();
      await hearsSilence(there);
      await phone.mute();
      await hearsOnly(there, TONES[1000]);

      await phone.sendKeys(KEYS);
      assert.equal(await phone.page.getByTestId('sent').textContent(), KEYS);
      assert.equal(await other.receivedKeys(KEYS.length, 15_000), KEYS);

      await other.hangup();
      await Promise.all([phone.state('ready', 1000), other.state('ready', 1000)]);
      other.check();
    } finally {
      await other.close();
    }
  });

  test('says that the connection is lost, and comes back by itself', async () => {
    await gateway.cut();
    await phone.state('reconnecting');
    assert.match(await phone.page.getByTestId('registration').innerText(), /No connection, trying again/);
    await phone.state('ready', 10_000);
  });

  test('works at 360 pixels without scrolling sideways', async () => {
    await phone.page.setViewportSize({ width: 360, height: 640 });
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${width} pixels wide`);
  });

  test('signs out', async () => {
    await phone.page.getByTestId('settings').click();
    await phone.page.getByTestId('sign-out').click();
    await phone.state('signed-out');
    phone.check();
  });

  test('says that the microphone is blocked', async () => {
    const browser = await startBrowser({ without: ['--use-fake-ui-for-media-stream'] });
    try {
      const page = await openPage(browser, { permissions: [] });
      await gateway.attach(page);
      await page.goto(`${web.origin}/phone/#user=1002&password=x`);
      await page.getByTestId('sign-in').click();
      await page.locator('body[data-state=ready]').waitFor();
      await page.getByTestId('number').fill('9196');
      await page.getByTestId('call').click();
      await page.getByTestId('notice').filter({ hasText: 'The microphone is blocked' }).waitFor();
      page.check_();
    } finally {
      await browser.close();
    }
  });

  test('says that there is no microphone', async () => {
    const browser = await startBrowser({
      without: ['--use-fake-device-for-media-stream'],
      flags: ['--use-fake-device-for-media-stream=device-count=0'],
    });
    try {
      const page = await openPage(browser);
      await page.addInitScript(() => {
        // A machine without a sound card, whatever this one has.
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
      });
      await gateway.attach(page);
      await page.goto(`${web.origin}/phone/#user=1002&password=x`);
      await page.getByTestId('sign-in').click();
      await page.locator('body[data-state=ready]').waitFor();
      await page.getByTestId('number').fill('9196');
      await page.getByTestId('call').click();
      await page.getByTestId('notice').filter({ hasText: 'No microphone found' }).waitFor();
      page.check_();
    } finally {
      await browser.close();
    }
  });

  test('says that a plain http address gets no microphone', async () => {
    const browser = await startBrowser({ flags: ['--host-resolver-rules=MAP gateway.test 127.0.0.1'] });
    try {
      const page = await openPage(browser);
      await page.goto(`${web.origin.replace('localhost', 'gateway.test')}/phone/`);
      await page.getByTestId('notice').filter({ hasText: 'https://' }).waitFor();
    } finally {
      await browser.close();
    }
  });
});

async function level(phone, testId) {
  return phone.page
    .getByTestId(testId)
    .evaluate((element) => Number(element.style.getPropertyValue('--level')));
}
