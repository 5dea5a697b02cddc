// Cases of rooms.

import assert from 'node:assert/strict';
import { CREATE, INFO, OFFER, destroyed } from './descriptions.mjs';

const MAKE = 'media/room/create';

/** A room of ana's whose events she hears. */
async function room({ ana, unique }, more = {}) {
  const room_id = unique('room');
  await ana.ok('core/event/subscribe', { class: 'media', subclass: 'room', obj_id: room_id });
  assert.deepEqual(await ana.ok(MAKE, { class: 'sfu', room_id, ...more }), { room_id });
  return room_id;
}

async function ended({ boss, ana }, room_id) {
  await boss.ok('media/room/destroy', { room_id });
  assert.equal((await ana.event('media/room/destroyed', 3000, room_id)).code, 100013);
  await ana.ok('core/event/unsubscribe', { class: 'media', subclass: 'room', obj_id: room_id });
}

export const cases = {
  async 'media.room.create'(w) {
    const { ana, contract, unique } = w;
    const room_id = await room(w);
    const created = await ana.event('media/room/created', 3000, room_id);
    const info = await ana.ok('media/room/get_info', { room_id });
    assert.deepEqual(created, info);
    assert.deepEqual([info.class, info.backend, info.members, info.status], ['sfu', 'embedded', {}, {}]);
    contract.shows(MAKE, info);
    const given = { timeout: 5, audio_codec: 'pcma', video_codec: 'h264', bitrate: 300 };
    const other = await room(w, given);
    const told = await ana.ok('media/room/get_info', { room_id: other });
    assert.deepEqual(Object.fromEntries(Object.keys(given).map((name) => [name, told[name]])), given);
    assert.match((await ana.ok(MAKE, { class: 'sfu' })).room_id, /^[0-9a-f-]{36}$/);
    assert.equal(await ana.refused(MAKE, { class: 'sfu', room_id }), 304002);
    assert.equal(await ana.refused(MAKE, { class: 'sfu', backend: 'nowhere' }), 300003);
    assert.equal(await ana.refused(MAKE, { class: 'sfu', backend: 'p2p', room_id: unique('room') }), 100006);
    await ended(w, room_id);
    await ended(w, other);
  },

  async 'media.room.destroy'(w) {
    const { ana } = w;
    const room_id = await room(w);
    const member = await ana.ok(CREATE, { type: 'publish', room_id, wait_reply: true, offer: OFFER });
    assert.deepEqual([member.room_id, member.room], [room_id, room_id]);
    assert.equal(await ana.refused('media/room/destroy', { room_id }), 100030);
    await ended(w, room_id);
    assert.equal((await ana.event('media/session/destroyed', 3000, member.session_id)).code, 304003);
    assert.equal(await w.boss.refused('media/room/destroy', { room_id }), 304001);
  },

  async 'media.room.get_info'(w) {
    const { ana, contract } = w;
    const room_id = await room(w);
    const { session_id } = await ana.ok(CREATE, { type: 'publish', room_id, wait_reply: true, offer: OFFER });
    const joined = await ana.event('media/room/started_member', 3000, room_id);
    assert.deepEqual(joined, { session_id, role: 'publisher', user_id: 'ana' });
    const listen = await ana.ok(CREATE, { type: 'listen', publisher_id: session_id, sdp_type: 'rtp', wait_reply: true });
    assert.ok(listen.offer.sdp);
    await ana.ok('media/session/set_answer', { session_id: listen.session_id, answer: OFFER });
    const heard = await ana.event('media/room/started_member', 3000, room_id);
    assert.deepEqual([heard.role, heard.peer_id], ['listener', session_id]);
    const { members } = await ana.ok('media/room/get_info', { room_id });
    assert.deepEqual(members[session_id], { role: 'publisher', user_id: 'ana' });
    assert.deepEqual(members[listen.session_id], { role: 'listener', user_id: 'ana', peer_id: session_id });
    assert.equal(await ana.refused('media/session/create', {
      type: 'listen', publisher_id: session_id, room_id: 'another', wait_reply: true,
    }), 304005);
    await destroyed(ana, session_id);
    await ana.event('media/room/stopped_member', 3000, room_id);
    assert.equal((await ana.event('media/session/destroyed', 3000, listen.session_id)).code, 304006);
    assert.equal(await ana.refused('media/room/get_info', { room_id: 'nowhere' }), 304001);
    await ended(w, room_id);
    assert.equal(await ana.refused(CREATE, { type: 'publish', room_id, wait_reply: true, offer: OFFER }), 304001);
    contract.shows(CREATE, { create_room: false });
    const own = await ana.ok(CREATE, { type: 'publish', room_id, create_room: true, wait_reply: true, offer: OFFER });
    assert.deepEqual([own.room_id, (await ana.ok(INFO, own)).room_id], [room_id, room_id]);
    assert.equal((await ana.ok('media/room/get_info', { room_id })).timeout, 300);
    await destroyed(ana, own.session_id);
    await w.boss.ok('media/room/destroy', { room_id });
  },

  async 'media.room.get_status'(w) {
    const room_id = await room(w);
    assert.deepEqual(await w.ana.ok('media/room/get_status', { room_id }), {});
    assert.equal(await w.ana.refused('media/room/get_status', { room_id: 'nowhere' }), 304001);
    await ended(w, room_id);
  },

  async 'media.room.get_list'(w) {
    const room_id = await room(w);
    const list = await w.ana.ok('media/room/get_list');
    assert.deepEqual(list.find((one) => one.room_id === room_id), { room_id, class: 'sfu', backend: 'embedded' });
    assert.deepEqual(await w.ana.ok('media/room/get_list', { service: w.service.name }), list);
    assert.equal(await w.ana.refused('media/room/get_list', { service: 'nowhere' }), 100020);
    await ended(w, room_id);
  },

  async 'media.room.msglog_send'(w) {
    const { ana, bo } = w;
    const room_id = await room(w);
    const send = (who, msg) => who.ok('media/room/msglog_send', { room_id, msg });
    assert.deepEqual(await send(ana, { text: 'hello', user_id: 'forged' }), { msg_id: 1 });
    const told = await ana.event('media/room/msglog_new_msg', 3000, room_id);
    assert.deepEqual([told.text, told.user_id, told.session_id, told.msg_id], ['hello', 'ana', ana.session, 1]);
    assert.ok(Math.abs(told.timestamp / 1000 - Date.now()) < 600_000, 'microseconds');
    assert.deepEqual(await send(bo, 'bare'), { msg_id: 2 });
    assert.equal(await ana.refused('media/room/msglog_send', { room_id: 'nowhere', msg: 'x' }), 304001);
    await ended(w, room_id);
  },

  async 'media.room.msglog_get'(w) {
    const room_id = await room(w);
    await w.ana.ok('media/room/msglog_send', { room_id, msg: { text: 'one' } });
    await w.ana.ok('media/room/msglog_send', { room_id, msg: { text: 'two' } });
    const list = await w.bo.ok('media/room/msglog_get', { room_id });
    assert.deepEqual(list.map(({ msg_id, text }) => [msg_id, text]), [[1, 'one'], [2, 'two']]);
    assert.equal(await w.ana.refused('media/room/msglog_get', { room_id: 'nowhere' }), 304001);
    await ended(w, room_id);
  },
};
