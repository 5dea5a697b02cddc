// Cases of media sessions.

import assert from 'node:assert/strict';
import { CANDIDATE, CREATE, INFO, OFFER, TRICKLED, audio, destroyed } from './descriptions.mjs';

export const cases = {
  async 'media.session.create'(w) {
    const { ana, contract } = w;
    const session_id = w.unique('s');
    assert.deepEqual(await ana.ok(CREATE, { type: 'p2p', session_id }), { session_id });
    const info = await ana.ok(INFO, { session_id });
    assert.deepEqual([info.backend, info.backend_role], ['p2p', 'offerer']);
    const created = await ana.event('media/session/created', 3000, session_id);
    assert.deepEqual([created.type, created.session_id], ['p2p', session_id]);
    // What stands in the event without an event_body is what the session is.
    const more = Object.keys(created).filter((name) => !(name in info));
    contract.shows(CREATE, { ...info, wait_reply: false, subscribe: true, event_body: Object.fromEntries(more.map((name) => [name, created[name]])) });
    assert.deepEqual([info.user_id, info.user_session, info.state], ['ana', ana.session, 'wait']);
    const given = {
      no_offer_trickle_ice: true,
      no_answer_trickle_ice: true,
      trickle_ice_timeout: 100,
      set_master_answer: true,
      stop_after_peer: false,
      wait_timeout: 600,
      ready_timeout: 7,
      hangup_after_error: false,
      mute_audio: true,
      mute_video: false,
      bitrate: 64,
    };
    const other = await ana.ok(CREATE, { type: 'p2p', ...given, master_id: session_id });
    const slave = await ana.ok(INFO, other);
    assert.deepEqual(Object.fromEntries(Object.keys(given).map((name) => [name, slave[name]])), given);
    assert.equal(slave.master_id, session_id);
    assert.equal((await ana.ok(INFO, { session_id })).slave_id, other.session_id);

    const both = await ana.ok(CREATE, { type: 'p2p', offer: OFFER, answer: OFFER });
    assert.equal((await ana.ok(INFO, both)).state, 'ready');
    const echo = await ana.ok(CREATE, { type: 'echo', offer: OFFER, wait_reply: true, event_body: { mine: 1 } });
    assert.equal(echo.answer.sdp_type, 'rtp');
    const offered = await ana.ok(CREATE, { type: 'echo', wait_reply: true, sdp_type: 'rtp' });
    assert.equal(offered.offer.backend, 'embedded');
    const quiet = await ana.ok(CREATE, { type: 'park', subscribe: false, offer: OFFER });

    const refused = async (code, fields) => assert.equal(await ana.refused(CREATE, fields), code, JSON.stringify(fields));
    await refused(300006, { type: 'p2p', session_id });
    await refused(300015, { type: 'echo', offer: {} });
    await refused(300016, { type: 'echo', wait_reply: true, offer: { sdp: 'v=0\r\nnonsense' } });
    await refused(100046, { type: 'echo', offer: { ...OFFER, type: 'pranswer' } });
    await refused(300003, { type: 'echo', backend: 'nowhere' });
    await refused(300010, { type: 'p2p', answer: OFFER });
    await refused(100062, { type: 'bridge', wait_reply: true, peer_id: 'nowhere', offer: OFFER });
    await refused(304005, { type: 'listen', wait_reply: true, publisher_id: 'nowhere' });
    await refused(300021, { type: 'p2p', master_id: 'nowhere' });
    await refused(304001, { type: 'publish', wait_reply: true, room_id: 'nowhere', offer: OFFER });
    await refused(300005, { type: 'bridge', backend: 'p2p', peer_id: echo.session_id, offer: OFFER });
    await refused(100045, { type: 'bridge' });
    await refused(100045, { type: 'listen' });
    await refused(100045, { type: 'play' });
    await refused(305023, { type: 'echo', wait_reply: true, offer: { sdp: audio(5004, 3), sdp_type: 'rtp' } });
    for (const one of [both, echo, offered, quiet]) {
      await ana.ok('media/session/destroy', { session_id: one.session_id });
    }
    await ana.event('media/session/destroyed');
  },

  async 'media.session.destroy'(w) {
    const { ana, bo } = w;
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    assert.equal(await bo.refused('media/session/destroy', { session_id }), 100030);
    await ana.ok('media/session/destroy', { session_id, code: 4711, reason: 'mine' });
    assert.deepEqual(await ana.event('media/session/destroyed', 3000, session_id), { code: 4711, reason: 'mine' });
    assert.equal(await ana.refused('media/session/destroy', { session_id }), 100062);
  },

  async 'media.session.set_offer'({ ana, contract }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    const set = (more) => ana.refused('media/session/set_offer', { session_id, ...more });
    assert.equal(await set({}), 100045);
    assert.equal(await set({ offer: {} }), 300015);
    await ana.ok('media/session/set_offer', { session_id, offer: OFFER });
    assert.equal(await set({ offer: OFFER }), 300011);
    assert.equal(await ana.refused('media/session/set_offer', { session_id: 'nowhere', offer: OFFER }), 100062);
    await ana.event('media/session/offer');
    assert.equal((await ana.ok(INFO, { session_id })).type, 'p2p');
    contract.shows('media/session/set_offer', { op: 'sdp' });
    await destroyed(ana, session_id);
    const blank = await ana.ok(CREATE, { type: 'p2p' });
    const publish = { ...blank, op: 'publish', room_id: 'nowhere', offer: OFFER };
    assert.equal(await ana.refused('media/session/set_offer', publish), 304001);
    contract.shows('media/session/set_offer', { create_room: false });
  },

  async 'media.session.set_answer'({ ana, contract }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    const answer = (more) => ana.refused('media/session/set_answer', { session_id, ...more });
    assert.equal(await answer({ answer: OFFER }), 300010);
    await ana.ok('media/session/set_offer', { session_id, offer: OFFER });
    assert.equal(await answer({}), 100045);
    assert.equal(await answer({ answer: {} }), 300015);
    await ana.ok('media/session/set_answer', { session_id, answer: OFFER });
    await ana.event('media/session/answer');
    assert.equal(await answer({ answer: OFFER }), 300013);
    assert.equal(await ana.refused('media/session/set_answer', { session_id: 'nowhere', answer: OFFER }), 100062);
    assert.equal((await ana.ok(INFO, { session_id })).type, 'p2p');
    contract.shows('media/session/set_answer', { op: 'sdp' });
    await destroyed(ana, session_id);
    const offered = await ana.ok(CREATE, { type: 'p2p', offer: OFFER });
    const publish = { ...offered, op: 'publish', room_id: 'nowhere' };
    assert.equal(await ana.refused('media/session/set_answer', publish), 304001);
    contract.shows('media/session/set_answer', { create_room: false });
  },

  async 'media.session.get_offer'({ ana }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    const waiting = ana.ok('media/session/get_offer', { session_id });
    await ana.ok('media/session/set_offer', { session_id, offer: OFFER });
    assert.equal((await waiting).offer.sdp, OFFER.sdp);
    assert.equal(await ana.refused('media/session/get_offer', { session_id: 'nowhere' }), 100062);
    await destroyed(ana, session_id);
    const held = { type: 'p2p', offer: TRICKLED, no_offer_trickle_ice: true, trickle_ice_timeout: 100 };
    const { session_id: alone } = await ana.ok(CREATE, held);
    assert.equal((await ana.event('media/session/destroyed', 3000, alone)).code, 300014);
    const { session_id: other } = await ana.ok(CREATE, { type: 'p2p' });
    const lost = ana.refused('media/session/get_offer', { session_id: other });
    await destroyed(ana, other);
    assert.equal(await lost, 100061);
  },

  async 'media.session.get_answer'({ ana }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p', offer: OFFER });
    const waiting = ana.refused('media/session/get_answer', { session_id });
    await destroyed(ana, session_id);
    assert.equal(await waiting, 100061);
    const echo = await ana.ok(CREATE, { type: 'echo', offer: OFFER });
    assert.equal((await ana.ok('media/session/get_answer', echo)).answer.backend, 'embedded');
    assert.equal(await ana.refused('media/session/get_answer', { session_id: 'nowhere' }), 100062);
    await destroyed(ana, echo.session_id);
  },

  async 'media.session.update_media'({ ana }) {
    const { session_id } = await ana.ok(CREATE, { type: 'echo', wait_reply: true, offer: OFFER });
    await ana.ok('media/session/update_media', { session_id, type: 'media', mute_audio: true, mute_video: true, mute_data: true, bitrate: 0 });
    await ana.ok('media/session/update_media', { session_id, use_video: true });
    const info = await ana.ok(INFO, { session_id });
    assert.deepEqual([info.mute_audio, info.mute_video, info.mute_data, info.bitrate], [true, false, true, 0]);
    assert.equal(await ana.refused('media/session/update_media', { session_id: 'nowhere' }), 100062);
    await destroyed(ana, session_id);
  },

  async 'media.session.set_type'({ ana, contract }) {
    const { session_id } = await ana.ok(CREATE, { type: 'echo', wait_reply: true, offer: OFFER });
    await ana.ok('media/session/set_type', { session_id, type: 'park' });
    assert.equal((await ana.event('media/session/type')).type, 'park');
    assert.equal(await ana.refused('media/session/set_type', { session_id, type: 'bridge', peer_id: 'nowhere' }), 100062);
    assert.equal(await ana.refused('media/session/set_type', { session_id, type: 'listen', publisher_id: 'nowhere' }), 304005);
    assert.equal(await ana.refused('media/session/set_type', { session_id, type: 'p2p' }), 100040);
    assert.equal(await ana.refused('media/session/set_type', { session_id, type: 'publish', room_id: 'nowhere' }), 304001);
    contract.shows('media/session/set_type', { create_room: false });
    assert.equal(await ana.refused('media/session/set_type', { session_id: 'nowhere', type: 'park' }), 100062);
    await destroyed(ana, session_id);
  },

  async 'media.session.set_candidate'(w) {
    const { ana, bo } = w;
    const master = await ana.ok(CREATE, { type: 'p2p', offer: TRICKLED });
    const slave = await w.boss.ok(CREATE, { type: 'p2p', offer: TRICKLED, master_id: master.session_id });
    await ana.ok('media/session/set_candidate', { session_id: master.session_id, ...CANDIDATE });
    const { candidate, sdpMid } = await w.boss.event('media/session/candidate');
    assert.deepEqual([candidate.includes('5008'), sdpMid], [true, '0']);
    const { sdpMid: _, ...unnamed } = CANDIDATE;
    await ana.ok('media/session/set_candidate', { session_id: master.session_id, ...unnamed });
    w.contract.shows('media/session/set_candidate', { sdpMid: (await w.boss.event('media/session/candidate')).sdpMid });
    await ana.ok('media/session/set_candidate_end', { session_id: master.session_id });
    await w.boss.event('media/session/candidate_end');
    assert.equal(await ana.refused('media/session/set_candidate', { session_id: 'nowhere', ...CANDIDATE }), 100062);
    assert.equal(await bo.refused('media/session/set_candidate', { session_id: slave.session_id, ...CANDIDATE }), 100030);
    assert.match(await ana.refusal('media/session/set_candidate', { ...CANDIDATE, session_id: master.session_id, candidate: 'nonsense' }), /candidate/);
    await destroyed(ana, master.session_id);
    assert.equal((await w.boss.event('media/session/destroyed', 3000, slave.session_id)).code, 300021);
    const rtp = await ana.ok(CREATE, { type: 'echo', wait_reply: true, offer: OFFER });
    assert.equal(await ana.refused('media/session/set_candidate', { session_id: rtp.session_id, ...CANDIDATE }), 100040);
    assert.equal(await ana.refused('media/session/set_candidate_end', { session_id: rtp.session_id }), 100040);
    await destroyed(ana, rtp.session_id);
  },

  async 'media.session.set_candidate_end'({ ana }) {
    const held = { type: 'p2p', offer: TRICKLED, no_offer_trickle_ice: true, trickle_ice_timeout: 30_000 };
    const { session_id } = await ana.ok(CREATE, held);
    const waiting = ana.request('media/session/get_offer', { session_id });
    await ana.ok('media/session/set_candidate', { session_id, ...CANDIDATE });
    await ana.ok('media/session/set_candidate_end', { session_id });
    const { offer } = (await waiting).data;
    assert.ok(offer.sdp.includes('a=candidate:1 1 udp') && offer.sdp.includes('a=end-of-candidates') && !offer.trickle_ice);
    assert.equal(await ana.refused('media/session/set_candidate_end', { session_id: 'nowhere' }), 100062);
    await destroyed(ana, session_id);
  },

  async 'media.session.get_info'({ ana, bo }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    assert.equal((await ana.ok(INFO, { session_id })).session_id, session_id);
    assert.equal(await bo.refused(INFO, { session_id }), 100030);
    assert.equal(await ana.refused(INFO, { session_id: 'nowhere' }), 100062);
    await destroyed(ana, session_id);
  },

  async 'media.session.get_status'({ ana }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    assert.deepEqual(await ana.ok('media/session/get_status', { session_id }), {});
    assert.equal(await ana.refused('media/session/get_status', { session_id: 'nowhere' }), 100062);
    await destroyed(ana, session_id);
  },

  async 'media.session.get_list'({ ana, bo, boss }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    const has = async (who) => (await who.ok('media/session/get_list')).some((one) => one.session_id === session_id);
    assert.deepEqual([await has(ana), await has(boss), await has(bo)], [true, true, false]);
    await destroyed(ana, session_id);
  },
};
