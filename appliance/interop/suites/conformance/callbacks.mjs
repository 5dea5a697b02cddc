// Cases of callbacks: who registers one is asked.

import assert from 'node:assert/strict';
import { SipClient } from '../../lib/sip-client.mjs';
import { VertoClient } from '../../lib/verto-client.mjs';
import { CREATE, OFFER, TRICKLED, destroyed } from './descriptions.mjs';

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

  async 'callbacks sip_register and sip_invite'(w) {
    const phone = await SipClient.overWebSocket(w.service.sip);
    const guests = ({ user }) => ({ authorized: user === 'guest' });
    await holding(w, 'sip_register', 'sip_register', guests, async (asked) => {
      const register = (user) => phone.transact({ method: 'REGISTER', to: user, user });
      assert.match((await register('guest')).start, /^SIP\/2\.0 200/);
      assert.match((await register('stranger')).start, /^SIP\/2\.0 403/);
      const { aor, contact, remote } = asked[0];
      assert.match(aor, /guest@jackfield/);
      assert.match(contact, /client\.invalid/);
      assert.match(remote, /^wss?:127\.0\.0\.1:\d+$/);
    });
    const desk = ({ dest }) => (dest === 'desk' ? { authorized: true, callee: 'bo', type: 'user', backend: 'p2p' } : { authorized: false });
    await holding(w, 'sip_invite', 'sip_invite', desk, async (asked) => {
      const call = (to) => phone.transact({ method: 'INVITE', to, user: 'guest', body: OFFER.sdp });
      assert.match((await call('elsewhere')).start, /^SIP\/2\.0 603/);
      const accepted = call('desk');
      const { call_id } = await w.bo.invite();
      assert.deepEqual([asked[1].dest, asked[1].call_id], ['desk', call_id]);
      await w.bo.ok('media/call/rejected', { call_id });
      assert.match((await accepted).start, /^SIP\/2\.0 603/);
      await w.bo.event('media/call/hangup', 3000, call_id);
    });
    await phone.close();
  },

  async 'callbacks verto_login and verto_invite'(w) {
    const phone = await VertoClient.open(w.service.verto);
    const sessid = w.unique('verto');
    const judge = ({ login, passwd }) => ({ authorized: passwd === 'open', user: `${login}-renamed` });
    await holding(w, 'verto_login', 'verto_login', judge, async (asked) => {
      const login = (passwd) => phone.request('login', { login: 'guest', passwd, sessid });
      assert.equal((await login('shut')).error.code, -32001);
      assert.equal((await login('open')).result.message, 'logged in');
      assert.deepEqual(asked.map((one) => one.login), ['guest', 'guest']);
    });
    const desk = ({ dest }) => (dest === 'desk' ? { authorized: true, callee: 'bo', type: 'user', backend: 'p2p' } : { authorized: false });
    await holding(w, 'verto_invite', 'verto_invite', desk, async (asked) => {
      const call = (callID, destination_number) =>
        phone.request('verto.invite', { sdp: TRICKLED.sdp, dialogParams: { callID, destination_number } });
      const [refused, taken] = [w.unique('k'), w.unique('k')];
      await call(refused, 'elsewhere');
      assert.deepEqual(await phone.event('verto.bye'), { callID: refused, causeCode: 21, cause: 'CALL_REJECTED' });
      await call(taken, 'desk');
      assert.equal((await w.bo.invite()).call_id, taken);
      const { dest, caller, remote } = asked[1];
      assert.deepEqual([dest, caller], ['desk', 'guest-renamed']);
      assert.match(remote, /^wss?:127\.0\.0\.1:\d+$/);
      await w.bo.ok('media/call/rejected', { call_id: taken });
      assert.equal((await phone.event('verto.bye')).callID, taken);
      await w.bo.event('media/call/hangup', 3000, taken);
    });
    phone.close();
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
