// Tones: making them, and judging by their spectrum what somebody hears.

import { writeFile } from 'node:fs/promises';

/** The tones of the users in the tests; not multiples of each other, and no DTMF frequencies. */
export const TONES = { 1000: 440, 1001: 1150, 1002: 620, 1003: 1930 };

/** A WAV file (PCM, 16 bit, mono) of one steady tone. */
export function toneWav({ hz, seconds, rate, level = 0.35 }) {
  const count = Math.round(seconds * rate);
  const wav = Buffer.alloc(44 + count * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + count * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; i++) {
    wav.writeInt16LE(Math.round(level * 32767 * Math.sin((2 * Math.PI * hz * i) / rate)), 44 + i * 2);
  }
  return wav;
}

export async function writeTone(path, options) {
  await writeFile(path, toneWav(options));
  return path;
}

/**
 * What is in these samples.
 *
 * @param {Float32Array | Float64Array} samples a power of two of them, full scale 1
 * @returns {{level: number, peaks: {hz: number, db: number}[]}} level: of all, in dB below full
 *     scale; peaks: the tones found, the loudest first, none more than 25 dB below it
 */
export function analyse(samples, rate) {
  const size = samples.length;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let power = 0;
  for (let i = 0; i < size; i++) {
    power += samples[i] * samples[i];
    re[i] = samples[i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  }
  fft(re, im);
  const db = Float64Array.from({ length: size / 2 }, (_, i) =>
    10 * Math.log10(re[i] * re[i] + im[i] * im[i] + 1e-20),
  );
  return { level: 10 * Math.log10(power / size + 1e-20), peaks: peaksOf(db, rate / size) };
}

/** The local maxima of a spectrum within 25 dB of the greatest. */
export function peaksOf(db, hzPerBin) {
  let top = -Infinity;
  const first = Math.ceil(60 / hzPerBin); // below 60 Hz there is only offset and hum
  for (let i = first; i < db.length; i++) {
    top = Math.max(top, db[i]);
  }
  const near = Math.max(3, Math.round(20 / hzPerBin));
  const peaks = [];
  for (let i = first; i < db.length; i++) {
    if (db[i] < top - 25) {
      continue;
    }
    let greatest = true;
    for (let j = Math.max(0, i - near); j <= Math.min(db.length - 1, i + near) && greatest; j++) {
      greatest = db[j] < db[i] || j === i || (db[j] === db[i] && j > i);
    }
    if (greatest) {
      peaks.push({ hz: Math.round(i * hzPerBin), db: Math.round(db[i] - top) });
    }
  }
  return peaks.sort((a, b) => b.db - a.db).slice(0, 8);
}

function fft(re, im) {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
  }
  for (let span = 2; span <= size; span <<= 1) {
    const angle = (-2 * Math.PI) / span;
    for (let start = 0; start < size; start += span) {
      for (let k = 0; k < span / 2; k++) {
        const cos = Math.cos(angle * k);
        const sin = Math.sin(angle * k);
        const a = start + k;
        const b = a + span / 2;
        const r = re[b] * cos - im[b] * sin;
        const m = re[b] * sin + im[b] * cos;
        re[b] = re[a] - r;
        im[b] = im[a] - m;
        re[a] += r;
        im[a] += m;
      }
    }
  }
}
