// baresip as a SIP phone: a generated configuration, control over its ctrl_tcp module, a WAV file as
// microphone, and what it hears read from the WAV file its sndfile module writes.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyse, writeTone } from './audio.mjs';
import * as children from './children.mjs';
import { heardInOrder } from './dtmf.mjs';
import { Mailbox, until, within } from './wait.mjs';

const MODULE_PATHS = [
  '/usr/lib/baresip/modules',
  '/usr/lib/x86_64-linux-gnu/baresip/modules',
  '/usr/lib/aarch64-linux-gnu/baresip/modules',
];
const modulePath = MODULE_PATHS.find(existsSync);

/** Whether this machine has baresip. */
export const available = existsSync('/usr/bin/baresip') && modulePath !== undefined;

const CODECS = { PCMU: 'g711', PCMA: 'g711', G722: 'g722', opus: 'opus', GSM: 'gsm' };
const WINDOW = 4096;

export class Baresip {
  events = new Mailbox();
  #process;
  #socket;
  #directory;
  #replies = new Map();
  #token = 0;
  #output = '';

  /**
   * Starts a phone.
   *
   * @param {object} options
   * @param {string} options.user
   * @param {string} [options.password]
   * @param {string} [options.registrar] `host:port` to register with; none: direct calls only
   * @param {string} [options.domain]
   * @param {string} [options.transport] udp or tcp
   * @param {number} options.hz the tone it sends
   * @param {string[]} [options.codecs]
   */
  static async start(options) {
    const phone = new Baresip();
    try {
      await phone.#start(options);
      return phone;
    } catch (error) {
      const output = phone.#output;
      await phone.stop();
      throw new Error(`baresip ${options.user}: ${error.message}\n${output}`);
    }
  }

  async #start({ user, password, registrar, domain = 'jackfield', transport = 'udp', hz, codecs = ['PCMU', 'PCMA'], sipPort = 0 }) {
    this.#directory = await mkdtemp(join(tmpdir(), `jackfield-baresip-${user}-`));
    const control = await freeTcpPort();
    const tone = await writeTone(join(this.#directory, 'tone.wav'), { hz, seconds: 120, rate: 8000 });
    this.sounds = join(this.#directory, 'sounds');
    await mkdir(this.sounds);
    const modules = [...new Set(codecs.map((codec) => CODECS[codec]))].map((name) => `module ${name}.so`);
    await writeFile(
      join(this.#directory, 'config'),
      [
        'poll_method epoll',
        `sip_listen 127.0.0.1:${sipPort}`,
        'net_interface 127.0.0.1',
        'call_local_timeout 120',
        'call_max_calls 4',
        `audio_source aufile,${tone}`,
        'audio_player aubridge,heard',
        'audio_alert aubridge,alert',
        'ausrc_srate 8000',
        'ausrc_channels 1',
        'auplay_channels 1',
        'rtp_tos 0',
        'rtcp_mux no',
        'jitter_buffer_delay 1-5',
        `module_path ${modulePath}`,
        ...modules,
        'module sndfile.so',
        'module aufile.so',
        'module aubridge.so',
        'module_tmp account.so',
        'module_app menu.so',
        'module_app ctrl_tcp.so',
        `ctrl_tcp_listen 127.0.0.1:${control}`,
        `snd_path ${this.sounds}`,
        'ringback_disabled yes',
        'opus_stereo no',
        'opus_sprop_stereo no',
        '',
      ].join('\n'),
    );
    const parameters = [
      `auth_user=${user}`,
      `auth_pass=${password ?? 'unused'}`,
      registrar ? `outbound="sip:${registrar};transport=${transport}"` : '',
      `regint=${registrar ? 60 : 0}`,
      'answermode=manual',
      `audio_codecs=${codecs.join(',')}`,
    ].filter(Boolean);
    const account = `<sip:${user}@${domain};transport=${transport}>;${parameters.join(';')}`;
    await writeFile(join(this.#directory, 'accounts'), '# made over the control port\n');
    await writeFile(join(this.#directory, 'contacts'), '');

    this.#process = children.start('/usr/bin/baresip', ['-f', this.#directory], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (data) => (this.#output = (this.#output + data).slice(-8000)));
    }
    this.#process.on('exit', (code) => this.events.put({ class: 'exit', type: 'EXITED', code }));
    this.#socket = await until(5000, 'its control port', () => this.#connect(control));
    this.#read();
    // Made only now, so that we see its registration's outcome.
    await this.command('uanew', account);
    if (registrar) {
      const result = await this.events.take(5000, 'registration', (event) => /^REGISTER_(OK|FAIL)$|^EXITED$/.test(event.type));
      this.registration = result;
      if (result.type === 'EXITED') {
        throw new Error('it ended');
      }
    }
  }

  get output() {
    return this.#output;
  }

  async #connect(port) {
    if (this.#process.exitCode !== null) {
      throw new Error(`it ended with ${this.#process.exitCode}`);
    }
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
      socket.once('error', () => resolve(null)); // not listening yet
    });
  }

  // Netstrings (`12:{"event":true},`) of JSON.
  #read() {
    let buffer = Buffer.alloc(0);
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      for (;;) {
        const colon = buffer.indexOf(':');
        const length = Number(buffer.subarray(0, colon));
        if (colon < 0 || buffer.length < colon + length + 2) {
          return;
        }
        const text = buffer.subarray(colon + 1, colon + 1 + length).toString();
        buffer = buffer.subarray(colon + length + 2);
        const message = JSON.parse(text);
        if (message.response) {
          this.#replies.get(message.token)?.(message);
        } else {
          this.events.put(message);
        }
      }
    });
  }

  async command(command, params) {
    const token = String(++this.#token);
    const text = JSON.stringify({ command, ...(params !== undefined && { params }), token });
    const reply = new Promise((resolve) => this.#replies.set(token, resolve));
    this.#socket.write(`${Buffer.byteLength(text)}:${text},`);
    const { ok, data } = await within(5000, `baresip's reply to ${command}`, reply);
    this.#replies.delete(token);
    if (!ok) {
      throw new Error(`baresip ${command}: ${data}`);
    }
    return data;
  }

  #event(type, ms) {
    return this.events.take(ms, `baresip ${type}`, (event) => event.type === type);
  }

  dial(uri) {
    return this.command('dial', uri);
  }

  incoming(ms = 5000) {
    return this.#event('CALL_INCOMING', ms);
  }

  ringing(ms = 5000) {
    return this.#event('CALL_RINGING', ms);
  }

  established(ms = 5000) {
    return this.#event('CALL_ESTABLISHED', ms);
  }

  closed(ms = 5000) {
    return this.#event('CALL_CLOSED', ms);
  }

  answer() {
    return this.command('accept');
  }

  hangup() {
    return this.command('hangup');
  }

  /** Sends these keys, one event each. */
  async sendKeys(keys) {
    for (const key of keys) {
      await this.command('sndcode', key);
    }
  }

  /** The next key heard as an RFC 4733 event. */
  async key(ms = 3000) {
    const { param } = await this.events.take(ms, 'baresip hears a key', (event) => event.type === 'CALL_DTMF_START');
    return param;
  }

  /** The keys heard, when so many of these were heard in their order or none comes for some time. */
  async keys(keys, atLeast, ms) {
    let heard = '';
    while (heardInOrder(heard, keys) < atLeast) {
      const key = await this.key(ms).catch(() => '');
      if (!key) {
        break;
      }
      heard += key;
    }
    return heard;
  }

  /** Listens to the call that was just set up. */
  async listen(ms = 2000) {
    const file = await until(ms, 'baresip decodes sound', () => this.#newestSound());
    return new FileListener(file, () => this.#newestSound());
  }

  async #newestSound() {
    const names = (await readdir(this.sounds)).filter((name) => name.endsWith('-dec.wav'));
    const files = await Promise.all(
      names.map(async (name) => ({ name, time: (await stat(join(this.sounds, name))).mtimeMs })),
    );
    files.sort((a, b) => b.time - a.time);
    return files.length ? join(this.sounds, files[0].name) : null;
  }

  /** Ends and forgets what earlier calls left. */
  async forget() {
    await this.command('hangup').catch(() => {}); // there is no call, as a rule
    this.events.clear();
    for (const name of await readdir(this.sounds)) {
      await rm(join(this.sounds, name), { force: true });
    }
  }

  async stop() {
    this.#socket?.destroy();
    if (this.#process) {
      await children.stop(this.#process, 3000); // it unregisters first
    }
    if (this.#directory) {
      await rm(this.#directory, { recursive: true, force: true });
    }
  }
}

// Reads the sound as it is written: half a second after the other, none twice. A call that is negotiated
// anew goes on in a new file.
class FileListener {
  #path;
  #newest;
  #offset = 44;

  constructor(path, newest) {
    this.#path = path;
    this.#newest = newest;
  }

  async next(ms) {
    let window = null;
    await until(ms, 'baresip hears 0.5 s more', async () => {
      const path = (await this.#newest()) ?? this.#path;
      if (path !== this.#path) {
        this.#path = path;
        this.#offset = 44;
      }
      window = await this.#read();
      return window !== null;
    });
    return window;
  }

  /** The next half second, or null if it is not all there. */
  async #read() {
    const file = await open(this.#path);
    try {
      const header = Buffer.alloc(44);
      await file.read(header, 0, 44, 0);
      const rate = header.readUInt32LE(24);
      const width = header.readUInt16LE(34) / 8;
      const channels = header.readUInt16LE(22);
      // 4096 samples at 8 kHz are 0.5 s, and so many more at higher rates
      const size = WINDOW * Math.max(1, 2 ** Math.ceil(Math.log2(rate / 16000)));
      const bytes = size * width * channels;
      if (!(rate > 0) || (await file.stat()).size < this.#offset + bytes) {
        return null;
      }
      const data = Buffer.alloc(bytes);
      await file.read(data, 0, bytes, this.#offset);
      this.#offset += bytes;
      const samples = Float32Array.from({ length: size }, (_, i) =>
        width === 4 ? data.readFloatLE(i * 4 * channels) : data.readInt16LE(i * 2 * channels) / 32768,
      );
      return analyse(samples, rate);
    } finally {
      await file.close();
    }
  }
}

function freeTcpPort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
