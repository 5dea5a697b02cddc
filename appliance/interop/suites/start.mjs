// A gateway that cannot start says why, and ends with 1.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as children from '../lib/children.mjs';
import { within } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const PROGRAM = fileURLToPath(new URL('../../target/jackfield/bin/jackfield', import.meta.url));
const UNPRIVILEGED = ['setpriv', '--bounding-set=-net_bind_service', '--inh-caps=-net_bind_service'];

const firstFree = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
const isRoot = process.getuid() === 0;
const noLowPorts = firstFree <= 80 ? 'low ports are free to all here' : isRoot && !existsSync('/usr/bin/setpriv') ? 'no setpriv' : false;

describe('a gateway that cannot start', { timeout: 600_000 }, () => {
  async function start(offset, environment, prefix = []) {
    await gateway(); // which has built the program
    const directory = await mkdtemp(join(tmpdir(), 'jackfield-start-'));
    const [command, ...words] = [...prefix, 'sh', PROGRAM, 'run', '--demo', directory, '--port-offset', String(offset)];
    const program = children.start(command, words, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (data) => (output += data));
    }
    try {
      const ended = new Promise((resolve) => program.once('close', resolve));
      return { code: await within(30_000, () => `it ends\n${output}`, ended), output };
    } finally {
      await children.stop(program, 1000);
      await rm(directory, { recursive: true, force: true });
    }
  }

  test('a port in use is named', async () => {
    const other = createServer();
    await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address();
    try {
      const { code, output } = await start(4200, { JACKFIELD_HTTP_LISTEN: `127.0.0.1:${port - 4200}` });
      assert.equal(code, 1, output);
      assert.match(output, new RegExp(`127\\.0\\.0\\.1:${port} is already in use`));
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test('a low port without the permission is named, and what would help', { skip: noLowPorts }, async () => {
    const { code, output } = await start(70, { JACKFIELD_HTTP_LISTEN: '127.0.0.1:10' }, isRoot ? UNPRIVILEGED : []);
    assert.equal(code, 1, output);
    assert.match(output, /127\.0\.0\.1:80: no permission; port 80 needs CAP_NET_BIND_SERVICE or a port above 1023/);
  });
});
