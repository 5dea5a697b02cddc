// Runs SIPp scenarios against a gateway. A scenario is SIPp's XML with words for the lines that every message
// has: `@request INVITE 1@` in a caller's, `@reply 200 OK@` in a phone's (see MACROS).

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as children from './children.mjs';
import { within } from './wait.mjs';

const FOLDER = fileURLToPath(new URL('../../../signaling/sip/src/test/sipp/rules/', import.meta.url));

const VIA = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]';
const CONTACT = (user = 'sipp') => `Contact: <sip:${user}@[local_ip]:[local_port];transport=[transport]>`;
const CALLER = 'From: "SIPp" <sip:sipp@jackfield>;tag=[call_number]f';
const lines = (...all) => all.join('\n');

const out = (method, cseq, hops = 70) =>
  lines(
    `${method} sip:[service] SIP/2.0`,
    VIA,
    `Max-Forwards: ${hops}`,
    CALLER,
    `To: <sip:[service]>${method === 'BYE' ? ';tag=nobody' : ''}`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    CONTACT(),
  );

/** In the caller's dialog. */
const within_ = (method, cseq) =>
  lines(
    `${method} [next_url] SIP/2.0`,
    VIA,
    '[routes]',
    'Max-Forwards: 70',
    CALLER,
    'To: <sip:[service]>[peer_tag_param]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    CONTACT(),
  );

/** In the phone's dialog, which has kept From and To of the INVITE as 2 and 3. */
const callee = (method, cseq, user = 'phone') =>
  lines(
    `${method} [next_url] SIP/2.0`,
    VIA,
    'Max-Forwards: 70',
    'From: [$3];tag=[call_number]u',
    'To: [$2]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    CONTACT(user),
  );

const hopByHop = (method, cseq, uri) =>
  lines(
    `${method} ${uri} SIP/2.0`,
    '[last_Via:]',
    'Max-Forwards: 70',
    '[last_From:]',
    method === 'CANCEL' ? 'To: <sip:[service]>' : '[last_To:]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
  );

const answer = (status, tag) =>
  lines(`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', `[last_To:]${tag}`, '[last_Call-ID:]', '[last_CSeq:]', CONTACT('phone'));

/** To a request that is not the last one received: its Via and CSeq were kept. */
const kept = (status, via, cseq) =>
  lines(
    `SIP/2.0 ${status}`,
    `Via: [$${via}]`,
    'From: [$2]',
    'To: [$3];tag=[call_number]u',
    'Call-ID: [call_id]',
    `CSeq: [$${cseq}]`,
    CONTACT('phone'),
  );

const sdp = ({ direction = 'sendrecv', address = '[media_ip]', port = '[media_port]', codec = [0, 'PCMU/8000'] }) =>
  lines(
    'v=0',
    'o=- 1 1 IN IP4 [media_ip]',
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${codec[0]}`,
    `a=rtpmap:${codec.join(' ')}`,
    `a=${direction}`,
  );
const described = (options) => lines('Content-Type: application/sdp', 'Content-Length: [len]', '', sdp(options));

const MACROS = {
  request: (method, cseq) => out(method, cseq),
  'request-hops': out,
  register: (cseq) => out('REGISTER', cseq).replace('REGISTER sip:[service]', 'REGISTER sip:jackfield').replace(`\n${CONTACT()}`, ''),
  within: within_,
  callee,
  ackof: (cseq) => hopByHop('ACK', cseq, 'sip:[service]'),
  calleeack: (cseq) => hopByHop('ACK', cseq, '[next_url]'),
  cancel: (cseq) => hopByHop('CANCEL', cseq, 'sip:[service]'),
  reply: (...status) => answer(status.join(' '), ';tag=[call_number]u'),
  fork: (tag, ...status) => answer(status.join(' '), `;tag=[call_number]${tag}`),
  answer: (...status) => answer(status.join(' '), ''),
  untagged: (...status) => answer(status.join(' '), ''),
  again: (...status) => kept(status.join(' '), 4, 5),
  final: (...status) => kept(status.join(' '), 4, 5),
  second: (...status) => kept(status.join(' '), 6, 7),
  sdp: (direction, address) => described({ direction, address }),
  'sdp-port': (port) => described({ port }),
  'sdp-codec': (...codec) => described({ codec }),
  body: (direction) => sdp({ direction }),
  none: () => 'Content-Length: 0\n',
};

const filled = (text) =>
  text.replace(/@([a-z-]+)((?: [^@\n]+)?)@/g, (whole, name, words) =>
    MACROS[name] ? MACROS[name](...words.trim().split(' ').filter(Boolean)) : whole,
  );

/** Whether this machine has SIPp. */
export const available = existsSync('/usr/bin/sipp');

let ports = 27_000;

/** Ports nobody else of this process gets. */
export function nextPort() {
  ports += 10; // SIPp takes some more for media it does not use
  return ports;
}

/**
 * Starts a scenario.
 *
 * @param {string} options.name its file
 * @param {string} options.target `host:port` of the gateway
 * @param {string} options.service whom it calls, `user@host`
 * @param {number} options.port its SIP port
 * @param {string} [options.host] its address
 * @param {string} [options.transport] `u1` or `t1`
 * @returns {Promise<{succeeds: () => Promise<void>}>}
 */
export async function start({ name, target, service, port, host = '127.0.0.1', transport = 'u1' }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-rule-'));
  const scenario = join(directory, `${name}.xml`);
  await writeFile(scenario, filled(await readFile(join(FOLDER, `${name}.xml`), 'utf8')));
  const trace = ['-trace_err', '-error_file', 'errors.log', '-trace_msg', '-message_file', 'messages.log'];
  const child = children.start(
    '/usr/bin/sipp',
    [
      target,
      ...['-sf', scenario, '-s', service, '-i', host, '-mi', host, '-p', String(port), '-mp', String(port + 2), '-t', transport],
      ...['-m', '1', '-l', '1', '-nostdin', '-timeout', '90', '-timeout_error', '-recv_timeout', '15000', ...trace],
    ],
    { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (output = (output + data).slice(-2000)));
  }
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const read = async (file, last) => {
    const path = join(directory, file);
    return existsSync(path) ? (await readFile(path, 'utf8')).slice(-last) : '';
  };
  return {
    async succeeds() {
      try {
        const code = await within(100_000, `${name} ends`, exited);
        if (code !== 0) {
          throw new Error(`${name} ended with ${code}`);
        }
      } catch (error) {
        throw new Error(`${error.message}\n${await read('errors.log', 4000)}\n${await read('messages.log', 8000)}\n${output}`);
      } finally {
        await children.stop(child, 1000);
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}
