// Rooms of publishers and listeners: three who send and ten who listen; each listener hears, and in a
// browser sees, the one it chose.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { COLORS, seesOnly } from '../lib/color.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';
import { gateway } from '../lib/world.mjs';

const CREATE = 'media/session/create';
const USERS = ['1000', '1002', '1003'];

describe('rooms', { skip: executable ? false : 'no Chromium', timeout: 600_000 }, () => {
  const pages = {};
  const publishers = {};
  const phones = [];
  let api;
  let room;

  before(async () => {
    const at = await gateway();
    await Promise.all(USERS.map(async (user) => {
      pages[user] = await ApiPage.open({
        origin: at.phoneUrl, url: at.demo.urls.api, user, password: at.password(user), hz: TONES[user],
      });
    }));
    api = await ApiClient.open(at.demo.urls.api, { user: '1002', password: at.password('1002') });
  });

  after(() => {
    phones.forEach((phone) => phone.close());
    api?.close();
    return Promise.all(Object.values(pages).map((page) => page.close()));
  });

  async function publish(user) {
    const page = pages[user];
    const made = await page.ok(CREATE, {
      type: 'publish', wait_reply: true, ...(room ? { room_id: room } : {}),
      offer: { sdp: await page.publish(COLORS[user]) },
    });
    await page.accept(made.answer.sdp);
    publishers[user] = made.session_id;
    room ??= made.room_id;
  }

  async function hearAndSee(user, publisher) {
    const page = pages[user];
    const made = await page.ok(CREATE, {
      type: 'listen', publisher_id: publishers[publisher], wait_reply: true,
    });
    assert.equal(made.room_id, room);
    const name = `of${publisher}`;
    const sdp = await page.receive(name, made.offer.sdp);
    await page.ok('media/session/set_answer', { session_id: made.session_id, answer: { sdp } });
    await seesOnly(page, name, publisher);
    await hearsOnly(await page.hear(name), TONES[publisher]);
    return made.session_id;
  }

  test('the first publisher makes the room, the others join it', async () => {
    for (const user of USERS) {
      await publish(user);
    }
    const { members } = await pages[1000].ok('media/room/get_info', { room_id: room });
    assert.deepEqual(Object.values(members).map((one) => one.role), ['publisher', 'publisher', 'publisher']);
  });

  test('everyone hears and sees each of the others, and one at a time', async () => {
    const listeners = {};
    for (const user of USERS) {
      for (const other of USERS.filter((each) => each !== user)) {
        listeners[`${user} of ${other}`] = await hearAndSee(user, other);
      }
    }
    const { members } = await pages[1000].ok('media/room/get_info', { room_id: room });
    assert.equal(Object.keys(members).length, 9);
    assert.deepEqual(members[listeners['1000 of 1003']], {
      role: 'listener', user_id: '1000', peer_id: publishers[1003],
    });
    // The same session, another publisher, no new description.
    const page = pages[1000];
    await page.ok('media/session/set_type', {
      session_id: listeners['1000 of 1003'], type: 'listen', publisher_id: publishers[1002],
    });
    await hearsOnly(await page.hear('of1003'), TONES[1002], { within: 3000 });
  });

  test('four plain RTP listeners, who lack the codec, hear theirs: ten listen', async () => {
    for (const publisher of ['1000', '1002', '1002', '1000']) {
      const phone = await RtpPhone.open();
      phones.push(phone);
      await api.ok(CREATE, {
        type: 'listen', publisher_id: publishers[publisher], wait_reply: true, offer: phone.description,
      });
      await hearsOnly(phone.listen(), TONES[publisher]);
    }
    const { members } = await api.ok('media/room/get_info', { room_id: room });
    assert.equal(Object.values(members).filter((one) => one.role === 'listener').length, 10);
    // All at once, still.
    await Promise.all(phones.map((phone, i) => hearsOnly(phone.listen(), TONES[[1000, 1002, 1002, 1000][i]])));
  });

  test('a publisher that leaves takes its listeners along', async () => {
    await pages[1002].clear();
    await pages[1003].ok('media/session/destroy', { session_id: publishers[1003] });
    const { reason } = await pages[1002].event('media/session/destroyed');
    assert.equal(reason, 'Publisher stopped');
  });

  test('messages of a room', async () => {
    const { msg_id } = await pages[1000].ok('media/room/msglog_send', { room_id: room, msg: { text: 'hello' } });
    const log = await pages[1002].ok('media/room/msglog_get', { room_id: room });
    assert.deepEqual([log[0].msg_id, log[0].user_id, log[0].text], [msg_id, '1000', 'hello']);
  });

  test('when all have left, no session is left', async () => {
    for (const one of [...Object.values(pages), api]) {
      for (const { session_id } of await one.ok('media/session/get_list')) {
        await one.request('media/session/destroy', { session_id });
      }
    }
    await Promise.all(Object.values(pages).map((page) => page.hangup()));
    const { members } = await pages[1000].ok('media/room/get_info', { room_id: room });
    assert.deepEqual(members, {});
  });
});
