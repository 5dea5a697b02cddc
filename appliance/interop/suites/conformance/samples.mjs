// Messages as older clients write them, in strict JSON: each older spelling in its place, with the
// fields such a client gives.

import assert from 'node:assert/strict';
import { OFFER } from './descriptions.mjs';

const SDP = JSON.stringify(OFFER.sdp);

let number = 0;

/** Sends a sample with a tid of its own; the reply must be ok. */
async function says(client, sample) {
  const text = sample.replace('TID', `"sample-${++number}"`);
  const reply = await client.said(text);
  assert.equal(reply.result, 'ok', `${text} ${JSON.stringify(reply)}`);
  return reply.data;
}

async function ended(client, session_id) {
  assert.equal(await says(client, `{"class":"media","subclass":"session","cmd":"stop","data":{"session_id":"${session_id}","code":16,"reason":"done"},"tid":TID}`), undefined);
  const { code, reason } = await client.event('media/session/destroyed', 3000, session_id);
  assert.deepEqual([code, reason], [16, 'done']);
}

export const cases = {
  async 'samples: logins'(w) {
    const { service } = w;
    const one = await w.anonymous();
    await says(one, `{"class":"nkmedia","cmd":"login","data":{"service":"${service.name}","password":"${service.password(service.admin)}"},"tid":TID}`);
    assert.equal((await w.boss.ok('core/user/list'))[service.admin].length >= 2, true, 'the administrator of that service');
    one.close();
    const two = await w.anonymous();
    assert.ok((await says(two, `{"class":"core","cmd":"login","data":{"user":"ana","pass":"${service.password('ana')}"},"tid":TID}`)).session_id);
    two.close();
  },

  async 'samples: a blank session'({ ana }) {
    const { session_id } = await says(ana, '{"class":"nkmedia","cmd":"create_session","data":{"wait_timeout":30},"tid":TID}');
    await says(ana, `{"class":"nkmedia","cmd":"session_offer","data":{"session_id":"${session_id}","op":"sdp","offer":{"sdp":${SDP},"sdp_type":"sip","type":"offer"}},"tid":TID}`);
    await says(ana, `{"class":"nkmedia","cmd":"session_answer","data":{"session_id":"${session_id}","op":"sdp","answer":{"sdp":${SDP},"sdp_type":"sip","type":"answer"}},"tid":TID}`);
    const { offer, state, wait_timeout } = await ana.ok('media/session/get_info', { session_id });
    assert.deepEqual([offer.sdp_type, state, wait_timeout], ['rtp', 'ready', 30]);
    await says(ana, `{"class":"nkmedia","cmd":"stop_session","data":{"session_id":"${session_id}","error":"enough"},"tid":TID}`);
    assert.equal((await ana.event('media/session/destroyed', 3000, session_id)).reason, 'enough');
  },

  async 'samples: sessions that reply with what was made'({ ana }) {
    const echo = await says(ana, `{"class":"media","subclass":"session","cmd":"start","data":{"type":"echo","offer":{"sdp":${SDP},"sdp_type":"rtp"}},"tid":TID}`);
    assert.ok(echo.answer.sdp.startsWith('v=0'));
    const of = `"session_id":"${echo.session_id}"`;
    assert.equal(await says(ana, `{"class":"media","subclass":"session","cmd":"update","data":{"type":"media",${of},"record":false,"use_audio":false,"bitrate":100000},"tid":TID}`), undefined);
    await says(ana, `{"class":"media","cmd":"update_session","data":{${of},"use_video":false},"tid":TID}`);
    const info = await ana.ok('media/session/get_info', echo);
    assert.deepEqual([info.mute_audio, info.mute_video, info.bitrate], [true, true, 100_000]);
    await ended(ana, echo.session_id);
    const { session_id, offer } = await says(ana, `{"class":"media","cmd":"start_session","data":{"type":"proxy","offer":{"sdp":${SDP},"sdp_type":"rtp"},"sdp_type":"rtp","use_video":false},"tid":TID}`);
    assert.ok(offer.sdp.startsWith('v=0'));
    const { answer } = await says(ana, `{"class":"media","cmd":"answer_session","data":{"session_id":"${session_id}","answer":{"sdp":${SDP},"sdp_type":"rtp"}},"tid":TID}`);
    assert.ok(answer.sdp.startsWith('v=0'));
    await says(ana, `{"class":"media","cmd":"stop_session","data":{"session_id":"${session_id}"},"tid":TID}`);
  },

  async 'samples: rooms and bridges'({ ana }) {
    const start = (fields) => says(ana, `{"class":"media","subclass":"session","cmd":"create","data":{${fields},"wait_reply":true},"tid":TID}`);
    const offer = `"offer":{"sdp":${SDP},"sdp_type":"rtp"}`;
    const publisher = await start(`"type":"publish",${offer}`);
    assert.equal(publisher.room, publisher.room_id);
    const listener = await start(`"type":"listen","publisher":"${publisher.session_id}","room":"${publisher.room}",${offer}`);
    assert.ok(listener.answer.sdp);
    const parked = await says(ana, `{"class":"media","subclass":"session","cmd":"start","data":{"type":"park",${offer},"wait_reply":true},"tid":TID}`);
    const bridge = await start(`"type":"bridge","peer_id":"${parked.session_id}","master_id":"${parked.session_id}",${offer}`);
    assert.ok(bridge.answer.sdp);
    await says(ana, `{"class":"media","subclass":"session","cmd":"update_media","data":{"session_id":"${bridge.session_id}","mute_audio":true,"bitrate":100000},"tid":TID}`);
    await says(ana, `{"class":"media","subclass":"session","cmd":"update","data":{"session_id":"${listener.session_id}","type":"listen_switch","publisher_id":"${publisher.session_id}"},"tid":TID}`);
    await says(ana, `{"class":"media","subclass":"session","cmd":"set_type","data":{"session_id":"${publisher.session_id}","type":"park"},"tid":TID}`);
    for (const one of [publisher, parked]) {
      await ended(ana, one.session_id);
    }
  },

  async 'samples: a call'({ ana, bo }) {
    const ring = async () => {
      const { session_id } = await ana.ok('media/session/create', { type: 'p2p', offer: OFFER });
      const { call_id } = await says(
        ana,
        `{"class":"media","subclass":"call","cmd":"start","data":{"type":"user","session_id":"${session_id}","offer":{"sdp":${SDP},"sdp_type":"sip","caller_name":"Ana A","caller_id":"ana@here"},"user":"bo","ring_time":9},"tid":TID}`,
      );
      const { offer, user, type } = await bo.invite();
      assert.deepEqual([offer.caller_name, offer.caller_id, user, type], ['Ana A', 'ana@here', 'bo', 'user']);
      return call_id;
    };
    const event = (call_id, type, body = '') => says(bo, `{"class":"core","cmd":"event","data":{"class":"media","subclass":"call","type":"${type}","obj_id":"${call_id}"${body && `,"body":${body}`}},"tid":TID}`);
    const first = await ring();
    assert.equal(await event(first, 'ringing'), undefined);
    await ana.event('media/call/ringing', 3000, first);
    await event(first, 'accepted', `{"answer":{"sdp":${SDP},"sdp_type":"sip"}}`);
    await ana.event('media/call/accepted', 3000, first);
    await says(ana, `{"class":"media","subclass":"call","cmd":"hangup","data":{"call_id":"${first}","code":0,"error":"that was all"},"tid":TID}`);
    const { code, reason, error } = await bo.event('media/call/hangup', 3000, first);
    assert.deepEqual([code, reason, error], [0, 'that was all', 'that was all']);
    const second = await ring();
    await event(second, 'rejected', '{"code":17,"error":"not now"}');
    assert.equal((await ana.event('media/call/hangup', 3000, second)).error, 'not now');
  },

  async 'samples: subscriptions and callbacks'(w) {
    const { boss, service } = w;
    await says(boss, '{"class":"core","cmd":"subscribe","data":{"class":"mine","obj":"thing","obj_id":"*","type":"*"},"tid":TID}');
    await says(boss, '{"class":"core","cmd":"send_event","data":{"class":"mine","obj":"thing","type":"moved","obj_id":"t1","body":{"to":"here"}},"tid":TID}');
    await boss.event('mine/thing/moved', 3000, 't1');
    const list = await says(boss, '{"class":"core","cmd":"get_subscriptions","tid":TID}');
    assert.deepEqual([list.at(-1).subclass, 'obj' in list.at(-1)], ['thing', false]);
    await says(boss, '{"class":"core","cmd":"unsubscribe","data":{"class":"mine","obj":"thing","obj_id":"*","type":"*"},"tid":TID}');
    await says(boss, `{"class":"core","cmd":"register_callback","data":{"class":"${service.name}","callback":"api_server_login"},"tid":TID}`);
    boss.answer = ({ cmd }) => ({ result: 'ok', ...(cmd === 'api_server_login' && { data: { authorized: 'false', reason: 'no such PIN' } }) });
    const one = await w.anonymous();
    assert.equal(await one.refusal('core/user/login', { user: 'guest', password: '1' }), 'no such PIN');
    one.close();
    boss.answer = () => ({ result: 'ok' });
    await says(boss, `{"class":"core","cmd":"unregister_callback","data":{"class":"${service.name}","callback":"login"},"tid":TID}`);
  },
};
