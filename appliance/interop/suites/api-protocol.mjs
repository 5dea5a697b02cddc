// The External API without a browser: logins, envelopes, sessions and calls on plain RTP.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { RtpSocket } from '../lib/rtp-socket.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

describe('the External API, message by message', { timeout: 600_000 }, () => {
  let at;
  let url;
  const open = [];

  before(async () => {
    at = await gateway();
    url = at.demo.urls.api;
  });

  after(() => open.forEach((one) => one.close()));

  async function client(user) {
    const one = await ApiClient.open(url, user ? { user, password: at.password(user) } : {});
    open.push(one);
    return one;
  }

  async function rtp(ssrc) {
    const one = await RtpSocket.open(ssrc);
    open.push(one);
    return one;
  }

  test('nothing is done before the login; a wrong password costs time and a second try is welcome', async () => {
    const one = await client();
    assert.equal(await one.refused('media/session/create', { type: 'echo' }), 100031);
    const began = performance.now();
    assert.equal(await one.refused('core/user/login', { user: '1000', password: 'wrong' }), 100030);
    assert.ok(performance.now() - began >= 100, 'the refusal is held back');
    const { session_id } = await one.ok('core/user/login', { user: '1000', password: at.password('1000') });
    assert.ok(session_id);
    assert.equal(one.acks, 2, 'logins are acked at once');
    assert.equal(await one.refused('core/user/login', { user: '1000', password: 'x' }), 100032);
  });

  test('the administrator logs in and sees all sessions, a user its own', async () => {
    const one = await client('1000');
    const { session_id } = await one.ok('media/session/create', { type: 'p2p' });
    const { user, password } = at.demo.admin;
    const admin = await ApiClient.open(url, { user, password });
    open.push(admin);
    const two = await client('1001');
    assert.ok((await admin.ok('media/session/get_list')).some((each) => each.session_id === session_id));
    assert.deepEqual(await two.ok('media/session/get_list'), []);
    assert.equal(await two.refused('media/session/get_info', { session_id }), 100030);
    await admin.ok('media/session/destroy', { session_id, reason: 'tidy' });
    assert.equal((await one.event('media/session/destroyed')).reason, 'tidy');
  });

  test('an echo session on plain RTP gives back what is sent', async () => {
    const one = await client('1000');
    const media = await rtp(11);
    const { session_id, answer } = await one.ok('media/session/create', {
      type: 'echo',
      wait_reply: true,
      offer: media.description,
    });
    assert.equal(answer.sdp_type, 'rtp');
    await media.reaches(media, answer.sdp, 0x55);
    await one.ok('media/session/set_type', { session_id, type: 'park' });
    await one.event('media/session/type');
    await one.ok('media/session/destroy', { session_id });
    await one.event('media/session/destroyed');
  });

  test('a call through the engine carries each side to the other, and ends once for both', async () => {
    const [one, two] = await Promise.all([client('1000'), client('1001')]);
    const [here, there] = await Promise.all([rtp(21), rtp(22)]);
    const { call_id } = await one.ok('media/call/create', {
      callee: two.session,
      type: 'session',
      backend: 'embedded',
      sdp_type: 'rtp',
      offer: here.description,
      caller: { name: 'Ana' },
    });
    const invite = await two.invite();
    assert.deepEqual(invite.caller, { name: 'Ana' });
    await two.ok('media/call/ringing', { call_id });
    await one.event('media/call/ringing');
    await two.ok('media/call/accepted', { call_id, answer: there.description });
    const { answer } = await one.event('media/call/answer');
    await here.reaches(there, answer.sdp, 0x31);
    await there.reaches(here, invite.offer.sdp, 0x32);
    await two.ok('media/call/hangup', { call_id });
    for (const each of [one, two]) {
      assert.equal((await each.event('media/call/hangup')).code, 305011);
      assert.ok(!each.events.some((event) => event.type === 'hangup'), 'one hangup each');
    }
    assert.equal(await one.refused('media/call/get_info', { call_id }), 305002);
  });

  test('a client that loses its connection comes back to its call, whose media has gone on', async () => {
    const login = { user: '1001', password: at.password('1001'), session_id: 'lost-and-found' };
    const one = await client('1000');
    const two = await ApiClient.open(url, login);
    open.push(two);
    const [here, there] = await Promise.all([rtp(41), rtp(42)]);
    const { call_id } = await one.ok('media/call/create', {
      callee: two.session, type: 'session', backend: 'embedded', sdp_type: 'rtp', offer: here.description,
    });
    const invite = await two.invite();
    await two.ok('media/call/accepted', { call_id, answer: there.description });
    const { answer } = await one.event('media/call/answer');
    await here.reaches(there, answer.sdp, 0x41);
    two.carrier.destroy();
    await here.reaches(there, answer.sdp, 0x42);
    await there.reaches(here, invite.offer.sdp, 0x43);
    let again;
    await until(5000, 'the id is free again', async () => {
      again = await ApiClient.open(url);
      open.push(again);
      const { result, data } = await again.request('core/user/login', login);
      return result === 'ok' && data;
    }, { every: 300 }).then(({ calls }) => assert.deepEqual(calls, [call_id]));
    await there.reaches(here, invite.offer.sdp, 0x44);
    await one.ok('media/call/hold', { call_id });
    assert.deepEqual(await again.event('media/call/hold'), { by: 'caller' });
    await again.ok('media/call/hangup', { call_id });
    for (const each of [one, again]) {
      assert.equal((await each.event('media/call/hangup')).code, 305011);
    }
  });

  test('a caller that vanishes leaves nothing ringing', async () => {
    const [one, two] = await Promise.all([client('1000'), client('1001')]);
    const { call_id } = await one.ok('media/call/create', {
      callee: two.session,
      type: 'session',
      offer: (await rtp(31)).description,
    });
    await two.invite();
    one.close();
    await two.event('media/call/hangup');
    assert.equal(await two.refused('media/call/accepted', { call_id, answer: { sdp: 'v=0' } }), 305002);
  });
});
