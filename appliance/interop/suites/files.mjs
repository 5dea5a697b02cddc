// Files: played to browsers and phones, and what those say recorded; judged by ear, by colour and by
// ffmpeg. The gateway is one of its own, which is killed in the end.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ApiClient } from '../lib/api-client.mjs';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { COLORS, comesToSee } from '../lib/color.mjs';
import { Gateway } from '../lib/gateway.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { available, colorAt, decode, film, melody, pictures, probe, tone } from '../lib/media-files.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const CREATE = 'media/session/create';
const PLAYER = 'media/session/player_action';
const RECORDER = 'media/session/recorder_action';
const INVALID_URI = 100070;
const NETWORK_ERROR = 305024;
const RED = '1000';
const BLUE = '1003';

const skip = !executable ? 'no Chromium' : !available ? 'no ffmpeg' : false;
const near = (hz, wanted) => hz !== null && Math.abs(hz - wanted) < 15;

describe('files', { skip, timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-files-'));
  const records = join(folder, 'record');
  const mounted = [];
  let at;
  let page;
  let api;
  let web;
  let phone;
  const phones = [];
  let killed = false;
  const uri = (name) => pathToFileURL(join(records, name)).href;

  before(async () => {
    mkdirSync(records);
    await Promise.all([
      tone(join(records, 'tone.wav'), TONES[1002], 3),
      tone(join(records, 'tone.ogg'), TONES[1001], 60),
      film(join(records, 'film.webm'), [
        { hz: TONES[RED], color: COLORS[RED], seconds: 8 },
        { hz: TONES[BLUE], color: COLORS[BLUE], seconds: 8 },
      ]),
    ]);
    await gateway(); // builds what there is to build
    at = await Gateway.startIn(folder, 40, { JACKFIELD_MEDIA_PLAY_WEB: '127.0.0.1' });
    page = await ApiPage.open({
      origin: at.phoneUrl, url: at.demo.urls.api, user: RED, password: at.password(RED), hz: TONES[RED],
    });
    api = await ApiClient.open(at.demo.urls.api, { user: '1002', password: at.password('1002') });
    web = createServer((request, response) => {
      const known = { '/film.webm': 'film.webm', '/tone.wav': 'tone.wav' }[request.url];
      response.writeHead(known ? 200 : 404);
      response.end(known ? readFileSync(join(records, known)) : 'nothing here');
    });
    await new Promise((resolve) => web.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    phones.splice(0).forEach((one) => one.close());
    if (killed) {
      return;
    }
    for (const one of [page, api]) {
      for (const { session_id } of await one.ok('media/session/get_list')) {
        await one.request('media/session/destroy', { session_id });
      }
    }
    await page.hangup();
    api.forget();
  });

  after(async () => {
    api?.close();
    web?.close();
    await page?.close();
    if (!killed) {
      await at?.stop();
    }
    mounted.forEach((path) => execFileSync('umount', [path]));
    rmSync(folder, { recursive: true });
  });

  async function meet(data) {
    const made = await page.ok(CREATE, { wait_reply: true, ...data, offer: { sdp: await page.meet(COLORS[RED]) } });
    await page.accept(made.answer.sdp);
    return made.session_id;
  }

  /** A plain RTP session that speaks a tone. */
  async function call(data, hz = TONES[1002]) {
    phone = await RtpPhone.open();
    phones.push(phone);
    const made = await api.ok(CREATE, { wait_reply: true, ...data, offer: phone.description });
    if (hz) {
      phone.talk(made.answer.sdp, hz);
    }
    return made.session_id;
  }

  const act = (session_id, path, action, fields = {}) => page.ok(path, { session_id, action, ...fields });

  test('a browser that offers hears and sees a film, and steers it', async () => {
    const id = await meet({ type: 'play', uri: uri('film.webm'), loops: 1 });
    await comesToSee(page, 'met', RED);
    await hearsOnly(await page.listen(), TONES[RED], { windows: 2 });
    assert.equal((await page.event('media/session/status')).class !== undefined, true);
    const info = await act(id, PLAYER, 'get_info');
    assert.ok(Math.abs(info.duration - 16_000) < 150 && info.is_seekable, JSON.stringify(info));
    await act(id, PLAYER, 'set_position', { position: 9000 });
    await comesToSee(page, 'met', BLUE);
    await hearsOnly(await page.listen(), TONES[BLUE], { windows: 2 });
    await act(id, PLAYER, 'pause');
    await hearsSilence(await page.listen(), { within: 5000 });
    const { position } = await act(id, PLAYER, 'get_position');
    assert.ok(position >= 9000 && position < 16_000, `at ${position}`);
    assert.equal((await act(id, PLAYER, 'get_position')).position, position);
    await act(id, PLAYER, 'set_position', { position: 1000 });
    await act(id, PLAYER, 'resume');
    await comesToSee(page, 'met', RED);
    await hearsOnly(await page.listen(), TONES[RED], { windows: 1 });
    await act(id, PLAYER, 'set_position', { position: 15_500 });
    await until(10_000, 'the film has ended', async () => {
      const reply = await page.request(PLAYER, { session_id: id, action: 'get_position' });
      return reply.result === 'error' && reply.data.error === 'No active player';
    }, { every: 100 });
    await hearsSilence(await page.listen(), { within: 5000 });
  });

  test('a browser that is offered a film sees it over and over', async () => {
    const made = await page.ok(CREATE, { type: 'play', uri: uri('film.webm'), wait_reply: true });
    const sdp = await page.receive('film', made.offer.sdp);
    await page.ok('media/session/set_answer', { session_id: made.session_id, answer: { sdp } });
    await comesToSee(page, 'film', RED);
    await act(made.session_id, PLAYER, 'set_position', { position: 14_500 });
    await comesToSee(page, 'film', BLUE);
    await comesToSee(page, 'film', RED);
    // On a busy machine the browser's jitter buffer keeps sound for longer than pictures: what is heard first may be older.
    await until(7000, 'the beginning is heard again, alone', async () => {
      try {
        await hearsOnly(await page.hear('film'), TONES[RED], { windows: 2 });
        return true;
      } catch (error) {
        assert.ok(error instanceof assert.AssertionError, error);
        return false;
      }
    });
  });

  test('a phone hears WAV and Ogg in its codec, and the web', async () => {
    const id = await call({ type: 'play', uri: uri('tone.wav') });
    await hearsOnly(phone.listen(), TONES[1002], { within: 5000, windows: 8 });
    await api.ok('media/session/set_type', { session_id: id, type: 'play', uri: uri('tone.ogg') });
    await hearsOnly(phone.listen(), TONES[1001], { within: 5000 });
    const { type_ext } = await api.ok('media/session/get_info', { session_id: id });
    assert.deepEqual(type_ext.transcoding, { from: 'opus', to: 'PCMU' });
    const there = `http://127.0.0.1:${web.address().port}`;
    await api.ok(PLAYER, { session_id: id, action: 'start', uri: `${there}/tone.wav` });
    await hearsOnly(phone.listen(), TONES[1002], { within: 5000 });
    const play = (what) => api.refused(PLAYER, { session_id: id, action: 'start', uri: what });
    assert.equal(await play(`${there}/missing.wav`), INVALID_URI);
    assert.equal(await play('http://127.0.0.1:1/x.wav'), NETWORK_ERROR);
    // Of this machine only that address is one to fetch from; the other is not even asked.
    assert.equal(await play(`${there.replace('127.0.0.1', '127.0.0.2')}/tone.wav`), INVALID_URI);
    assert.equal(await play(uri('missing.wav')), INVALID_URI);
    assert.equal(await play(uri('../demo.json')), INVALID_URI);
    assert.equal(await play('file:///etc/passwd'), INVALID_URI);
    assert.equal(await play(pathToFileURL(fileURLToPath(import.meta.url)).href), INVALID_URI);
    // What was played goes on.
    await hearsOnly(phone.listen(), TONES[1002], { within: 5000 });
    await api.ok(PLAYER, { session_id: id, action: 'stop' });
    assert.equal((await api.ok('media/session/get_info', { session_id: id })).type, 'park');
  });

  test('a file that is none fails the session it was to make', async () => {
    const made = await api.request(CREATE, { type: 'play', uri: uri('nothing.ogg'), wait_reply: true });
    assert.equal(made.data.code, INVALID_URI);
    // The refusal may be told a moment before the session has given back what it held.
    await until(3000, 'no session is left', async () => (await api.ok('media/session/get_list')).length === 0);
  });

  const pathOf = (made) => fileURLToPath(made.uri);

  /** Waits until a recording that goes on has so many seconds: it can be played all the time. */
  const lasts = (path, seconds) =>
    until(60_000, `${path} has ${seconds} s`, async () => (await probe(path).catch(() => ({}))).seconds >= seconds, { every: 300 });

  test('a browser is recorded with its picture, and a pause is left out', async () => {
    const id = await meet({ type: 'echo' });
    await hearsOnly(await page.listen(), TONES[RED], { windows: 1 });
    const began = performance.now();
    const path = pathOf(await act(id, RECORDER, 'start'));
    await until(60_000, 'three seconds are there', async () => (await decode(path).catch(() => ({ seconds: 0 }))).seconds >= 3, { every: 300 });
    await act(id, RECORDER, 'pause');
    const paused = performance.now() - began;
    await hearsOnly(await page.listen(), TONES[RED], { windows: 6 });
    await act(id, RECORDER, 'resume');
    const resumed = performance.now() - began;
    await hearsOnly(await page.listen(), TONES[RED], { windows: 6 });
    await act(id, RECORDER, 'stop');
    const whole = (paused + performance.now() - began - resumed) / 1000;
    const { seconds, codecs, streams } = await probe(path);
    assert.deepEqual(codecs, ['opus', 'vp8']);
    assert.ok(streams.some((one) => one.width === 160 && one.height === 120), JSON.stringify(streams));
    assert.ok(Math.abs(seconds - whole) < 2, `${seconds} s in the file, ${whole} s recorded`);
    const { complaints, samples, seconds: played } = await decode(path);
    assert.equal(complaints, '');
    assert.ok(Math.abs(played - seconds) < 0.6, `${played} s played of ${seconds}`);
    const heard = melody(samples);
    assert.ok(heard.filter((hz) => near(hz, TONES[RED])).length > heard.length * 0.7, `heard ${heard}`);
    const color = await colorAt(path, 2);
    assert.ok(color.every((part, i) => Math.abs(part - COLORS[RED][i]) < 60), `sees ${color}`);
    assert.ok((await pictures(path)) > 30);
  });

  test('a phone is recorded from the beginning; each switch makes a file', async () => {
    const id = await call({ type: 'echo', record: true, session_id: 'phone-1' });
    const first = join(records, 'phone-1_p0000.wav');
    await lasts(first, 3);
    await api.ok('media/session/update_media', { session_id: id, record: false });
    await api.ok('media/session/update_media', { session_id: id, record: true });
    const second = join(records, 'phone-1_p0001.wav');
    await lasts(second, 2);
    await api.ok('media/session/destroy', { session_id: id });
    for (const path of [first, second]) {
      const { seconds, codecs } = await probe(path);
      assert.deepEqual(codecs, ['pcm_s16le']);
      const { complaints, samples, seconds: played } = await decode(path);
      assert.equal(complaints, '');
      assert.ok(Math.abs(played - seconds) < 0.1);
      const heard = melody(samples);
      assert.ok(heard.filter((hz) => near(hz, TONES[1002])).length > heard.length * 0.7, `heard ${heard}`);
    }
  });

  test('Ogg on demand, heard again by playing the recording', async () => {
    const id = await call({ type: 'park' });
    const made = await api.ok(RECORDER, { session_id: id, action: 'start', uri: uri('sub/mine.ogg') });
    assert.equal(made.uri, uri('sub/mine.ogg'));
    await lasts(pathOf(made), 3);
    await api.ok(RECORDER, { session_id: id, action: 'stop' });
    assert.deepEqual((await probe(pathOf(made))).codecs, ['opus']);
    assert.equal((await decode(pathOf(made))).complaints, '');
    await api.ok(PLAYER, { session_id: id, action: 'start', uri: made.uri });
    await hearsOnly(phone.listen(), TONES[1002], { within: 5000 });
  });

  /** A small disk, or one that takes nothing. */
  function mount(name, options) {
    const path = join(records, name);
    mkdirSync(path);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    } catch {
      return false;
    }
    mounted.push(path);
    return true;
  }

  test('a full disk and one that takes nothing end the recording, not the call', async (t) => {
    if (!mount('small', 'size=64k') || !mount('fixed', 'ro')) {
      t.skip('no right to mount');
      return;
    }
    const id = await call({ type: 'echo' });
    const refused = (where) => api.refusal(RECORDER, { session_id: id, action: 'start', uri: uri(where) });
    assert.match(await refused('fixed/a.wav'), /^Invalid Uri: Read-only file system/);
    const { uri: where } = await api.ok(RECORDER, { session_id: id, action: 'start', uri: uri('small/a.wav') });
    await until(30_000, 'the disk is full', async () => {
      const stopped = api.events.find(({ type, body }) => type === 'status' && body.class === 'recorder' && body.status === 'stopped');
      return stopped && /No space left/.test(stopped.body.reason);
    }, { every: 100 });
    assert.equal((await api.refusal(RECORDER, { session_id: id, action: 'stop' })), 'No active recorder');
    const { seconds } = await decode(fileURLToPath(where));
    assert.ok(seconds >= 2, `${seconds} s fitted`);
    await hearsOnly(phone.listen(), TONES[1002], { within: 5000 });
  });

  test('what a killed gateway has recorded can be played', async () => {
    const video = await meet({ type: 'echo' });
    await call({ type: 'echo', record: true, session_id: 'phone-2' });
    const mute = await call({ type: 'park' }, 0);
    const files = [
      pathOf(await act(video, RECORDER, 'start')),
      join(records, 'phone-2_p0000.wav'),
      pathOf(await api.ok(RECORDER, { session_id: mute, action: 'start', uri: uri('silent.ogg') })),
    ];
    const began = performance.now();
    await until(60_000, 'four seconds of each', async () => {
      const all = await Promise.all(files.map((path) => decode(path).catch(() => ({ seconds: 0 }))));
      return all.every(({ seconds }) => seconds >= 4);
    }, { every: 300 });
    const recorded = (performance.now() - began) / 1000;
    killed = true;
    await at.kill();
    for (const path of files) {
      const { samples, seconds } = await decode(path);
      assert.ok(seconds >= recorded - 4.5, `${path}: ${seconds} s of ${recorded} are left`);
      const heard = melody(samples);
      const wanted = { webm: TONES[RED], wav: TONES[1002] }[path.split('.').pop()];
      if (wanted) {
        assert.ok(heard.filter((hz) => near(hz, wanted)).length > heard.length * 0.6, `${path}: ${heard}`);
      }
    }
    const color = await colorAt(files[0], 2);
    assert.ok(color.every((part, i) => Math.abs(part - COLORS[RED][i]) < 60), `sees ${color}`);
  });
});
