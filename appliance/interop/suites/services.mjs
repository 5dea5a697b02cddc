// Services made over the API: phones over WebSocket; a certificate that changes, and a stop, while clients are
// connected.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { openssl } from '../lib/carriers.mjs';
import { certificate } from '../lib/openssl.mjs';
import { SipClient } from '../lib/sip-client.mjs';
import { VertoClient } from '../lib/verto-client.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

/** A port nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

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
      api_server: ['tls', 'ws'].map((one) => `${one}:127.0.0.1:0`).join(', '),
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

  test('SIP and Verto have WebSocket listeners of the service, Verto users of its own', async () => {
    const [sip, verto] = [await freePort(), await freePort()];
    await core.ok('core/service/create', {
      name: `${SERVICE}-phones`,
      users: [USER],
      sip_listen: `sip:127.0.0.1:${sip};transport=ws`,
      verto_listen: `verto:127.0.0.1:${verto};transport=ws`,
      verto_users: [{ user: 'vera', password: 'vera-secret' }],
    });
    const phone = await SipClient.overWebSocket(`ws://127.0.0.1:${sip}/`);
    const register = { method: 'REGISTER', to: USER.user, ...USER };
    assert.match((await phone.transact(register)).start, /^SIP\/2\.0 200/);
    await phone.close();
    const client = await VertoClient.open(`ws://127.0.0.1:${verto}/`);
    const login = (user, passwd) => client.request('login', { login: user, passwd, sessid: 'services' });
    assert.equal((await login(USER.user, USER.password)).error.code, -32001);
    assert.equal((await login('vera', 'vera-secret')).result.message, 'logged in');
    client.close();
    await core.ok('core/service/delete', { service: `${SERVICE}-phones` });
  });

  test('a new certificate is shown to new clients, and the old ones stay', async () => {
    const client = async () => ApiClient.over(await openssl({ host: '127.0.0.1', port: ports.tls }));
    const early = await client();
    await early.ok('core/user/login', USER);
    assert.equal(early.carrier.peer, 'first');
    certificate(folder, 'second');
    await until(30_000, 'the second certificate is shown', async () => {
      const late = await client();
      await late.refused('core/ping');
      late.close();
      return late.carrier.peer === 'second';
    }, { every: 500 });
    assert.equal(early.closeCode, null);
    await early.ok('core/ping');
    early.close();
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
