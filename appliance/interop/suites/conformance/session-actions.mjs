// Cases of what is done with a session that runs: recorder, player, room, keys, status.

import assert from 'node:assert/strict';
import { RtpSocket } from '../../lib/rtp-socket.mjs';
import { CREATE, KEYED, OFFER, destroyed } from './descriptions.mjs';

async function echo(client) {
  return (await client.ok(CREATE, { type: 'echo', wait_reply: true, offer: OFFER })).session_id;
}

/** The same for recorder and player: the actions that are there, those that are not. */
async function actions({ ana, contract }, path, none, expected) {
  const session_id = await echo(ana);
  assert.deepEqual((await ana.ok(path, { session_id })).actions.sort(), expected.sort());
  contract.shows(path, { action: 'get_actions' });
  assert.match(await ana.refusal(path, { session_id, action: 'dance' }), /'dance'/);
  assert.equal(await ana.refused(path, { session_id, action: 'stop' }), none);
  assert.equal(await ana.refused(path, { session_id: 'nowhere', action: 'stop' }), 100062);
  await destroyed(ana, session_id);
  const { session_id: bare } = await ana.ok(CREATE, { type: 'p2p', offer: OFFER, answer: OFFER });
  assert.equal(await ana.refused(path, { session_id: bare, action: 'start', uri: 'file:///etc/x' }), 100070);
  await destroyed(ana, bare);
}

export const cases = {
  async 'media.session.recorder_action'(w) {
    await actions(w, 'media/session/recorder_action', 300030, ['start', 'stop', 'pause', 'resume', 'get_actions']);
    const { session_id } = await w.ana.ok(CREATE, { type: 'p2p', offer: OFFER, answer: OFFER });
    assert.equal(await w.ana.refused('media/session/recorder_action', { session_id, action: 'start' }), 100006, 'p2p has none');
    await destroyed(w.ana, session_id);
  },

  async 'media.session.player_action'(w) {
    const more = ['get_info', 'get_position', 'set_position'];
    await actions(w, 'media/session/player_action', 300031, ['start', 'stop', 'pause', 'resume', 'get_actions', ...more]);
    const session_id = await echo(w.ana);
    assert.equal(await w.ana.refused('media/session/player_action', { session_id, action: 'start' }), 100045);
    assert.equal(await w.ana.refused('media/session/player_action', { session_id, action: 'set_position' }), 100045);
    await destroyed(w.ana, session_id);
  },

  async 'media.session.room_action'({ ana, contract }) {
    const session_id = await echo(ana);
    const path = 'media/session/room_action';
    assert.deepEqual((await ana.ok(path, { session_id })).actions.sort(), ['get_actions', 'layout']);
    contract.shows(path, { action: 'get_actions' });
    assert.equal(await ana.refused(path, { session_id, action: 'layout' }), 100045);
    contract.shows(path, { data: {} });
    assert.equal(await ana.refused(path, { session_id, action: 'dance' }), 100043);
    assert.equal(await ana.refused(path, { session_id, action: 'layout', layout: '1x1' }), 300032);
    assert.equal(await ana.refused(path, { session_id, action: 'layout', data: { layout: '1x1' } }), 300032);
    assert.equal(await ana.refused(path, { session_id: 'nowhere', action: 'layout', layout: 'x' }), 100062);
    assert.equal(await ana.refused(path, { room_id: 'nowhere', action: 'layout', layout: 'x' }), 304001);
    assert.equal(await ana.refused(path), 100045);
    await destroyed(ana, session_id);
  },

  async 'media.session.send_dtmf'({ ana }) {
    const { session_id } = await ana.ok(CREATE, { type: 'p2p' });
    assert.equal(await ana.refused('media/session/send_dtmf', { session_id, digits: '1' }), 100040);
    assert.equal(await ana.refused('media/session/send_dtmf', { session_id: 'nowhere', digits: '1' }), 100062);
    await destroyed(ana, session_id);
    const echoed = await ana.ok(CREATE, { type: 'echo', wait_reply: true, offer: KEYED });
    await ana.ok('media/session/send_dtmf', { session_id: echoed.session_id, digits: '12#' });
    await destroyed(ana, echoed.session_id);
  },

  async 'status and info of media'({ ana }) {
    const media = await RtpSocket.open(7);
    try {
      const { session_id, answer } = await ana.ok(CREATE, {
        type: 'echo', wait_reply: true, offer: media.keyed,
      });
      await media.reaches(media, answer.sdp, 0x55);
      const up = await ana.event('media/session/status', 5000, session_id);
      assert.deepEqual(up, { class: 'media', media: 'audio', status: 'up' });
      assert.deepEqual((await ana.ok('media/session/get_status', { session_id })).media, up);
      media.press(answer.sdp, 5);
      assert.deepEqual(await ana.event('media/session/info', 5000, session_id), { info: 'dtmf', digit: '5' });
      await destroyed(ana, session_id);
    } finally {
      media.close();
    }
  },
};
