// A plain RTP peer that speaks a tone in G.711 (PCMU) and hears what comes.

import { createSocket } from 'node:dgram';
import { analyse } from './audio.mjs';
import { until } from './wait.mjs';

const RATE = 8000;
const FRAME = 160;
const WINDOW = 4096;
const BIAS = 0x84;
const SILENCE = 0xff;

/** ITU-T G.711 mu-law of a 16-bit sample. */
function encode(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32635, Math.abs(sample)) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** And back. */
function decode(byte) {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value & 0x70) >> 4)) - BIAS;
  return value & 0x80 ? -magnitude : magnitude;
}

export class RtpPhone {
  #socket = createSocket('udp4');
  #samples = [];
  #gaps = false;
  #sending;
  #sequence = 1;
  #phase = 0;

  static async open() {
    const phone = new RtpPhone();
    await new Promise((resolve) => phone.#socket.bind(0, '127.0.0.1', resolve));
    phone.#socket.on('message', (packet) => {
      if ((packet[1] & 0x7f) === 0) {
        phone.#samples.push(...packet.subarray(12).map((byte) => byte));
      }
    });
    return phone;
  }

  /** Its offer or answer. */
  get description() {
    const { port } = this.#socket.address();
    const sdp = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\n`;
    return { sdp, sdp_type: 'rtp' };
  }

  /** Its answer to an offer: the sound alone, whatever else is offered. */
  answer(sdp) {
    const more = [...sdp.matchAll(/^m=(?!audio )(\S+) \d+ (.*)$/gm)].map(([, kind, rest]) => `m=${kind} 0 ${rest.trim()}\r\n`);
    const { description } = this;
    return { ...description, sdp: description.sdp + more.join('') };
  }

  /** Speaks this tone to where the other side's description says. */
  talk(sdp, hz) {
    const port = Number(/^m=audio (\d+)/m.exec(sdp)[1]);
    const start = performance.now();
    let sent = 0;
    // A timer alone drifts, and whoever hears it takes that for a bad network.
    this.#sending = setInterval(() => {
      for (; sent * 20 <= performance.now() - start; sent++) {
        this.#send(port, hz);
      }
    }, 10);
  }

  /** Falls silent. */
  quiet() {
    clearInterval(this.#sending);
  }

  #send(port, hz) {
    const packet = Buffer.alloc(12 + FRAME);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE(FRAME * this.#sequence++, 4);
    packet.writeUInt32BE(0x4a41434b, 8);
    for (let i = 0; i < FRAME; i++) {
      packet[12 + i] = encode(Math.round(11_000 * Math.sin((2 * Math.PI * hz * this.#phase++) / RATE)));
    }
    this.#socket.send(packet, port, '127.0.0.1');
  }

  /** Listens from now on; with `gaps`, silence is where nothing comes. */
  listen({ gaps = false } = {}) {
    this.#samples = [];
    this.#gaps = gaps;
    return this;
  }

  /** The next half second. */
  async next(ms) {
    const whole = (limit) => until(limit, () => 'the RTP peer hears a whole window', () => this.#samples.length >= WINDOW);
    if (this.#gaps) {
      await whole(Math.min(ms + 500, 700)).catch(() => {}); // what is missing is the gap
      this.#samples.push(...Array(Math.max(0, WINDOW - this.#samples.length)).fill(SILENCE));
    } else {
      await whole(ms + 500);
    }
    const window = this.#samples.splice(0, WINDOW);
    return analyse(Float64Array.from(window, (byte) => decode(byte) / 32768), RATE);
  }

  close() {
    clearInterval(this.#sending);
    this.#socket.close();
  }
}
