// The harness judges by ear; first it must hear rightly itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, toneWav } from '../lib/audio.mjs';
import { heardInOrder, keysOf } from '../lib/dtmf.mjs';
import { isOnly } from '../lib/hearing.mjs';

const samples = (wav, count) =>
  Float64Array.from({ length: count }, (_, i) => wav.readInt16LE(44 + i * 2) / 32768);
const tone = (hz, level) => samples(toneWav({ hz, seconds: 1, rate: 8000, level }), 4096);

test('a tone is found, and nothing beside it', () => {
  const heard = analyse(tone(440, 0.3), 8000);
  assert.equal(heard.peaks.length, 1);
  assert.ok(isOnly(440, heard));
  assert.ok(!isOnly(470, heard));
});

test('a second tone a tenth as loud is noticed', () => {
  const quiet = tone(1150, 0.03);
  const heard = analyse(tone(440, 0.3).map((sample, i) => sample + quiet[i]), 8000);
  assert.deepEqual(heard.peaks.map((peak) => peak.hz), [439, 1150].map((hz) => Math.round(Math.round(hz / (8000 / 4096)) * (8000 / 4096))));
  assert.ok(!isOnly(440, heard));
});

test('silence holds no tone', () => {
  const heard = analyse(new Float64Array(4096), 8000);
  assert.ok(heard.level < -100);
  assert.ok(!isOnly(440, heard));
});

test('a broken tone is not taken for a steady one', () => {
  const whole = tone(440, 0.3);
  const heard = analyse(whole.map((sample, i) => (i % 160 < 80 ? sample : 0)), 8000);
  assert.ok(!isOnly(440, heard));
});

// A key of 60 ms as RFC 4733 section 2.5.1 sends it: two packets, the last thrice.
const key = (event, sequence, timestamp) =>
  [160, 320, 480, 480, 480].map((duration, i) => ({
    sequence: (sequence + i) & 0xffff,
    timestamp,
    payload: [event, i > 1 ? 0x8a : 0x0a, duration >> 8, duration & 255],
  }));

test('keys are read from packets, whatever order and how often the network brings them', () => {
  const packets = [...key(1, 65533, 1000), ...key(1, 2, 3000), ...key(11, 7, 5000)];
  assert.equal(keysOf(packets), '11#');
  assert.equal(keysOf([packets[0], packets[2], packets[1], packets[2], ...packets.slice(3)]), '11#');
  assert.equal(keysOf(packets.filter((_, i) => i % 5 > 2)), '11#'); // a stalled sender sends the end alone
  assert.equal(keysOf(packets.slice(0, 7)), '1');
  assert.equal(keysOf([]), '');
});

test('packets that break RFC 4733 are told', () => {
  const [first, second] = [key(1, 1, 1000), key(2, 6, 3000)];
  const changed = (packet, change) => ({ ...packet, ...change });
  assert.throws(() => keysOf([...first.slice(0, 2), ...second]), /begins before event 1 has ended/);
  assert.throws(() => keysOf([...first, changed(first[0], { sequence: 9 })]), /gets shorter/);
  assert.throws(() => keysOf([...first, changed(first[4], { sequence: 9, payload: [1, 10, 1, 224] })]), /after its end/);
  assert.throws(() => keysOf([first[0], changed(second[0], { timestamp: 1000 })]), /in the time of event 1/);
  assert.throws(() => keysOf([...first, ...key(2, 6, 900)]), /back in time/);
});

test('keys heard in their order are counted, what else was heard is not', () => {
  assert.equal(heardInOrder('0123', '0123'), 4);
  assert.equal(heardInOrder('0*1124', '0123'), 3);
  assert.equal(heardInOrder('', '0123'), 0);
});
