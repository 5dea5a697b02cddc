// JsSIP, SIP.js and a Verto client in Chromium over WSS: what a call has to bear.

import assert from 'node:assert/strict';
import { setTimeout as later } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { cut, uncuttable } from '../lib/network.mjs';
import { SipJsPage } from '../lib/sipjs-page.mjs';
import { available as hasSipp } from '../lib/sipp.mjs';
import { earlyCallee } from '../lib/sipp-callee.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/wait.mjs';

const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;
const CUT_MS = 20_000;

describe('browsers over WSS', { skip, timeout: 600_000 }, () => {
  let all;
  let jssip;
  let sipjs;
  let verto;
  let phone;
  let long; // two users whose call lasts longer than its session interval allows without a refresh

  before(async () => {
    all = await stage();
    [jssip, sipjs, verto, phone] = ['JsSIP', 'SIP.js', 'Verto', 'baresip'].map(all.party);
    const open = (user, hz, library) =>
      SipJsPage.open({ origin: all.own.web, server: `${all.own.secureWebSocket}/sip`, ...all.account(user), hz, shared: all.browser, library });
    long = { jssip: await open('lea', 700, 'jssip'), sipjs: await open('leo', 1500, 'sipjs') };
    await long.jssip.dial('leo');
    await long.sipjs.state('incoming', 5000);
    await long.sipjs.answer();
    await long.jssip.state('talking', 5000);
  });

  after(async () => {
    await Promise.all(Object.values(long ?? {}).map((page) => page.close()));
  });

  async function talk(from, to) {
    await Promise.all([from.readKeys(), to.readKeys()]);
    await from.call(to.user);
    await to.incoming();
    await to.answer();
    await Promise.all([from.talking(), to.talking()]);
  }

  async function hear(one, other, ms = 4000) {
    const [here, there] = await Promise.all([one.listen(), other.listen()]);
    await Promise.all([
      hearsOnly(here, other.hz, { within: ms, windows: 1 }),
      hearsOnly(there, one.hz, { within: ms, windows: 1 }),
    ]);
  }

  async function end(one, other) {
    await one.hangup();
    await other.over();
  }

  for (const name of ['JsSIP', 'SIP.js']) {
    test(`${name} refreshes its session, and the call goes on`, async () => {
      const one = all.party(name);
      await talk(one, phone);
      await one.client.do('refresh');
      const sent = await one.client.page.evaluate(() => window.wire.filter((line) => /^> (UPDATE|INVITE)/.test(line)).at(-1));
      assert.match(sent, name === 'JsSIP' ? /^> UPDATE/ : /^> INVITE/);
      await hear(one, phone);
      await end(one, phone);
    });

    test(`${name} transfers blindly, and is told how it went`, async () => {
      const one = all.party(name);
      await talk(one, phone);
      const told = one.client.do('transfer', verto.user);
      await verto.incoming();
      await verto.answer();
      assert.equal(await told, '200');
      await one.over();
      await verto.talking();
      await hear(verto, phone);
      await end(verto, phone);
    });

    test(`${name} joins its two calls`, async () => {
      const [one, other] = [all.party(name), all.party(name === 'JsSIP' ? 'SIP.js' : 'JsSIP')];
      await talk(one, phone);
      await one.hold(true);
      await talk(one, other);
      await hear(one, other);
      await one.client.do('join');
      await one.over();
      await hear(other, phone);
      await end(other, phone);
    });

    test(`${name} reloads its page in a call and takes it up again`, async () => {
      const one = all.party(name);
      await talk(one, phone);
      await hear(one, phone);
      const replaces = await one.client.get('replaces');
      await one.client.reload();
      await one.client.do('resume', phone.user, replaces);
      await one.talking();
      await hear(one, phone);
      await one.press('3');
      await phone.hasKeys('3');
      await end(one, phone);
    });

    test(`${name} restarts ICE in a call`, async () => {
      const one = all.party(name);
      await talk(one, phone);
      const ufrag = () => one.client.page.evaluate(() => window.peers.at(-1).localDescription.sdp.match(/a=ice-ufrag:(.*)/)[1]);
      const before = await ufrag();
      await one.client.do('restart');
      assert.notEqual(await ufrag(), before);
      await hear(one, phone);
      await end(one, phone);
    });
  }

  test('SIP.js changes its network in a call: another connection, other candidates', async () => {
    await talk(sipjs, phone);
    await sipjs.client.do('move');
    await hear(sipjs, phone);
    await end(phone, sipjs);
  });

  test('Verto joins its two calls', async () => {
    await talk(verto, phone);
    const first = await verto.client.get('callId');
    await verto.hold(true);
    await talk(verto, sipjs);
    await verto.client.do('join', first);
    await verto.over();
    await hear(sipjs, phone);
    await end(sipjs, phone);
  });

  test('Verto reloads its page in a call and talks on', async () => {
    await talk(verto, jssip);
    await verto.client.reload();
    await verto.client.state('active', 5000);
    await hear(verto, jssip);
    await end(jssip, verto);
  });

  for (const name of ['JsSIP', 'Verto']) {
    test(`${name} hears what a phone plays before it answers`, { skip: hasSipp ? false : 'no SIPp' }, async () => {
      const one = all.party(name);
      const [host, port] = all.own.sip.split(':');
      const carrier = await earlyCallee({ gateway: { host, port }, ...all.account('carrier'), hz: 1300 });
      try {
        await one.call('carrier');
        await until(5000, 'sound', () => one.client.page.evaluate(() => Boolean(window.user.stream)));
        await hearsOnly(await one.listen(), 1300, { within: 3000, windows: 1 });
        assert.notEqual(await one.client.get('state'), name === 'Verto' ? 'active' : 'talking');
        await one.client.state(name === 'Verto' ? 'destroy' : 'ready', 8000);
      } catch (error) {
        throw new Error(`${error.message}\n${await carrier.errors()}`);
      } finally {
        await carrier.stop();
      }
    });
  }

  for (const name of ['JsSIP', 'SIP.js', 'Verto']) {
    test(`${name} has no network for 20 s in a call, and talks on when it is back`, { skip: uncuttable }, async () => {
      const one = all.party(name);
      await talk(one, phone);
      await hear(one, phone);
      const connected = await one.client.page.evaluate(() => window.sockets.length);
      const restore = cut(all.ports);
      try {
        await phone.silent(await phone.listen());
        await later(CUT_MS);
      } finally {
        restore();
      }
      // The clients try again every second or, Verto, within six; two seconds from then on.
      await until(10_000, 'a new connection', () => one.client.page.evaluate((before) => window.sockets.slice(before).some((socket) => socket.readyState === 1), connected));
      await hear(one, phone, 2000);
      await end(one, phone);
    });
  }

  test('a session is refreshed in time: by UPDATE where it is known, else by re-INVITE', async () => {
    const seen = (page, line) => page.page.evaluate((wanted) => window.wire.some((one) => one.startsWith(wanted)), line);
    const updates = async () => (await seen(long.jssip, '< UPDATE')) || (await seen(long.jssip, '> UPDATE'));
    await until(60_000, 'the session of JsSIP is refreshed', updates, { every: 500 });
    const invites = () => long.sipjs.page.evaluate(() => window.wire.filter((one) => one.startsWith('< INVITE')).length > 1);
    await until(60_000, 'the session of SIP.js is refreshed', invites, { every: 500 });
    await hearsOnly(await long.sipjs.listen(), 700, { windows: 1 });
    await long.jssip.hangup();
    await long.sipjs.state('ready');
  });
});
