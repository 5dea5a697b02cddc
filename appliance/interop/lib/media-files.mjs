// Media files: making them and looking into them with ffmpeg, which shares no line with the gateway.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { analyse } from './audio.mjs';

const run = promisify(execFile);
const RATE = 16_000;
const WINDOW = 4096;
const AUDIBLE_DB = -45;

export const available = ['ffmpeg', 'ffprobe'].every((name) => existsSync(`/usr/bin/${name}`));

const ffmpeg = (...args) => run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { encoding: 'buffer', maxBuffer: 1 << 28 });

/** Sound of one tone in a file of this name; its end says in which form. */
export async function tone(path, hz, seconds) {
  const form = path.endsWith('.wav') ? ['-ar', '16000'] : ['-c:a', 'libopus', '-ar', '48000'];
  await ffmpeg('-f', 'lavfi', '-i', `sine=frequency=${hz}:duration=${seconds}`, '-af', 'volume=8dB', '-ac', '1', ...form, path);
  return path;
}

/** A film of scenes, each with a tone and a colour; the scenes have key frames, and each second has. */
export async function film(path, scenes) {
  const inputs = [];
  const joined = [];
  scenes.forEach(({ hz, color, seconds }, i) => {
    const hex = color.map((part) => part.toString(16).padStart(2, '0')).join('');
    inputs.push('-f', 'lavfi', '-i', `sine=frequency=${hz}:duration=${seconds}:sample_rate=48000`);
    inputs.push('-f', 'lavfi', '-i', `color=c=0x${hex}:s=160x120:r=10:d=${seconds},format=yuv420p`);
    joined.push(`[${2 * i + 1}:v][${2 * i}:a]`);
  });
  await ffmpeg(...inputs, '-filter_complex', `${joined.join('')}concat=n=${scenes.length}:v=1:a=1[v][a];[a]volume=8dB[loud]`,
    '-map', '[v]', '-map', '[loud]', '-c:v', 'libvpx', '-b:v', '200k', '-g', '10', '-c:a', 'libopus', path);
  return path;
}

/** What ffprobe says: seconds, and the codecs of the streams. */
export async function probe(path) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration:stream=codec_name,width,height', '-of', 'json', path]);
  const { format = {}, streams = [] } = JSON.parse(stdout);
  return { seconds: Number(format.duration), codecs: streams.map((one) => one.codec_name).sort(), streams };
}

/** Plays a file from end to end; what the decoders complain of, and the sound as samples. */
export async function decode(path) {
  const { stdout, stderr } = await ffmpeg('-i', path, '-map', '0:a:0', '-f', 'f32le', '-ac', '1', '-ar', String(RATE), '-');
  const bytes = new Uint8Array(stdout);
  const samples = new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  return { complaints: stderr.toString().trim(), samples, seconds: samples.length / RATE };
}

/** The loudest tone in each quarter of a second of samples, null where it is silent. */
export function melody(samples) {
  const heard = [];
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
    const { level, peaks } = analyse(samples.subarray(at, at + WINDOW), RATE);
    heard.push(level > AUDIBLE_DB ? peaks[0].hz : null);
  }
  return heard;
}

/** The colour in the middle of a film at a time; complains when there is none. */
export async function colorAt(path, seconds) {
  const { stdout } = await ffmpeg('-i', path, '-ss', String(seconds), '-frames:v', '1', '-vf', 'crop=8:8', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-');
  return [...stdout.subarray(0, 3)];
}

/** How many pictures a film has. */
export async function pictures(path) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', path]);
  return Number.parseInt(stdout, 10);
}
