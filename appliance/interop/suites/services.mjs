// Services made over the API, on all four transports, to clients of others: openssl, node's ws,
// Python's websockets. Certificates change while a client is connected.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import { ApiClient } from '../lib/api-client.mjs';
import { SClient, certificate } from '../lib/openssl.mjs';
import { until, within } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const USER = { user: 'bo', password: 'bo-secret' };
const SERVICE = 'interop';

describe('services made over the API', { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-services-'));
  let core;
  let ports;

  before(async () => {
    const at = await gateway();
    core = await ApiClient.open(`${at.demo.urls.api}/core`, at.demo.core_admin);
    const files = certificate(folder, 'first');
    const { listen } = await core.ok('core/service/create', {
      name: SERVICE,
      api_server: ['tcp', 'tls', 'ws', 'wss'].map((one) => `${one}:127.0.0.1:0`).join(', '),
      users: [USER],
      ...files,
    });
    ports = Object.fromEntries(listen.map((one) => [one.split(':')[0], Number(one.split(':').pop())]));
  });

  after(async () => {
    await core?.ok('core/service/delete', { service: SERVICE });
    core?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a plain socket is answered with length prefixes when it sends them', async () => {
    const socket = connect(ports.tcp, '127.0.0.1');
    const text = Buffer.from(JSON.stringify({ class: 'core', subclass: 'user', cmd: 'login', data: USER, tid: 'a' }));
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(text.length);
    socket.write(Buffer.concat([prefix, text]));
    const frames = [];
    let bytes = Buffer.alloc(0);
    const done = new Promise((resolve) => {
      socket.on('data', (data) => {
        bytes = Buffer.concat([bytes, data]);
        while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) {
          frames.push(JSON.parse(bytes.subarray(4, 4 + bytes.readUInt32BE())));
          bytes = bytes.subarray(4 + bytes.readUInt32BE());
        }
        frames.some((frame) => 'result' in frame) && resolve();
      });
    });
    await within(15_000, 'the reply', done);
    assert.deepEqual(frames[0], { ack: 'a' });
    assert.equal(frames[1].result, 'ok');
    socket.destroy();
  });

  test("node's ws is served over TLS at any path", async () => {
    const node = new WebSocket(`wss://127.0.0.1:${ports.wss}/any/path`, { rejectUnauthorized: false });
    await new Promise((resolve, reject) => node.once('open', resolve).once('error', reject));
    node.send(JSON.stringify({ class: 'core', cmd: 'ping', tid: 1 }));
    const [reply] = await new Promise((resolve) => node.once('message', (...data) => resolve(data)));
    assert.equal(JSON.parse(reply).data.code, 100031);
    node.terminate();
  });

  test("Python's websockets are served over TLS", async (t) => {
    const python = (code) => promisify(execFile)('/usr/bin/python3', ['-c', code]);
    if (!(await python('import websockets').catch(() => null))) {
      t.skip('python3-websockets is not installed');
      return;
    }
    const script = `
import asyncio, json, ssl, sys, websockets
async def main():
    context = ssl._create_unverified_context()
    async with websockets.connect('wss://127.0.0.1:${ports.wss}/', ssl=context) as socket:
        await socket.send(json.dumps({'class': 'core', 'subclass': 'user', 'cmd': 'login', 'tid': 1,
                                      'data': {'user': 'bo', 'password': 'bo-secret'}}))
        while 'result' not in (message := json.loads(await socket.recv())):
            pass
        print(message['result'])
asyncio.run(asyncio.wait_for(main(), 20))`;
    const { stdout } = await python(script);
    assert.equal(stdout.trim(), 'ok');
  });

  test('a new certificate is shown to new clients, and the old ones stay', async () => {
    const early = await SClient.connect(ports.tls);
    assert.equal((await early.ask(1, 'core/user/login', USER)).result, 'ok');
    assert.equal(early.peer, 'first');
    certificate(folder, 'second');
    await until(30_000, 'the second certificate is shown', async () => {
      const late = await SClient.connect(ports.tls);
      await late.ask(1, 'core/core/ping');
      const { peer } = late;
      await late.stop();
      return peer === 'second';
    }, { every: 500 });
    assert.equal(early.closed, false);
    assert.equal((await early.ask(2, 'core/core/ping')).result, 'ok');
    await early.stop();
  });

  test('stopping the service closes its clients with 1001 and leaves the others', async () => {
    const one = await ApiClient.open(`ws://127.0.0.1:${ports.ws}/`, USER);
    await core.ok('core/service/stop', { service: SERVICE });
    await until(10_000, 'the client is closed', () => one.closeCode);
    assert.equal(one.closeCode, 1001);
    const { status, listen } = await core.ok('core/service/get', { service: SERVICE });
    assert.deepEqual([status, listen], ['stopped', []]);
  });
});
