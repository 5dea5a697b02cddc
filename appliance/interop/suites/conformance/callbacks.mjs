// Cases of callbacks: who registers one is asked.

import assert from 'node:assert/strict';
import { CREATE, OFFER, destroyed } from './descriptions.mjs';

/** Until it is given back, a client answers these requests so. */
async function holding({ boss }, callback, cmd, judge, use) {
  await boss.ok('core/callback/register', { callback });
  const asked = [];
  boss.answer = (message) => {
    if (message.cmd !== cmd) {
      return { result: 'ok' };
    }
    asked.push(message.data);
    return { result: 'ok', data: judge(message.data) };
  };
  await use(asked);
  await boss.ok('core/callback/unregister', { callback });
  boss.answer = () => ({ result: 'ok' });
}

export const cases = {
  async 'core.callback.register'(w) {
    const { ana, boss, root, service } = w;
    assert.equal(await ana.refused('core/callback/register', { callback: 'login' }), 100030);
    assert.equal(await boss.refused('core/callback/register', { callback: 'nonsense' }), 100046);
    assert.equal(await boss.refused('core/callback/register', { class: 'nowhere', callback: 'login' }), 100020);
    await root.ok('core/callback/register', { class: service.name, callback: 'api_allow' });
    await root.ok('core/callback/unregister', { service: service.name, callback: 'allow' });
    const judge = ({ pass }) => (pass === 'open' ? { authorized: true, user: 'renamed' } : { authorized: false, reason: 'wrong PIN' });
    await holding(w, 'api_server_login', 'api_server_login', judge, async (asked) => {
      const one = await w.anonymous();
      assert.equal(await one.refusal('core/user/login', { user: 'guest', password: 'shut' }), 'wrong PIN');
      await one.ok('core/user/login', { user: 'guest', password: 'open', colour: 'red' });
      assert.ok(Object.keys(await boss.ok('core/user/list')).includes('renamed'));
      const { user, colour, remote } = asked.at(-1);
      assert.deepEqual([user, colour, remote.split(':')[0]], ['guest', 'red', w.carrier.kind]);
      one.close();
    });
  },

  async 'callback allow'(w) {
    const refused = ({ cmd }) => ({ authorized: cmd !== 'create', reason: 'no sessions today' });
    await holding(w, 'allow', 'api_allow', refused, async (asked) => {
      assert.equal(await w.ana.refused(CREATE, { type: 'p2p' }), 100030);
      await w.ana.ok('media/session/get_list');
      assert.deepEqual([asked[0].user, asked[0].class, asked[0].subclass, asked[0].cmd], ['ana', 'media', 'session', 'create']);
      assert.equal(asked[0].data.type, 'p2p');
    });
    await destroyed(w.ana, (await w.ana.ok(CREATE, { type: 'p2p' })).session_id);
  },

  async 'callback subscribe'(w) {
    const granted = ({ obj_id }) => ({ authorized: obj_id === 'bo' });
    await holding(w, 'subscribe', 'api_subscribe_allow', granted, async (asked) => {
      const others = (obj_id) => ({ class: 'core', subclass: 'user_event', obj_id });
      await w.ana.ok('core/event/subscribe', others('bo'));
      assert.equal(await w.ana.refused('core/event/subscribe', others('carl')), 100030);
      assert.deepEqual([asked[0].user, asked[0].subclass, asked[0].obj_id], ['ana', 'user_event', 'bo']);
      await w.ana.ok('core/event/unsubscribe', others('bo'));
    });
  },

  async 'callback call_resolve'(w) {
    const found = ({ callee }) => (callee === 'desk' ? { destinations: [{ type: 'session', callee: w.bo.session }] } : {});
    await holding(w, 'call_resolve', 'call_resolve', found, async (asked) => {
      const { call_id } = await w.ana.ok('media/call/create', { callee: 'desk', offer: OFFER });
      assert.equal((await w.bo.invite()).call_id, call_id);
      assert.deepEqual([asked[0].callee, asked[0].type], ['desk', 'all']);
      await w.ana.ok('media/call/hangup', { call_id });
      await w.bo.event('media/call/hangup', 3000, call_id);
    });
  },

  async 'core.callback.unregister'({ boss }) {
    await boss.ok('core/callback/unregister', { callback: 'login' });
    await boss.ok('core/callback/unregister', { class: 'nowhere', callback: 'login' });
    assert.equal(await boss.refused('core/callback/unregister', { callback: 'nonsense' }), 100046);
  },

  async 'core.callback.list'({ boss, service }) {
    await boss.ok('core/callback/register', { callback: 'call_resolve' });
    assert.deepEqual(await boss.ok('core/callback/list'), [{ class: service.name, callback: 'call_resolve' }]);
    await boss.ok('core/callback/unregister', { callback: 'call_resolve' });
    assert.deepEqual(await boss.ok('core/callback/list'), []);
  },
};
