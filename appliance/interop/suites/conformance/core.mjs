// Cases of class core: users, connections, events.

import assert from 'node:assert/strict';
import { gateway } from '../../lib/world.mjs';
import { until } from '../../lib/wait.mjs';

export const cases = {
  async 'core.user.login'(w) {
    const one = await w.anonymous();
    assert.equal(await one.refused('core/ping'), 100031);
    assert.equal(await one.refused('core/user/login', { user: 'carl', password: 'wrong' }), 100030);
    assert.equal(await one.refused('core/user/login', { user: 'carl', service: 'nowhere' }), 100020);
    const first = one.request('core/user/login', { user: 'carl', password: w.service.password('carl'), session_id: w.unique('c') });
    // Refused as one of two at once, or as the second if the first was quick.
    assert.ok([100004, 100032].includes(await one.refused('core/user/login', { user: 'carl', password: 'x' })));
    const { data } = await first;
    assert.match(data.session_id, /^c-/);
    assert.ok(one.acks >= 2, 'logins are acked');
    assert.equal(await one.refused('core/user/login', { user: 'carl', password: 'x' }), 100032);
    for (const [session_id, code] of [[data.session_id, 100034], ['', 100035], [{}, 100035]]) {
      const two = await w.anonymous();
      assert.equal(await two.refused('core/user/login', { user: 'carl', password: w.service.password('carl'), session_id }), code);
      assert.ok([4001, 0].includes(await two.closed()));
    }
    one.close();
  },

  async 'core.user.list'({ boss, ana, bo }) {
    const list = await boss.ok('core/user/list');
    assert.ok(list.ana.includes(ana.session) && list.bo.includes(bo.session));
    assert.equal(await ana.refused('core/user/list'), 100030);
  },

  async 'core.user.get'({ boss, ana, carrier }) {
    const own = (await ana.ok('core/user/get', { user: 'ana' }))[ana.session];
    assert.equal(own.type, 'api_server');
    assert.match(own.remote, new RegExp(`^${carrier.kind}:127\\.0\\.0\\.1:\\d+$`));
    assert.ok(ana.session in (await boss.ok('core/user/get', { user: 'ana' })));
    assert.equal(await ana.refused('core/user/get', { user: 'bo' }), 100030);
    assert.equal(await boss.refused('core/user/get', { user: 'nobody' }), 100033);
  },

  async 'core.user.send_event'({ ana, bo, contract }) {
    await ana.ok('core/user/send_event', { user: 'bo', type: 'hello', body: { a: [1, null] } });
    assert.deepEqual(await bo.event('core/user_event/hello'), { a: [1, null] });
    await ana.ok('core/user/send_event', { user: 'bo' });
    contract.shows('core/user/send_event', { type: '*', body: await bo.event('core/user_event/undefined') });
    await ana.ok('core/user/send_event', { user: 'nobody' });
  },

  async 'core.user.send_message'({ ana, bo, contract }) {
    assert.deepEqual(await ana.ok('core/user/send_message', { user: 'bo', text: 'Grüße', name: 'Ana' }), { delivered: 1, accepted: 0 });
    assert.deepEqual(await bo.event('core/user_event/text_message'), { from: 'ana', name: 'Ana', text: 'Grüße' });
    assert.equal(await ana.refused('core/user/send_message', { user: 'ana', text: 'to my only connection' }), 305021);
    assert.equal(await ana.refused('core/user/send_message', { user: 'nobody', text: 'hi' }), 305022);
    assert.equal(await ana.refused('core/user/send_message', { user: 'bo', text: 'ä'.repeat(4097) }), 100050);
    assert.equal(await ana.refused('core/user/send_event', { user: 'bo', type: 'text_message' }), 100030);
    let code = 0;
    for (let i = 0; i < 500 && code !== 100051; i++) {
      code = await ana.refused('core/user/send_message', { user: 'nobody', text: 'hi' });
    }
    assert.equal(code, 100051);
  },

  async 'core.session.stop'(w) {
    const one = await w.client('carl');
    assert.equal(await w.ana.refused('core/session/stop', { session_id: one.session }), 100030);
    assert.equal(await w.boss.refused('core/session/stop', { session_id: 'nowhere' }), 100062);
    assert.equal((await w.boss.ok('core/session/stop', { session_id: one.session })).user, 'carl');
    assert.ok([1000, 0].includes(await one.closed()));
  },

  async 'core.session.send_event'({ ana, bo, contract }) {
    await ana.ok('core/session/send_event', { session_id: bo.session, type: 'x', body: { b: 1 } });
    assert.deepEqual(await bo.event('core/session_event/x'), { b: 1 });
    await ana.ok('core/session/send_event', { session_id: bo.session });
    contract.shows('core/session/send_event', { type: '*', body: await bo.event('core/session_event/undefined') });
  },

  async 'core.session.cmd'({ boss, bo, contract }) {
    const asked = [];
    bo.answer = (message) => {
      if (message.class !== 'mine') {
        return { result: 'ok' };
      }
      asked.push(message);
      return message.data?.answer ?? { result: 'ok', data: { seen: message.data ?? {} } };
    };
    const ask = (data) => ({ session_id: bo.session, class: 'mine', cmd: 'do', ...(data && { data }) });
    assert.deepEqual(await boss.ok('core/session/cmd', ask({ deep: [{ a: null }] })), { seen: { deep: [{ a: null }] } });
    assert.deepEqual(await boss.ok('core/session/cmd', ask()), { seen: {} });
    assert.ok(!('subclass' in asked[0]), 'subclass core is left out');
    contract.shows('core/session/cmd', { subclass: asked[1].subclass ?? 'core', data: asked[1].data ?? {} });
    const refused = await boss.request('core/session/cmd', ask({ answer: { result: 'error', data: { code: 100041, error: 'No' } } }));
    assert.deepEqual(refused.data, { code: 100041, error: 'No' });
    boss.failures.length = 0; // what a client answers is not in the description
    assert.equal(await boss.refused('core/session/cmd', ask({ answer: { result: 'later' } })), 100047);
    assert.equal(await boss.refused('core/session/cmd', { session_id: boss.session, class: 'a', cmd: 'b' }), 100040);
    assert.equal(await boss.refused('core/session/cmd', { session_id: 'nowhere', class: 'a', cmd: 'b' }), 100062);
    bo.answer = () => ({ result: 'ok' });
  },

  async 'core.session.log'({ ana, contract, service }) {
    const entry = (words) => service.logs.take(5000, `a log entry ${words}`, (one) => one.short_message === words);
    await ana.ok('core/session/log', { source: 'conformance', message: 'hello' });
    (await gateway()).keeps('jackfield_connections_open{transport="udp"}'); // the socket it sends GELF from
    const plain = await entry('hello');
    const { version, host, level, timestamp, _user, _session_id, _srv_id } = plain;
    assert.deepEqual([version, host, _user, _session_id, _srv_id], ['1.1', 'conformance', 'ana', ana.session, service.name]);
    assert.ok(Math.abs(timestamp - Date.now() / 1000) < 600);
    const known = ['version', 'host', 'short_message', 'level', 'timestamp', '_user', '_session_id', '_srv_id'];
    const others = Object.entries(plain).filter(([name]) => !known.includes(name));
    contract.shows('core/session/log', { level, meta: Object.fromEntries(others) });
    const meta = { a: 1, id: 'x', user: 'forged', deep: { b: [1] } };
    await ana.ok('core/session/log', { source: 's', message: 'm', full_message: 'f'.repeat(20_000), level: 7, meta });
    const full = await entry('m');
    assert.deepEqual([full.full_message.length, full.level, full._a, full._meta_id], [20_000, 7, 1, 'x']);
    assert.deepEqual([full._user, full._deep], ['ana', '{"b":[1]}']);
  },

  async 'core.core.ping'({ ana }) {
    await ana.ok('core/ping', { time: 60 });
  },

  async 'core.event.subscribe'(w) {
    const { contract } = w;
    const one = await w.client('carl');
    const topic = { class: 'mine', type: 'a' };
    await one.ok('core/event/subscribe', { class: 'plain' });
    contract.shows('core/event/subscribe', (await one.ok('core/event/get_subscriptions')).at(-1));
    await one.ok('core/event/subscribe', { ...topic, body: { s: 1, both: 's' } });
    await w.ana.ok('core/event/send_event', { class: 'mine', subclass: 'q', type: 'a', body: { both: 'e' } });
    assert.deepEqual(await one.event('mine/q/a'), { s: 1, both: 'e' });
    await one.ok('core/event/subscribe', { ...topic, body: { s: 2 } });
    await w.ana.ok('core/event/send_event', topic);
    assert.deepEqual(await one.event('mine/undefined/a'), { s: 2 });
    assert.equal(await one.refused('core/event/subscribe', { class: '*' }), 100030);
    assert.equal(await one.refused('core/event/subscribe', { class: 'core', subclass: 'user_event', obj_id: 'bo' }), 100030);
    assert.equal(await one.refused('core/event/subscribe', { class: 'mine', service: 'nowhere' }), 100044);
    await w.boss.ok('core/event/subscribe', { class: 'core', subclass: 'session_event' });
    const other = await w.client('dora');
    assert.equal((await w.boss.event('core/session_event/login')).user, 'dora');
    other.close();
    assert.equal((await w.boss.event('core/session_event/logout')).user, 'dora');
    await w.boss.ok('core/event/unsubscribe', { class: 'core', subclass: 'session_event' });
    one.close();
  },

  async 'core.event.unsubscribe'({ bo, ana, contract }) {
    await bo.ok('core/event/subscribe', { class: 'wide', subclass: '*', type: '*', obj_id: '*' });
    const wide = (await bo.ok('core/event/get_subscriptions')).at(-1);
    await bo.ok('core/event/unsubscribe', { class: 'wide' });
    assert.ok(!(await bo.ok('core/event/get_subscriptions')).some((one) => one.class === 'wide'));
    contract.shows('core/event/unsubscribe', wide);
    await bo.ok('core/event/subscribe', { class: 'gone', obj_id: 'o' });
    await bo.ok('core/event/unsubscribe', { class: 'gone', obj_id: 'o' });
    await bo.ok('core/event/unsubscribe', { class: 'never' });
    await ana.ok('core/event/send_event', { class: 'gone', obj_id: 'o' });
    await bo.ok('core/ping');
    assert.ok(!bo.events.some((event) => event.class === 'gone'));
  },

  async 'core.event.get_subscriptions'({ bo }) {
    await bo.ok('core/event/subscribe', { class: 'listed', type: 't', body: { a: 1 } });
    const list = await bo.ok('core/event/get_subscriptions');
    assert.deepEqual(list.at(-1), { class: 'listed', subclass: '*', type: 't', obj_id: '*', body: { a: 1 } });
    assert.deepEqual(list.slice(0, 2).map((one) => [one.subclass, one.obj_id]), [['user_event', 'bo'], ['session_event', bo.session]]);
    await bo.ok('core/event/unsubscribe', { class: 'listed', type: 't' });
  },

  async 'core.event.send_event'({ ana, bo, contract }) {
    await bo.ok('core/event/subscribe', { class: 'sent' });
    await ana.ok('core/event/send_event', { class: 'sent' });
    await until(3000, 'the event', () => bo.events.some((one) => one.class === 'sent'));
    const bare = bo.events.splice(bo.events.findIndex((one) => one.class === 'sent'), 1)[0];
    assert.deepEqual(bare, { class: 'sent' });
    contract.shows('core/event/send_event', { subclass: '*', type: '*', obj_id: '*' });
    await ana.ok('core/event/send_event', { class: 'sent', subclass: '*', type: 't', obj_id: 'o' });
    await bo.event('sent/undefined/t');
    assert.equal(await ana.refused('core/event/send_event', { class: 'media' }), 100030);
    assert.equal(await ana.refused('core/event/send_event', { class: '*' }), 100044);
  },

  async 'core.core.event'({ ana }) {
    await ana.ok('core/event', { class: 'mine', type: 'private' });
    assert.ok(!ana.events.some((event) => event.type === 'private'), 'not published');
  },

  async 'unrecognized fields'({ ana }) {
    await ana.ok('core/ping', { foo: 1, bar: 2 });
    assert.deepEqual((await ana.event('core/session_event/unrecognized_fields')).fields, ['foo', 'bar']);
  },
};
