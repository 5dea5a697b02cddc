// What calls see, second by second, while the addresses of a trunk die, stall, refuse and come back. The table of
// docs/trunks.md, "Drills", is what this suite prints.

import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Jackfield } from '../lib/jackfield.mjs';
import { SipMessage } from '../lib/scripted-gateway.mjs';
import { SipClient } from '../lib/sip-client.mjs';
import { freeUdpPort } from '../lib/sipp.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const HERE = '127.0.0.11';
const ADDRESSES = ['127.0.0.41', '127.0.0.42', '127.0.0.43'];
const SDP = (host) =>
  `v=0\r\no=- 1 1 IN IP4 ${host}\r\ns=-\r\nc=IN IP4 ${host}\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;

/** One address of the carrier: `up`, `stalled` (takes everything, says nothing), `503`, or `dead` (nobody there). */
class Server {
  state = 'dead';
  #socket;

  constructor(host, port) {
    this.host = host;
    this.port = port;
  }

  async become(state) {
    this.state = state;
    if (state === 'dead' && this.#socket) {
      await new Promise((resolve) => this.#socket.close(resolve));
      this.#socket = undefined;
    } else if (state !== 'dead' && !this.#socket) {
      const socket = createSocket('udp4');
      await new Promise((resolve) => socket.bind(this.port, this.host, resolve));
      socket.on('message', (data, from) => this.#answer(new SipMessage(String(data)), from));
      this.#socket = socket;
    }
  }

  #answer(request, from) {
    if (this.state === 'stalled' || !request.method || request.method === 'ACK') {
      return;
    }
    const contact = `Contact: <sip:carrier@${this.host}:${this.port}>`;
    const reply =
      this.state === '503'
        ? request.respond('503 Overloaded')
        : request.method === 'INVITE'
          ? request.respond('200 OK', [contact, 'Content-Type: application/sdp'], SDP(this.host))
          : request.respond('200 OK');
    this.#socket.send(reply, from.port, from.address);
  }
}

/** A name server that knows one name with three addresses. */
async function nameServer(name) {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.bind(0, HERE, resolve));
  socket.on('message', (query, from) => {
    const labels = [];
    let at = 12;
    for (; query[at] !== 0; at += query[at] + 1) {
      labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    }
    const known = labels.join('.').toLowerCase() === name && query.readUInt16BE(at + 1) === 1;
    const answers = known ? ADDRESSES : [];
    const head = Buffer.from(query.subarray(0, at + 5));
    head.writeUInt16BE(0x8580 | (labels.join('.').toLowerCase().endsWith(name) ? 0 : 3), 2);
    head.writeUInt16BE(answers.length, 6);
    head.writeUInt32BE(0, 8);
    const records = answers.map((address) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([head, ...records]), from.port, from.address);
  });
  return socket;
}

describe('trunk drills', { timeout: 600_000 }, () => {
  let here;
  let names;
  let servers;
  const table = [];

  before(async () => {
    await gateway();
    const port = await freeUdpPort();
    const sip = await freeUdpPort();
    names = await nameServer('carrier.test');
    servers = ADDRESSES.map((host) => new Server(host, port));
    here = await Jackfield.start({
      host: HERE,
      sip,
      base: 18_800,
      service: `
    sip_auth: none
    sip_dns: ['${HERE}:${names.address().port}']
    trunks:
      - {name: carrier, address: 'carrier.test:${port}', options_interval: 1s}
    routes:
      - {when: {number: '0(\\d+)'}, set: {number: $1}, to: trunk:carrier}`,
    });
    here.port = sip;
  });

  after(async () => {
    await here?.stop();
    await Promise.all((servers ?? []).map((server) => server.become('dead')));
    names?.close();
  });

  /** A call: what became of it, and after how long. */
  async function call() {
    const client = await SipClient.open({ host: HERE, port: here.port });
    try {
      const began = performance.now();
      const offer = SDP('127.0.0.1');
      const request = client.request({ method: 'INVITE', to: '01', user: 'x', body: offer });
      await client.send(request);
      const callId = new SipMessage(request).header('Call-ID');
      const final = await client.final(callId, 1, 40_000);
      const took = performance.now() - began;
      if (final.start.startsWith('SIP/2.0 200')) {
        await client.inDialog(final, 'ACK');
        await client.inDialog(final, 'BYE');
      }
      return { status: final.start.split(' ')[1], took };
    } finally {
      await client.close();
    }
  }

  /** A call a second, for so many seconds, while the servers are as named. */
  async function drill(what, states, seconds) {
    await Promise.all(states.map((state, i) => servers[i].become(state)));
    const calls = [];
    for (let second = 0; second < seconds; second++) {
      calls.push(call());
      await pause(1000);
    }
    const seen = await Promise.all(calls);
    table.push({ what, seen });
    return seen;
  }

  const up = () => here.figure('jackfield_sip_trunk_up{service="default",trunk="carrier"}');

  test('three addresses of which two are down: calls find the third, and soon at once', async () => {
    await servers[2].become('up');
    const seen = await drill('one dead, one stalled, one up', ['dead', 'stalled', 'up'], 20);
    assert.ok(seen.every((one) => one.status === '200'), JSON.stringify(seen));
    // Each address that is tried in vain costs 4 s.
    assert.ok(seen.at(-1).took < 4000, 'by then the others are not tried any more');
  });

  test('the last one overloaded: refused, then not even tried', async () => {
    const seen = await drill('one dead, one stalled, one 503', ['dead', 'stalled', '503'], 10);
    assert.ok(seen.every((one) => one.status === '503'), JSON.stringify(seen));
    await until(20_000, 'all are down', async () => (await up()) === 0);
  });

  test('one is back: calls go there again', async () => {
    await servers[0].become('up');
    await until(20_000, 'it is up', async () => (await up()) === 1);
    const seen = await drill('the dead one is back', ['up', 'stalled', '503'], 5);
    assert.ok(seen.every((one) => one.status === '200'), JSON.stringify(seen));
  });

  test('what calls saw, second by second', (t) => {
    for (const { what, seen } of table) {
      t.diagnostic(`| ${what} | ${seen.map((one) => `${one.status} in ${(one.took / 1000).toFixed(1)} s`).join(', ')} |`);
    }
  });
});
