// A socket that speaks plain RTP (RFC 3550): enough to see whose packets arrive where.

import { createSocket } from 'node:dgram';
import { until } from './wait.mjs';

const KEYS = 101;

const portOf = (sdp) => Number(/^m=audio (\d+)/m.exec(sdp)[1]);

export class RtpSocket {
  received = [];
  #socket = createSocket('udp4');
  #sequence = 1;
  #ssrc;

  static async open(ssrc) {
    const rtp = new RtpSocket();
    rtp.#ssrc = ssrc;
    await new Promise((resolve) => rtp.#socket.bind(0, '127.0.0.1', resolve));
    rtp.#socket.on('message', (packet) => rtp.received.push(packet));
    return rtp;
  }

  /** An offer or answer of G.711 to this socket. */
  get description() {
    const sdp = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${this.port} RTP/AVP 0\r\n`;
    return { sdp, sdp_type: 'rtp' };
  }

  /** The same with keys of RFC 4733. */
  get keyed() {
    const { sdp, sdp_type } = this.description;
    return { sdp: `${sdp.replace('AVP 0', `AVP 0 ${KEYS}`)}a=rtpmap:${KEYS} telephone-event/8000\r\n`, sdp_type };
  }

  /** Sends a key: two packets while it is down, three of its end (RFC 4733, 2.5.1.4). */
  press(sdp, event) {
    const timestamp = 160 * this.#sequence;
    for (const [index, flags] of [0x0a, 0x0a, 0x8a, 0x8a, 0x8a].entries()) {
      const packet = Buffer.alloc(16);
      packet.writeUInt8(0x80, 0);
      packet.writeUInt8(KEYS | (index === 0 ? 0x80 : 0), 1);
      packet.writeUInt16BE(this.#sequence++, 2);
      packet.writeUInt32BE(timestamp, 4);
      packet.writeUInt32BE(this.#ssrc, 8);
      packet.writeUInt8(event, 12);
      packet.writeUInt8(flags, 13);
      packet.writeUInt16BE(160 * Math.min(index + 1, 3), 14);
      this.#socket.send(packet, portOf(sdp), '127.0.0.1');
    }
  }

  /** The RFC 4733 packets of this payload type that came, as `keysOf` takes them. */
  events(payloadType) {
    return this.received
      .filter((packet) => packet.length === 16 && (packet[1] & 0x7f) === payloadType)
      .map((packet) => ({
        sequence: packet.readUInt16BE(2),
        timestamp: packet.readUInt32BE(4),
        payload: [...packet.subarray(12)],
      }));
  }

  get port() {
    return this.#socket.address().port;
  }

  /** Sends one packet of 20 ms with this byte in it, as it is or sealed. */
  send(sdp, byte, seal = (packet) => packet) {
    const packet = Buffer.alloc(12 + 160, byte);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(0, 1);
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(160 * this.#sequence++, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    this.#socket.send(seal(packet), portOf(sdp), '127.0.0.1');
  }

  /** Sends until a packet with the given byte has come to a socket (itself for an echo). */
  async reaches(to, sdp, byte) {
    const came = () => {
      this.send(sdp, byte);
      return to.received.some((packet) => packet.length === 172 && packet[100] === byte);
    };
    await until(3000, () => `a packet with ${byte} arrives`, came, { every: 20 });
  }

  close() {
    this.#socket.close();
  }
}
