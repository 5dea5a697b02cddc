// The network between a phone and its gateway is gone for 20 s in a call: the call is there afterwards.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { PhonePage } from '../lib/phone-page.mjs';
import { gateway } from '../lib/world.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const USERS = { 1000: 'sip', 1001: 'verto', 1002: 'api' };
const CUT_MS = 20_000;

/** The WebSockets of one page, which can be cut. */
class Cable {
  #cut = false;
  #sockets = new Set();

  async lay(page) {
    await page.routeWebSocket(/\/(sip|verto|api)$/, (socket) => {
      if (this.#cut) {
        socket.close({ code: 1011 });
        return;
      }
      socket.connectToServer();
      this.#sockets.add(socket);
    });
  }

  /** The page's ends break; the gateway is not told, as on a dead network. */
  async cut() {
    this.#cut = true;
    const sockets = [...this.#sockets];
    this.#sockets.clear();
    await Promise.all(sockets.map((socket) => socket.close({ code: 1011 })));
  }

  mend() {
    this.#cut = false;
  }
}

describe('a phone that loses its connection in a call', { skip: executable ? false : 'no Chromium', timeout: 240_000 }, () => {
  const phones = [];
  const cables = [];

  before(async () => {
    const at = await gateway();
    await Promise.all(
      Object.entries(USERS).map(async ([user, signalling]) => {
        const cable = new Cable();
        const phone = await PhonePage.open({
          phoneUrl: at.phoneUrl,
          user,
          password: at.password(user),
          hz: TONES[user],
          before: (page) => cable.lay(page),
        });
        phones.push(phone);
        cables.push(cable);
        await phone.chooseSignalling(signalling);
        await phone.signIn();
      }),
    );
  });

  after(() => Promise.all(phones.map((phone) => phone.close())));

  test('keeps it for 20 s and goes on, in every signalling', async () => {
    const eachHearsItself = () =>
      Promise.all(phones.map(async (phone) => hearsOnly(await phone.listen(), TONES[phone.user], { within: 5000 })));
    await Promise.all(phones.map((phone) => phone.dial('9196')));
    await Promise.all(phones.map((phone) => phone.state('talking', 10_000)));
    await eachHearsItself();
    await Promise.all(cables.map((cable) => cable.cut()));
    await Promise.all(phones.map((phone) => phone.phase('Connection lost, the call is kept', 10_000)));
    await pause(CUT_MS);
    cables.forEach((cable) => cable.mend());
    await Promise.all(phones.map((phone) => phone.phase('Connected', 20_000)));
    await eachHearsItself();
    assert.deepEqual(await Promise.all(phones.map((phone) => phone.notice())), ['', '', '']);
    await Promise.all(phones.map((phone) => phone.hangup()));
    await Promise.all(phones.map((phone) => phone.state('ready')));
    phones.forEach((phone) => phone.check());
  });
});
