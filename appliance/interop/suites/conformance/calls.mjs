// Cases of calls.

import assert from 'node:assert/strict';
import { until } from '../../lib/wait.mjs';
import { CANDIDATE, KEYED, OFFER, TRICKLED, invited, over } from './descriptions.mjs';

/** A call through the engine that both have taken. */
async function talking(w) {
  const { call_id } = await invited(w, { backend: 'embedded', sdp_type: 'rtp', offer: KEYED });
  await w.bo.ok('media/call/accepted', { call_id, answer: KEYED });
  await w.ana.event('media/call/answer', 3000, call_id);
  return { call_id };
}

/** What a command says to those who are not in a call, or whose call nobody has taken yet. */
async function notInTheCall(w, path, fields = {}) {
  const { call_id } = await invited(w);
  assert.equal(await w.boss.refused(path, { call_id, ...fields }), 100071);
  assert.equal(await w.ana.refused(path, { call_id, ...fields }), 100004);
  assert.equal(await w.ana.refused(path, { call_id: 'nowhere', ...fields }), 305002);
  await over(call_id, w.ana, w.bo);
}

export const cases = {
  async 'media.call.create'(w) {
    const { ana, bo } = w;
    const call_id = w.unique('k');
    await invited(w, { call_id, caller: { name: 'Ana' }, event_body: { from: 'ana' } });
    const given = await ana.ok('media/call/get_info', { call_id });
    assert.deepEqual([given.type, given.backend, given.caller.name], ['session', 'p2p', 'Ana']);
    const plain = await ana.ok('media/call/create', { callee: 'bo', offer: OFFER });
    assert.deepEqual((await bo.invite()).caller, { number: 'ana' }, 'nothing but who calls');
    const info = await ana.ok('media/call/get_info', plain);
    await bo.ok('media/call/ringing', plain);
    const rings = await ana.event('media/call/ringing', 3000, plain.call_id);
    w.contract.shows('media/call/create', { ...info, caller: {}, subscribe: true, event_body: rings });
    w.contract.shows('media/call/ringing', { callee: rings });
    await bo.ok('media/call/accepted', { ...plain, answer: OFFER });
    const accepted = await bo.event('media/call/accepted', 3000, plain.call_id);
    w.contract.shows('media/call/accepted', { callee: accepted.callee ?? {}, event_body: accepted });
    await over(plain.call_id, ana, bo);
    const refused = async (code, fields) => assert.equal(await ana.refused('media/call/create', { callee: 'x', offer: OFFER, ...fields }), code);
    await refused(305012, { call_id });
    await refused(300015, { offer: {} });
    await refused(100045, { offer: undefined });
    await refused(100062, { session_id: 'nowhere' });
    await refused(300003, { backend: 'nowhere' });
    await refused(100046, { offer: { ...OFFER, type: 'pranswer' } });
    await over(call_id, ana, bo);
    const unreadable = { callee: bo.session, type: 'session', backend: 'embedded', offer: { sdp: 'v=0\r\nnonsense' } };
    const { call_id: failed } = await ana.ok('media/call/create', unreadable);
    assert.equal((await ana.event('media/call/hangup', 3000, failed)).code, 300016);
    const nobody = await ana.ok('media/call/create', { callee: 'nobody', offer: OFFER });
    assert.equal((await ana.event('media/call/hangup', 3000, nobody.call_id)).code, 305005);
    assert.equal(await ana.refused('media/call/get_info', nobody), 305002);
  },

  async 'media.call.ringing'(w) {
    const { call_id } = await invited(w);
    await w.bo.ok('media/call/ringing', { call_id, callee: { name: 'Bo' } });
    assert.deepEqual((await w.ana.event('media/call/ringing')).callee, { name: 'Bo' });
    assert.equal(await w.ana.refused('media/call/ringing', { call_id }), 305007);
    assert.equal(await w.bo.refused('media/call/ringing', { call_id: 'nowhere' }), 305002);
    await over(call_id, w.ana, w.bo);
  },

  async 'media.call.accepted'(w) {
    const { ana, bo } = w;
    const { call_id } = await invited(w);
    const accept = (more) => bo.refused('media/call/accepted', { call_id, ...more });
    assert.equal(await accept({}), 100045);
    assert.equal(await accept({ answer: {} }), 300015);
    assert.equal(await accept({ answer: { ...OFFER, type: 'offer' } }), 100046);
    await bo.ok('media/call/accepted', { call_id, answer: OFFER, callee: { name: 'Bo' } });
    assert.deepEqual((await ana.event('media/call/accepted')).callee, { name: 'Bo' });
    assert.equal((await ana.event('media/call/answer')).answer.sdp, OFFER.sdp);
    assert.equal(await accept({ answer: OFFER }), 305007);
    assert.equal(await bo.refused('media/call/accepted', { call_id: 'nowhere' }), 305002);
    await over(call_id, bo, ana);
  },

  async 'media.call.rejected'(w) {
    const { call_id } = await invited(w);
    assert.equal(await w.ana.refused('media/call/rejected', { call_id }), 305007);
    await w.bo.ok('media/call/rejected', { call_id, code: 17 });
    assert.deepEqual((await w.bo.event('media/call/hangup')).code, 17);
    assert.deepEqual((await w.ana.event('media/call/hangup')).code, 17);
    assert.equal(await w.bo.refused('media/call/rejected', { call_id: 'nowhere' }), 305002);
    const second = await invited(w);
    await w.bo.ok('media/call/rejected', { call_id: second.call_id });
    assert.equal((await w.ana.event('media/call/hangup')).code, 305003);
    await w.bo.event('media/call/hangup');
  },

  async 'media.call.hangup'(w) {
    const { call_id } = await invited(w);
    const stranger = await w.client('carl');
    assert.equal(await stranger.refused('media/call/hangup', { call_id }), 100030);
    stranger.close();
    await w.ana.ok('media/call/hangup', { call_id, reason: 'Enough' });
    assert.equal((await w.ana.event('media/call/hangup')).reason, 'API hangup: Enough');
    assert.equal((await w.bo.event('media/call/hangup')).code, 305008);
    assert.equal(await w.ana.refused('media/call/hangup', { call_id: 'nowhere' }), 305002);
  },

  async 'media.call.hold'(w) {
    const { ana, bo } = w;
    const { call_id } = await talking(w);
    await ana.ok('media/call/hold', { call_id });
    for (const one of [ana, bo]) {
      assert.deepEqual(await one.event('media/call/hold', 3000, call_id), { by: 'caller' });
    }
    await bo.ok('media/call/hold', { call_id });
    assert.deepEqual(await ana.event('media/call/hold', 3000, call_id), { by: 'callee' });
    await over(call_id, ana, bo);
    await notInTheCall(w, 'media/call/hold');
  },

  async 'media.call.unhold'(w) {
    const { ana, bo } = w;
    const { call_id } = await talking(w);
    await ana.ok('media/call/hold', { call_id });
    await ana.ok('media/call/unhold', { call_id });
    assert.deepEqual(await bo.event('media/call/unhold', 3000, call_id), { by: 'caller' });
    await over(call_id, ana, bo);
    await notInTheCall(w, 'media/call/unhold');
  },

  async 'media.call.transfer'(w) {
    const { ana, bo, boss } = w;
    // Blind: the third one is called, and the transferor leaves when it has accepted.
    const { call_id } = await talking(w);
    assert.equal(await ana.refused('media/call/transfer', { call_id }), 100045);
    await ana.ok('media/call/transfer', { call_id, callee: boss.session });
    assert.equal((await boss.invite()).call_id, call_id);
    const started = await bo.event('media/call/transfer', 3000, call_id);
    assert.deepEqual([started.state, started.by, started.kind, started.target], ['started', 'caller', 'blind', boss.session]);
    await boss.ok('media/call/accepted', { call_id, answer: KEYED });
    assert.equal((await ana.event('media/call/hangup', 3000, call_id)).reason, 'Call transferred');
    await over(call_id, bo, boss);
    // To nobody: told, and the call is as it was.
    const { call_id: kept } = await talking(w);
    await ana.ok('media/call/transfer', { call_id: kept, callee: 'nobody' });
    const failed = await until(3000, 'the transfer has failed', async () => {
      const said = await bo.event('media/call/transfer', 3000, kept);
      return said.state === 'failed' && said;
    });
    assert.equal(failed.code, 305005);
    // Attended: two calls of the transferor become one.
    const { call_id: second } = await ana.ok('media/call/create', {
      callee: boss.session, type: 'session', backend: 'embedded', sdp_type: 'rtp', offer: KEYED,
    });
    await boss.invite();
    await boss.ok('media/call/accepted', { call_id: second, answer: KEYED });
    await ana.event('media/call/answer', 3000, second);
    await ana.ok('media/call/transfer', { call_id: kept, replace_call_id: second });
    assert.deepEqual(await boss.event('media/call/moved', 3000, second), { call_id: kept });
    await ana.event('media/call/hangup', 3000, kept);
    await over(kept, bo, boss);
    await notInTheCall(w, 'media/call/transfer', { callee: boss.session });
  },

  async 'media.call.send_dtmf'(w) {
    const { ana, bo } = w;
    const { call_id } = await talking(w);
    await ana.ok('media/call/send_dtmf', { call_id, digits: '7#' });
    await bo.ok('media/call/send_dtmf', { call_id, digit: 'a' });
    const heard = [];
    for (let digits = 0; digits < 3; digits++) {
      const { digit, by } = await ana.event('media/call/dtmf', 5000, call_id);
      heard.push(`${by} ${digit}`);
    }
    assert.deepEqual(heard.sort(), ['callee A', 'caller #', 'caller 7']);
    await over(call_id, ana, bo);
    await notInTheCall(w, 'media/call/send_dtmf', { digits: '1' });
  },

  async 'media.call.set_candidate'(w) {
    const { call_id } = await invited(w, { offer: TRICKLED });
    await w.ana.ok('media/call/set_candidate', { call_id, ...CANDIDATE });
    assert.ok((await w.bo.event('media/call/candidate')).candidate.includes('5008'));
    const { sdpMid, ...unnamed } = CANDIDATE;
    await w.ana.ok('media/call/set_candidate', { call_id, ...unnamed });
    w.contract.shows('media/call/set_candidate', { sdpMid: (await w.bo.event('media/call/candidate')).sdpMid });
    await w.ana.ok('media/call/set_candidate_end', { call_id });
    await w.bo.event('media/call/candidate_end');
    assert.equal(await w.boss.refused('media/call/set_candidate', { call_id, ...CANDIDATE }), 100071);
    assert.equal(await w.ana.refused('media/call/set_candidate', { call_id: 'nowhere', ...CANDIDATE }), 305002);
    assert.equal(await w.boss.refused('media/call/set_candidate_end', { call_id }), 100071);
    await over(call_id, w.ana, w.bo);
  },

  async 'media.call.set_candidate_end'({ ana }) {
    assert.equal(await ana.refused('media/call/set_candidate_end', { call_id: 'nowhere' }), 305002);
  },

  async 'media.call.get_info'(w) {
    const { call_id } = await invited(w, { backend: 'embedded', sdp_type: 'rtp' });
    const info = await w.bo.ok('media/call/get_info', { call_id });
    assert.deepEqual([info.call_id, info.user_id, info.user_session], [call_id, 'ana', w.ana.session]);
    assert.ok(info.caller_session_id);
    assert.equal(await w.ana.refused('media/call/get_info', { call_id: 'nowhere' }), 305002);
    await over(call_id, w.ana, w.bo);
  },

  async 'media.call.get_list'(w) {
    const { call_id } = await invited(w);
    const has = async (who) => (await who.ok('media/call/get_list')).some((one) => one.call_id === call_id);
    assert.deepEqual([await has(w.ana), await has(w.boss)], [true, true]);
    await over(call_id, w.ana, w.bo);
  },
};
