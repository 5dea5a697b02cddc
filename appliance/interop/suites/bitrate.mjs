// A browser keeps to the bitrate it is given, and goes up again when the limit is lifted.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { gateway } from '../lib/world.mjs';
import { until } from '../lib/wait.mjs';

const CREATE = 'media/session/create';

describe('bitrate', { skip: executable ? false : 'no Chromium', timeout: 300_000 }, () => {
  let page;
  let session_id;

  before(async () => {
    const at = await gateway();
    page = await ApiPage.open({
      origin: at.phoneUrl, url: at.demo.urls.api, user: '1000', password: at.password('1000'), hz: TONES[1000],
    });
  });

  after(() => page?.close());

  /** Waits until all that is sent in two seconds fits; kbit/s. */
  function sends(what, fits) {
    let last;
    return until(60_000, () => `${what}; last: ${last} kbit/s`, async () => {
      last = await page.rate(2000);
      return fits(last) && last;
    });
  }

  test('a session with a limit stays below it', async () => {
    const made = await page.ok(CREATE, {
      type: 'publish', bitrate: 200, wait_reply: true, offer: { sdp: await page.publish('noise') },
    });
    await page.accept(made.answer.sdp);
    session_id = made.session_id;
    await sends('video comes', (kbps) => kbps > 60);
    for (let i = 0; i < 3; i++) {
      const kbps = await page.rate(2000);
      assert.ok(kbps < 260, `${kbps} kbit/s with a limit of 200`);
    }
  });

  test('a lifted limit lets it rise, a new one brings it down, a higher one up', async () => {
    await page.ok('media/session/update_media', { session_id, bitrate: 0 });
    await sends('it rises', (kbps) => kbps > 450);
    await page.ok('media/session/update_media', { session_id, bitrate: 150 });
    await sends('it falls', (kbps) => kbps < 180);
    await page.ok('media/session/update_media', { session_id, bitrate: 400 });
    const kbps = await sends('it rises again', (rate) => rate > 280);
    assert.ok(kbps < 480, `${kbps} kbit/s with a limit of 400`);
    const info = await page.ok('media/session/get_info', { session_id });
    assert.equal(info.bitrate, 400);
  });

  test('the room limits its publishers', async () => {
    await page.ok('media/session/destroy', { session_id });
    await page.hangup();
    const made = await page.ok(CREATE, {
      type: 'publish', room_bitrate: 180, wait_reply: true, offer: { sdp: await page.publish('noise') },
    });
    await page.accept(made.answer.sdp);
    await sends('video comes', (kbps) => kbps > 60);
    const kbps = await page.rate(3000);
    assert.ok(kbps < 240, `${kbps} kbit/s in a room of 180`);
    await page.ok('media/session/destroy', { session_id: made.session_id });
    await page.hangup();
  });
});
