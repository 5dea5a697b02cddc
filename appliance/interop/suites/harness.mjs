// The harness judges by ear; first it must hear rightly itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, toneWav } from '../lib/audio.mjs';
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
