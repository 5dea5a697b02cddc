// JsSIP, SIP.js and a Verto client in Chromium over WSS: what a call has to bear.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { stage } from '../lib/stage.mjs';

const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;

describe('browsers over WSS', { skip, timeout: 600_000 }, () => {
  let all;
  let jssip;
  let sipjs;
  let verto;
  let phone;

  before(async () => {
    all = await stage();
    [jssip, sipjs, verto, phone] = ['JsSIP', 'SIP.js', 'Verto', 'baresip'].map(all.party);
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

  test('Verto reloads its page in a call and talks on', async () => {
    await talk(verto, jssip);
    await verto.client.reload();
    await verto.client.state('active', 5000);
    await hear(verto, jssip);
    await end(jssip, verto);
  });
});
