// SIPp places one call and streams a PCMA tone. Its SIP and RTP go through a wire tap in this process,
// which rewrites one port number in the answer, so that the tests hear what SIPp is sent back.

import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyse, toneWav } from './audio.mjs';
import * as children from './children.mjs';
import { until, within } from './wait.mjs';

/** Whether this machine has SIPp. */
export const available = existsSync('/usr/bin/sipp');

const WINDOW = 4096;
const RATE = 8000;

/**
 * One call from SIPp.
 *
 * @param {(listener: object) => Promise<T>} options.listen judges while the call is up
 * @returns {Promise<{heard: T, exitCode: number, output: string}>}
 */
export async function callWithSipp({ gateway, user, password, number, hz, listen }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-sipp-'));
  const tap = await WireTap.open(gateway);
  try {
    const sipp = await startSipp({ directory, target: `127.0.0.1:${tap.sipPort}`, user, password, number, hz, seconds: 8 });
    try {
      await within(8000, 'SIPp is answered', Promise.race([tap.answered, sipp.exited]));
      const heard = await listen(tap);
      const exitCode = await within(15_000, 'SIPp ends its call', sipp.exited);
      return { heard, exitCode, output: sipp.output() };
    } catch (error) {
      throw new Error(`${error.message}\n${sipp.output()}\n${await sipp.errors()}`);
    } finally {
      await children.stop(sipp.child, 1000);
    }
  } finally {
    await tap.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Many calls at once from SIPp, each streaming the tone for so many seconds.
 *
 * @returns {Promise<{exitCode: number, output: string}>}
 */
export async function manyCallsWithSipp({ gateway, user, password, number, hz, seconds, calls, perSecond }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-sipp-'));
  const target = `${gateway.host}:${gateway.port}`;
  const sipp = await startSipp({ directory, target, user, password, number, hz, seconds, calls, perSecond });
  try {
    const most = (seconds + calls / perSecond + 30) * 1000;
    const exitCode = await within(most, 'SIPp ends its calls', sipp.exited);
    return { exitCode, output: `${sipp.output()}\n${await sipp.errors()}` };
  } finally {
    await children.stop(sipp.child, 1000);
    await rm(directory, { recursive: true, force: true });
  }
}

async function startSipp({ directory, target, user, password, number, hz, seconds, calls = 1, perSecond = 1 }) {
  const sound = join(directory, 'tone.al');
  await writeFile(sound, alaw(toneWav({ hz, seconds: 2, rate: RATE })));
  const scenario = join(directory, 'call.xml');
  const filled = SCENARIO.replace('@SOUND@', sound).replace('@MS@', seconds * 1000);
  await writeFile(scenario, filled.replaceAll('@USER@', user));
  const port = await freeUdpPort(); // SIPp itself would try 5060 first
  const log = join(directory, 'errors.log');
  const child = children.start(
    '/usr/bin/sipp',
    [
      target,
      ...['-sf', scenario, '-s', number, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(port)],
      ...['-au', user, '-ap', password, '-m', String(calls), '-l', String(calls), '-r', String(perSecond)],
      ...['-nostdin', '-timeout', String(seconds + Math.ceil(calls / perSecond) + 20), '-timeout_error'],
      ...['-trace_err', '-error_file', log, '-recv_timeout', '10000'],
    ],
    { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (output = (output + data).slice(-4000)));
  }
  return {
    child,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    output: () => output,
    errors: async () => (existsSync(log) ? readFile(log, 'utf8') : ''),
  };
}

// Between SIPp and the gateway: SIP passes with the answer's media port changed to the tap's, RTP
// passes as it is and is kept.
class WireTap {
  #sip = createSocket('udp4');
  #media = createSocket('udp4');
  #far = null;
  #near = null;
  #samples = [];

  static async open(gateway) {
    const tap = new WireTap();
    let phone;
    await Promise.all([bind(tap.#sip), bind(tap.#media)]);
    tap.answered = new Promise((resolve) => {
      tap.#sip.on('message', (data, from) => {
        if (from.port === gateway.port) {
          const text = String(data);
          const media = /^m=audio (\d+)/m.exec(text);
          if (media && text.startsWith('SIP/2.0 200')) {
            tap.#far = Number(media[1]);
            resolve();
          }
          tap.#sip.send(media ? redirect(text, tap.#media.address().port) : data, phone.port, phone.address);
        } else {
          phone = from;
          tap.#sip.send(data, gateway.port, gateway.host);
        }
      });
    });
    tap.#media.on('message', (packet, from) => {
      if (from.port === tap.#far) {
        tap.#keep(packet);
        if (tap.#near) {
          tap.#media.send(packet, tap.#near, '127.0.0.1');
        }
      } else if (tap.#far) {
        tap.#near = from.port;
        tap.#media.send(packet, tap.#far, '127.0.0.1');
      }
    });
    return tap;
  }

  get sipPort() {
    return this.#sip.address().port;
  }

  async next(ms) {
    await until(ms, 'SIPp is sent half a second of sound', () => this.#samples.length >= WINDOW);
    return analyse(Float64Array.from(this.#samples.splice(0, WINDOW)), RATE);
  }

  // RFC 3550 section 5.1; payload type 8 is PCMA.
  #keep(packet) {
    if (packet.length > 12 && (packet[1] & 0x7f) === 8) {
      const start = 12 + 4 * (packet[0] & 0x0f);
      for (const byte of packet.subarray(start)) {
        this.#samples.push(fromAlaw(byte) / 32768);
      }
    }
  }

  close() {
    return Promise.all([this.#sip, this.#media].map((socket) => new Promise((resolve) => socket.close(resolve))));
  }
}

function bind(socket) {
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
}

export async function freeUdpPort() {
  const socket = createSocket('udp4');
  await bind(socket);
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

function redirect(message, port) {
  const [head, body] = message.split(/\r\n\r\n/, 2);
  const changed = body.replace(/^m=audio \d+/m, `m=audio ${port}`);
  return `${head.replace(/^(Content-Length|l)\s*:.*$/im, `Content-Length: ${Buffer.byteLength(changed)}`)}\r\n\r\n${changed}`;
}

// ITU-T G.711
function fromAlaw(code) {
  const value = code ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = ((value & 0x0f) << 4) + 8;
  const magnitude = exponent ? (mantissa + 0x100) << (exponent - 1) : mantissa;
  return value & 0x80 ? magnitude : -magnitude;
}

const ALAW = Array.from({ length: 256 }, (_, code) => [fromAlaw(code), code]).sort((a, b) => a[0] - b[0]);

function alaw(wav) {
  const samples = (wav.length - 44) / 2;
  return Buffer.from(Array.from({ length: samples }, (_, i) => nearest(wav.readInt16LE(44 + i * 2))));
}

function nearest(sample) {
  let low = 0;
  let high = ALAW.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ALAW[middle][0] < sample) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return ALAW[low][1];
}

const INVITE = (cseq, extra) => `
    INVITE sip:[service]@jackfield SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport
    From: <sip:@USER@@jackfield>;tag=[pid]SIPp[call_number]
    To: <sip:[service]@jackfield>
    Call-ID: [call_id]
    CSeq: ${cseq} INVITE
    Contact: <sip:@USER@@[local_ip]:[local_port]>
    Max-Forwards: 70${extra}
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=sipp 1 1 IN IP4 [media_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [rtpstream_audio_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000
`;

const IN_DIALOG = (method, cseq) => `
    ${method} [next_url] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport
    [routes]
    From: <sip:@USER@@jackfield>;tag=[pid]SIPp[call_number]
    To: <sip:[service]@jackfield>[peer_tag_param]
    Call-ID: [call_id]
    CSeq: ${cseq} ${method}
    Max-Forwards: 70
    Content-Length: 0
`;

const SCENARIO = `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="call with PCMA">
  <send retrans="500"><![CDATA[${INVITE(1, '')}]]></send>
  <recv response="100" optional="true"/>
  <recv response="401" auth="true" optional="true" next="challenged"/>
  <recv response="407" auth="true" optional="true" next="challenged"/>
  <recv response="180" optional="true"/>
  <recv response="200" rrs="true" next="answered"/>
  <label id="challenged"/>
  <send><![CDATA[
    ACK sip:[service]@jackfield SIP/2.0
    [last_Via:]
    From: <sip:@USER@@jackfield>;tag=[pid]SIPp[call_number]
    [last_To:]
    Call-ID: [call_id]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0
  ]]></send>
  <send retrans="500"><![CDATA[${INVITE(2, '\n    [authentication]')}]]></send>
  <!-- the first INVITE, sent again on a busy machine, is refused again -->
  <recv response="401" optional="true"/>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="200" rrs="true"/>
  <label id="answered"/>
  <send><![CDATA[${IN_DIALOG('ACK', 2)}]]></send>
  <nop><action><exec rtp_stream="@SOUND@,-1,8,PCMA/8000"/></action></nop>
  <pause milliseconds="@MS@"/>
  <nop><action><exec rtp_stream="pause"/></action></nop>
  <send retrans="500"><![CDATA[${IN_DIALOG('BYE', 3)}]]></send>
  <recv response="200"/>
</scenario>
`;
