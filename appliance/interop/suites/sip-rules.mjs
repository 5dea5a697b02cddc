// Every rule of SIP with a SIPp scenario of its own, against a gateway of its own; several at a time, as some of
// them wait for half a minute.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { Jackfield } from '../lib/jackfield.mjs';
import { freeUdpPort } from '../lib/sipp.mjs';
import { available, nextPort, start } from '../lib/sipp-scenarios.mjs';
import { until, within } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';
import { SCENARIOS } from './sip-rules-table.mjs';

const HERE = '127.0.0.21';
const AT_ONCE = 8;
const DOCUMENT = fileURLToPath(new URL('../../../docs/sip-scenarios.md', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../signaling/sip/src/test/sipp/rules/', import.meta.url));
const ONLY = process.env.SCENARIO;

const names = ({ caller, phone, beside }) => [caller, phone, beside].filter(Boolean);

describe('rules of SIP, one scenario each', { skip: available ? false : 'no sipp', timeout: 600_000 }, () => {
  let here;
  let target;
  const results = new Map();

  before(async () => {
    await gateway(); // it builds
    const sip = await freeUdpPort();
    target = `${HERE}:${sip}`;
    here = await Jackfield.start({
      host: HERE,
      sip,
      base: 19_200,
      service: `
    sip_auth: none
    sip_min_se: 2s
    trunks:
      - {name: small, address: '127.0.0.31:9', options_interval: 0, match: [127.0.0.31], max_calls: 1}
    routes:
      - {when: {number: 'echo(@.*)?'}, to: echo}
      - {when: {number: 'refused(@.*)?'}, to: 'reject:603'}`,
    });
    const waiting = SCENARIOS.filter((one) => !ONLY || names(one).includes(ONLY));
    const next = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        results.set(one, await tried(one));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  });

  after(() => here?.stop());

  /**
   * The failure, or null. SIPp takes a message that is repeated late for the next one, as it does not look at CSeq;
   * on a busy machine that happens, so what fails is tried twice more.
   */
  async function tried(one) {
    let failure;
    for (let times = 0; times < 3; times++) {
      failure = await run(one).then(() => null, (error) => error);
      if (!failure) {
        break;
      }
    }
    return failure;
  }

  async function run({ caller, phone, beside, to, host, transport }) {
    const running = [];
    if (beside) {
      running.push(await start({ name: beside, target, service: to, port: nextPort(), host }));
      const calls = 'jackfield_sip_trunk_calls{service="default",trunk="small"}';
      await until(20_000, 'the trunk is in use', async () => (await here.figure(calls)) === 1);
    }
    const port = nextPort();
    if (phone) {
      running.push(await start({ name: phone, target, service: 'phone', port, transport }));
    }
    const address = `phone@127.0.0.1:${port}${transport === 't1' ? ';transport=tcp' : ''}`;
    running.push(await start({ name: caller, target, service: to ?? address, port: nextPort(), host, transport }));
    const ends = await Promise.allSettled(running.map((one) => one.succeeds()));
    const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason.message);
    assert.equal(failures.length, 0, failures.join('\n\n'));
  }

  for (const one of SCENARIOS) {
    test(`${one.rule} (${names(one).join(', ')})`, { skip: ONLY && !names(one).includes(ONLY) }, () => {
      const failure = results.get(one);
      assert.equal(failure?.message ?? null, null);
    });
  }

  /** Bytes on a connection, and how many answers of 200 come back. */
  async function stream(send, answers) {
    const [host, port] = target.split(':');
    const socket = net.connect({ host, port: Number(port) });
    socket.setNoDelay(true);
    let text = '';
    const all = new Promise((resolve) =>
      socket.on('data', (data) => {
        text += data;
        if (text.split('SIP/2.0 200 ').length > answers) {
          resolve();
        }
      }),
    );
    try {
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      await send(socket);
      await within(20_000, () => `${answers} answers, got ${text}`, all);
    } finally {
      socket.destroy();
    }
  }

  const options = (cseq) =>
    [
      'OPTIONS sip:jackfield SIP/2.0',
      `Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKstream${cseq}`,
      'Max-Forwards: 70',
      'From: <sip:stream@jackfield>;tag=s',
      'To: <sip:jackfield>',
      'Call-ID: stream-of-bytes',
      `CSeq: ${cseq} OPTIONS`,
      'Content-Type: text/plain',
      'Content-Length: 4',
      '',
      '\r\n\r\n',
    ].join('\r\n');

  test('TCP byte by byte', { skip: ONLY }, () =>
    stream(async (socket) => {
      for (const byte of Buffer.from(options(1))) {
        await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
      }
    }, 1));

  test('three messages in one segment, the last in two', { skip: ONLY }, () =>
    stream(async (socket) => {
      const bytes = Buffer.from(options(2) + options(3) + options(4));
      await new Promise((resolve) => socket.write(bytes.subarray(0, bytes.length - 30), resolve));
      await new Promise((resolve) => socket.write(bytes.subarray(bytes.length - 30), resolve));
    }, 3));

  test('nothing of them is left', { skip: ONLY }, async () => {
    for (const what of ['dialogs', 'transactions_server', 'transactions_client', 'timers', 'connections']) {
      const name = `jackfield_sip_${what}{service="default"}`;
      await until(60_000, `${name} is 0`, async () => (await here.figure(name)) === 0, { every: 500 });
    }
    assert.equal(await here.figure('jackfield_sip_faults_total{service="default"}'), 0);
  });

  test('every scenario stands in the table, and the table in docs/sip-scenarios.md', () => {
    const known = new Set(SCENARIOS.flatMap(names));
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.xml')).map((file) => file.slice(0, -4));
    assert.deepEqual(files.filter((file) => !known.has(file)), []);
    const table = SCENARIOS.map((one) => `| ${one.rule} | ${one.source} | ${names(one).map((name) => `\`${name}\``).join(', ')} |`);
    const text = readFileSync(DOCUMENT, 'utf8');
    const start = text.indexOf('|---|---|---|\n') + '|---|---|---|\n'.length;
    const written = `${text.slice(0, start)}${table.join('\n')}\n`;
    if (process.env.WRITE_DOCUMENTS) {
      writeFileSync(DOCUMENT, written);
    }
    assert.equal(process.env.WRITE_DOCUMENTS ? written : text, written);
  });
});
