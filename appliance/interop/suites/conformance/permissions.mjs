// Who may do what (protocol.md, "Permissions"), and what failed logins cost.

import assert from 'node:assert/strict';
import { OFFER } from './descriptions.mjs';

const UNAUTHORIZED = 100030;

// What is asked, then whether the core administrator, the administrator and a user may.
const TABLE = [
  ['core/service/start', (o) => ({ service: o.service }), '+--'],
  ['core/service/list', {}, '+--'],
  ['core/service/get', (o) => ({ service: o.service }), '++-'],
  ['core/service/get', { service: 'core' }, '+--'],
  ['core/service/update', (o) => ({ service: o.service, ring_timeout: 30 }), '++-'],
  ['core/service/update', (o) => ({ service: o.service, record_dir: null }), '+--'],
  ['core/service/update', (o) => ({ service: o.service, trusted_services: [] }), '+--'],
  ['core/service/stop', { service: 'core' }, '+--'],
  ['core/service/delete', { service: 'core' }, '+--'],
  ['core/callback/list', {}, '++-'],
  ['core/callback/unregister', { callback: 'login' }, '++-'],
  ['core/user/list', {}, '++-'],
  ['core/user/get', { user: 'bo' }, '++-'],
  ['core/user/get', { user: 'ana' }, '+++'],
  ['core/user/send_event', { user: 'bo' }, '+++'],
  ['core/session/send_event', (o) => ({ session_id: o.connection }), '+++'],
  ['core/session/cmd', (o) => ({ session_id: o.connection, class: 'app', cmd: 'do' }), '++-'],
  ['core/session/stop', (o) => ({ session_id: o.connection }), '++-'],
  ['core/session/log', { source: 's', message: 'whoever may' }, '+++'],
  ['core/event/subscribe', { class: 'app' }, '+++'],
  ['core/event/subscribe', { class: '*' }, '++-'],
  ['core/event/subscribe', { class: 'core' }, '++-'],
  ['core/event/subscribe', { class: 'core', subclass: 'user_event', obj_id: 'ana' }, '+++'],
  ['core/event/subscribe', { class: 'core', subclass: 'user_event', obj_id: 'bo' }, '++-'],
  ['core/event/subscribe', { class: 'media' }, '++-'],
  ['core/event/subscribe', { class: 'media', subclass: 'room' }, '+++'],
  ['core/event/subscribe', (o) => ({ class: 'media', subclass: 'session', obj_id: o.session }), '++-'],
  ['core/event/subscribe', (o) => ({ class: 'media', subclass: 'session', obj_id: o.own }), '+++'],
  ['core/event/subscribe', (o) => ({ class: 'media', subclass: 'call', obj_id: o.call }), '++-'],
  ['core/event/subscribe', { class: 'app', service: 'default' }, '+--'],
  ['core/event/send_event', { class: 'app' }, '+++'],
  ['core/event/send_event', { class: 'core' }, '++-'],
  ['core/event/send_event', { class: 'media' }, '++-'],
  ['core/event/send_event', { class: 'app', service: 'default' }, '+--'],
  ['media/session/create', { type: 'p2p' }, '-++'],
  ['media/session/get_info', (o) => ({ session_id: o.own }), '+++'],
  ['media/session/get_info', (o) => ({ session_id: o.session }), '++-'],
  ['media/call/get_info', (o) => ({ call_id: o.call }), '++-'],
  ['media/call/hangup', (o) => ({ call_id: o.call }), '++-'],
  ['media/session/destroy', (o) => ({ session_id: o.session }), '++-'],
  ['media/room/destroy', (o) => ({ room_id: o.room }), '-+-'],
];

export const cases = {
  async 'the permission table'(w) {
    const others = await w.client('bo');
    const objects = {
      service: w.service.name,
      connection: (await w.client('carl')).session,
      own: (await w.ana.ok('media/session/create', { type: 'p2p' })).session_id,
      session: (await others.ok('media/session/create', { type: 'p2p' })).session_id,
      call: (await others.ok('media/call/create', { callee: w.boss.session, type: 'session', offer: OFFER })).call_id,
      room: (await others.ok('media/room/create', { class: 'sfu' })).room_id,
    };
    const seen = [];
    for (const [path, data] of TABLE) {
      const fields = typeof data === 'function' ? data(objects) : data;
      // The user first: what others do to an object may end it.
      const verdicts = {};
      for (const who of ['ana', 'boss', 'root']) {
        const reply = await w[who].request(path, fields);
        verdicts[who] = reply.data?.code === UNAUTHORIZED ? '-' : '+';
      }
      seen.push([path, data, `${verdicts.root}${verdicts.boss}${verdicts.ana}`]);
    }
    assert.deepEqual(seen, TABLE);
    for (const topic of [{ class: '*' }, { class: 'core' }, { class: 'media' }]) {
      await w.boss.ok('core/event/unsubscribe', topic);
      await w.root.ok('core/event/unsubscribe', topic);
    }
    others.close();
  },
};

/**
 * Ten refused logins of one connection: how long each took, and how the connection ended. Takes half
 * a minute, so that others go on meanwhile.
 */
export async function tenRefusals(w) {
  const one = await w.anonymous();
  const took = [];
  for (let attempt = 0; attempt < 10; attempt++) {
    const began = performance.now();
    const reply = await one.request('core/user/login', { user: 'ana', password: 'wrong' });
    took.push({ code: reply.data.code, ms: performance.now() - began });
  }
  return { took, closeCode: await one.closed() };
}

/** Fails unless each took at least the delay of its number (protocol.md, "Login" 5). */
export function checkRefusals({ took, closeCode }) {
  const least = [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000];
  assert.deepEqual(took.map(({ code }) => code), least.map(() => UNAUTHORIZED));
  took.forEach(({ ms }, index) => assert.ok(ms >= least[index] - 5, `refusal ${index + 1} after ${ms} ms`));
  assert.equal(closeCode, 1008);
}
