// A conference of eight: browsers, SIP phones and plain RTP sessions of the API, each with a tone of
// its own. Everyone hears all others and not itself; who watches sees the loudest.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { COLORS, comesToSee } from '../lib/color.mjs';
import { hearsAll } from '../lib/hearing.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';
import { SipClient } from '../lib/sip-client.mjs';
import { baresipOf, gateway } from '../lib/world.mjs';

const CREATE = 'media/session/create';
const ROOM = '3000';
// Those of plain RTP members: far from the users' and from what these have in common.
const MORE = [790, 1480, 2270, 2740, 3130];

/** Forgets what a listener has heard so far. */
const fresh = (listener) => listener.skip?.() ?? listener.listen?.();

const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;

describe('a conference', { skip, timeout: 600_000 }, () => {
  const members = []; // {hz, listener}
  const closers = [];
  const pages = {};
  const sessions = {};
  let api;
  let sip;
  let admin;

  before(async () => {
    const at = await gateway();
    for (const user of ['1000', '1003']) {
      pages[user] = await ApiPage.open({
        origin: at.phoneUrl, url: at.demo.urls.api, user, password: at.password(user), hz: TONES[user],
      });
      closers.push(() => pages[user].close());
    }
    api = await ApiClient.open(at.demo.urls.api, { user: '1002', password: at.password('1002') });
    closers.push(() => api.close());
    admin = await ApiClient.open(at.demo.urls.api, at.demo.admin);
    closers.push(() => admin.close());
    sip = await SipClient.open(at.demo.sip);
    closers.push(() => sip.close());
  });

  after(() => Promise.all(closers.map((close) => close())));

  async function rtpPhone() {
    const phone = await RtpPhone.open();
    closers.push(() => phone.close());
    return phone;
  }

  const info = () => api.ok('media/room/get_info', { room_id: ROOM });

  test('two browsers join over the API and make the room', async () => {
    for (const [user, page] of Object.entries(pages)) {
      const made = await page.ok(CREATE, {
        type: 'mcu', room_id: ROOM, wait_reply: true, offer: { sdp: await page.meet(COLORS[user]) },
      });
      assert.equal(made.room_id, ROOM);
      await page.accept(made.answer.sdp);
      sessions[user] = made.session_id;
      members.push({ hz: TONES[user], listener: await page.listen() });
    }
  });

  test('three plain RTP sessions of the API join, one of them answers', async () => {
    for (const hz of MORE.slice(0, 3)) {
      const phone = await rtpPhone();
      if (members.length === 2) {
        const made = await api.ok(CREATE, { type: 'mcu', room_id: ROOM, sdp_type: 'rtp', wait_reply: true });
        await api.ok('media/session/set_answer', { session_id: made.session_id, answer: phone.description });
        phone.talk(made.offer.sdp, hz);
      } else {
        const made = await api.ok(CREATE, { type: 'mcu', room_id: ROOM, wait_reply: true, offer: phone.description });
        phone.talk(made.answer.sdp, hz);
        sessions[hz] = made.session_id;
      }
      members.push({ hz, listener: phone });
    }
  });

  test('two SIP phones dial its number, a third is put into it from the echo', async () => {
    const at = await gateway();
    for (const hz of MORE.slice(3)) {
      const phone = await rtpPhone();
      const response = await sip.transact({
        method: 'INVITE', to: ROOM, user: '1002', password: at.password('1002'), body: phone.description.sdp,
      });
      assert.match(response.start, /^SIP\/2\.0 200 /);
      await sip.inDialog(response, 'ACK');
      phone.talk(response.body, hz);
      members.push({ hz, listener: phone });
    }
    const list = async () => (await admin.ok('media/session/get_list')).map((one) => one.session_id);
    const before = await list();
    const baresip = await baresipOf('1001');
    closers.push(() => baresip.stop());
    await baresip.dial('9196');
    await baresip.established();
    const [session_id] = (await list()).filter((id) => !before.includes(id));
    await admin.ok('media/session/set_type', { session_id, type: 'mcu', room_id: ROOM });
    members.push({ hz: TONES[1001], listener: await baresip.listen() });
    const { members: seats } = await info();
    assert.deepEqual(Object.values(seats).map((one) => one.role), Array(8).fill('participant'));
  });

  test('everyone hears all others and not itself', async () => {
    await Promise.all(members.map(async ({ hz, listener }) => {
      await fresh(listener);
      const others = members.map((one) => one.hz).filter((each) => each !== hz);
      return hearsAll(listener, others, [hz]);
    }));
  });

  test('who is muted is heard by nobody and hears on', async () => {
    const muted = MORE[1];
    await api.ok('media/session/update_media', { session_id: sessions[muted], mute_audio: true });
    await Promise.all(members.map(async ({ hz, listener }) => {
      await fresh(listener);
      const others = members.map((one) => one.hz).filter((each) => each !== hz && each !== muted);
      return hearsAll(listener, others, [hz, muted]);
    }));
  });

  test('who watches sees the loudest, and the loudest does not see itself', async () => {
    // The same page once more, asked by the gateway to receive.
    const page = pages[1000];
    const made = await page.ok(CREATE, { type: 'mcu', room_id: ROOM, wait_reply: true });
    const sdp = await page.receive('watching', made.offer.sdp);
    await page.ok('media/session/set_answer', { session_id: made.session_id, answer: { sdp } });
    for (const [silent, speaks] of [['1000', '1003'], ['1003', '1000'], ['1000', '1003']]) {
      await pages[silent].ok('media/session/update_media', { session_id: sessions[silent], mute_audio: true });
      await pages[speaks].ok('media/session/update_media', { session_id: sessions[speaks], mute_audio: false });
      await comesToSee(page, 'watching', speaks);
      await comesToSee(pages[speaks], 'met', silent);
      await comesToSee(pages[silent], 'met', speaks);
    }
  });

  test('a member that is chosen is seen by all others, whoever speaks', async () => {
    const layout = (value) => api.request('media/session/room_action', { room_id: ROOM, action: 'layout', layout: value });
    for (const chosen of ['1000', '1003']) {
      assert.equal((await layout(`member:${sessions[chosen]}`)).result, 'ok');
      await comesToSee(pages[1000], 'watching', chosen);
    }
    assert.equal((await layout('member:nobody')).data.code, 100046);
    assert.equal((await layout('2x2')).data.code, 100046);
    assert.equal((await layout('loudest')).result, 'ok');
  });

  test('who leaves is heard no more; a destroyed room ends all its sessions', async () => {
    const gone = MORE[2];
    await api.ok('media/session/destroy', { session_id: sessions[gone] });
    const stay = members.find(({ hz }) => hz === MORE[0]);
    await fresh(stay.listener);
    await hearsAll(stay.listener, [MORE[3], MORE[4], TONES[1001]], [gone]);
    await pages[1003].clear();
    await admin.ok('media/room/destroy', { room_id: ROOM });
    const { reason } = await pages[1003].event('media/session/destroyed');
    assert.equal(reason, 'Room destroyed');
    for (let calls = 2; calls > 0; calls--) {
      await sip.reply(await sip.asked('BYE'), '200 OK');
    }
  });
});
