// Guessing, scanning and flooding by SIP, with the tools attackers use, while two users talk and call.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before, describe, test } from 'node:test';
import { TONES } from '../lib/audio.mjs';
import { Baresip, available as hasBaresip } from '../lib/baresip.mjs';
import { Gateway } from '../lib/gateway.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const run = promisify(execFile);
const FILTER = fileURLToPath(new URL('../../src/main/dist/share/fail2ban/jackfield.conf', import.meta.url));
// Where the tools come from, and the phones too: those are heard all the same. A gateway trusts this address, as a proxy in
// front of it has it, so this one is told to trust another.
const GUESSER = '127.0.0.1';
const TRUST = { JACKFIELD_SERVICES_DEFAULT_SIP_TRUSTED: '192.0.2.1' };
const FLOODER = '127.0.0.68';

const missing = ['/usr/bin/svcrack', '/usr/bin/svwar', '/usr/bin/svmap'].every(existsSync) ? '' : 'no sipvicious';

/** Runs a tool to its end, whatever it thinks of it. */
async function tool(name, args) {
  try {
    const { stdout, stderr } = await run(`/usr/bin/${name}`, args, { timeout: 60_000 });
    return stdout + stderr;
  } catch (error) {
    return `${error.stdout ?? ''}${error.stderr ?? ''}`;
  }
}

describe('abuse of SIP', { skip: missing || (hasBaresip ? false : 'no baresip'), timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-sip-abuse-'));
  let at;
  let port;
  let phones;

  before(async () => {
    await gateway(); // builds what there is to build
    at = await Gateway.startIn(folder, 60, TRUST);
    port = at.demo.sip.port;
    phones = await Promise.all(
      ['1000', '1001'].map((user) =>
        Baresip.start({ user, password: at.password(user), registrar: at.sip, hz: TONES[user] }),
      ),
    );
  });

  after(async () => {
    await Promise.all((phones ?? []).map((phone) => phone.stop()));
    await at?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const figure = async (name) => (await at.metrics()).get(`jackfield_sip_${name}{service="default"}`)?.value ?? 0;

  async function call() {
    const [a, b] = phones;
    await a.dial('1001');
    await b.incoming();
    await b.answer();
    await Promise.all([a.established(), b.established()]);
    return [a, b];
  }

  async function talk([a, b]) {
    const [here, there] = await Promise.all([a.listen(), b.listen()]);
    await Promise.all([hearsOnly(here, TONES[1001]), hearsOnly(there, TONES[1000])]);
  }

  async function end([a, b]) {
    await a.hangup();
    await b.closed(5000);
  }

  test('svmap and svwar learn of no user', async () => {
    const map = await tool('svmap', ['-p', String(port), '127.0.0.1']);
    assert.doesNotMatch(map, /\b100[0-3]\b/);
    const war = await tool('svwar', ['--force', '-m', 'REGISTER', '-e', '900-1300', '-p', String(port), '127.0.0.1']);
    // Every number is answered alike, which makes it give up.
    assert.match(war, /found nothing|will probably not work/);
    assert.doesNotMatch(war, /\| 100[01]\b/);
  });

  test('svcrack guesses until nobody listens, and finds nothing', async () => {
    const said = await tool('svcrack', ['-u', '1000', '-r', '1-400', '-p', String(port), '127.0.0.1']);
    assert.doesNotMatch(said, /\| Extension\s+\| Password/);
    assert.ok(!said.includes(at.password('1000')));
    await until(10_000, 'the guesser is banned', async () => (await figure('bans')) >= 1);
  });

  test('users talk and call while a flood comes in', async () => {
    const talking = await call();
    const socket = createSocket('udp4');
    await new Promise((resolve) => socket.bind(0, FLOODER, resolve));
    let sent = 0;
    const flood = setInterval(() => {
      for (let i = 0; i < 20; i++, sent++) {
        const garbage = sent % 3 === 0;
        const text = garbage
          ? `INVITE sip:${sent} SIP/2.0\r\nVia: nonsense\r\n\r\n`
          : `OPTIONS sip:${sent}@jackfield SIP/2.0\r\nVia: SIP/2.0/UDP ${FLOODER}:${socket.address().port};branch=z9hG4bK${sent}\r\n` +
            `Max-Forwards: 70\r\nFrom: <sip:f@x>;tag=${sent}\r\nTo: <sip:t@x>\r\nCall-ID: flood-${sent}\r\n` +
            'CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n';
        socket.send(text, port, '127.0.0.1');
      }
    }, 10);
    try {
      await talk(talking);
      await end(talking);
      const again = await call();
      await talk(again);
      await end(again);
      await until(20_000, 'most of the flood is not even read', async () => (await figure('dropped_total')) > 1000);
    } finally {
      clearInterval(flood);
      socket.close();
    }
  });

  test('fail2ban reads the log', { skip: existsSync('/usr/bin/fail2ban-regex') ? false : 'no fail2ban' }, async () => {
    const log = join(folder, 'jackfield.log');
    const kept = () => readFileSync(at.logFile, 'utf8').split('\n');
    const lines = await until(10_000, 'the log is written', () => {
      const found = kept().filter((line) => line.includes('sip-abuse source='));
      return found.some((line) => line.includes(GUESSER)) && found;
    });
    // A peer that writes such a line into its name must not have others banned.
    const forged = '2026-01-31T10:00:00.000Z WARN  Leg call from sip-abuse source=192.0.2.1 reason=wrong-password x';
    writeFileSync(log, [...lines, forged, ''].join('\n'));
    const { stdout } = await run('/usr/bin/fail2ban-regex', ['-o', '<ip>', log, FILTER]);
    const found = new Set(stdout.split('\n').map((line) => line.trim()).filter((line) => /^[\d.]+$/.test(line)));
    assert.ok(found.has(GUESSER), stdout);
    assert.ok(!found.has('192.0.2.1'), stdout);
  });
});
