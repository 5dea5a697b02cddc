// Cases of services: made, changed, stopped, forgotten.

import assert from 'node:assert/strict';
import { raw } from '../../lib/carriers.mjs';

/** What a service has that was given nothing (core-commands.md, "service"). */
const DEFAULTS = {
  plugins: ['room', 'call'],
  api_server: '',
  api_server_timeout: 180,
  ping_interval: 60,
  max_message_size: 1_048_576,
  send_queue_max: 1000,
  admin_user: 'admin',
  users: [],
  allow_any_user: false,
  user_allow: ['call', 'room', 'session', 'session_send_event', 'user_send_event'],
  trusted_services: [],
  sip_listen: '',
  sip_domain: 'jackfield',
  sip_auth: 'digest',
  sip_registrar: true,
  sip_registrar_force_domain: true,
  sip_registrar_min_time: 60,
  sip_registrar_default_time: 3600,
  sip_registrar_max_time: 86_400,
  sip_max_contacts: 10,
  sip_invite_not_registered: true,
  sip_use_external_ip: true,
  verto_listen: '',
  verto_idle_timeout: 3600,
  api_gelf_port: 12_201,
  wait_timeout: 60,
  ready_timeout: 86_400,
  ring_timeout: 30,
  record_dir: './record',
  default_bitrate: 0,
};

const CREATE = 'core/service/create';

async function deleted(root, ...services) {
  for (const service of services) {
    await root.ok('core/service/delete', { service });
  }
}

export const cases = {
  async 'core.service.create'({ root, boss, ana, service, unique }) {
    const name = unique('made');
    await root.ok('core/event/subscribe', { class: 'core', subclass: 'service', service: 'core' });
    const users = [{ user: 'eve', password: 'evening' }];
    const made = await root.ok(CREATE, { name, api_server: 'tcp:127.0.0.1:0', users });
    assert.equal(made.service, name);
    assert.match(made.listen[0], /^tcp:127\.0\.0\.1:\d+$/);
    await root.event('core/service/created', 3000, name);
    await root.event('core/service/started', 3000, name);
    const refused = async (code, fields) => assert.equal(await root.refused(CREATE, fields), code, JSON.stringify(fields));
    await refused(100021, { name });
    await refused(100022, { name: unique('made'), api_server: `tcp:127.0.0.1:${service.ports.tcp}` });
    await refused(100044, { name: 'a/b' });
    await refused(100044, { name: 'x'.repeat(65) });
    await refused(100006, { name: unique('made'), janus: [{}] });
    await refused(100006, { name: unique('made'), plugins: ['freeswitch'] });
    await refused(100044, { name: unique('made'), ping_interval: 60, api_server_timeout: 60 });
    for (const who of [boss, ana]) {
      assert.equal(await who.refused(CREATE, { name: unique('made') }), 100030);
    }
    const stopped = unique('made');
    assert.deepEqual(await root.ok(CREATE, { name: stopped, start: false }), { service: stopped, listen: [] });
    await deleted(root, name, stopped);
  },

  async 'core.service.update'({ root, boss, ana, service, unique }) {
    const name = unique('changed');
    await root.ok(CREATE, { name, ring_timeout: 7, users: [{ user: 'eve', password: 'e' }] });
    await root.ok('core/event/subscribe', { class: 'core', subclass: 'service', service: 'core' });
    const changed = await root.ok('core/service/update', {
      service: name, ring_timeout: null, wait_timeout: '9', users: [], api_server: 'ws:127.0.0.1:0',
    });
    assert.deepEqual([changed.service, changed.restarted.length], [name, 1]);
    await root.event('core/service/updated', 3000, name);
    const now = await root.ok('core/service/get', { service: name });
    assert.deepEqual([now.ring_timeout, now.wait_timeout, now.users], [30, 9, []]);
    const taken = { service: name, api_server: `tcp:127.0.0.1:${service.ports.tcp}`, wait_timeout: 11 };
    assert.equal(await root.refused('core/service/update', taken), 100022);
    const after = await root.ok('core/service/get', { service: name });
    assert.deepEqual([after.wait_timeout, after.listen], [9, now.listen], 'all as before');
    assert.equal(await root.refused('core/service/update', { service: 'nowhere' }), 100020);
    assert.equal(await boss.refused('core/service/update', { service: name }), 100030);
    assert.equal(await boss.refused('core/service/update', { trusted_services: ['core'] }), 100030);
    assert.equal(await ana.refused('core/service/update', { ring_timeout: 5 }), 100030);
    assert.equal((await boss.ok('core/service/update', { allow_any_user: null })).service, service.name);
    await deleted(root, name);
  },

  async 'core.service.start'({ root, boss, service, unique }) {
    const name = unique('started');
    await root.ok(CREATE, { name, start: false, api_server: `tcp:127.0.0.1:${service.ports.tcp}` });
    assert.equal(await root.refused('core/service/start', { service: name }), 100022);
    await root.ok('core/service/update', { service: name, api_server: 'tcp:127.0.0.1:0' });
    await root.ok('core/service/start', { service: name });
    await root.ok('core/service/start', { service: name });
    assert.equal((await root.ok('core/service/get', { service: name })).status, 'started');
    assert.equal(await root.refused('core/service/start', { service: 'nowhere' }), 100020);
    assert.equal(await boss.refused('core/service/start', { service: service.name }), 100030);
    await deleted(root, name);
  },

  async 'core.service.stop'(w) {
    const { root, boss, unique } = w;
    const name = unique('stopped');
    const users = [{ user: 'eve', password: 'evening' }];
    const { listen } = await root.ok(CREATE, { name, api_server: 'tcp:127.0.0.1:0', users });
    const port = Number(listen[0].split(':').pop());
    const eve = await w.connected(await raw({ host: '127.0.0.1', port, framing: 'lines' }));
    await eve.ok('core/user/login', users[0]);
    await root.ok('core/event/subscribe', { class: 'core', subclass: 'service', service: 'core' });
    await root.ok('core/service/stop', { service: name });
    await root.event('core/service/stopped', 3000, name);
    await eve.closed();
    const { status, listen: none } = await root.ok('core/service/get', { service: name });
    assert.deepEqual([status, none], ['stopped', []]);
    assert.equal(await root.refused('core/service/stop', { service: 'core' }), 100040);
    assert.equal(await root.refused('core/service/stop', { service: 'nowhere' }), 100020);
    assert.equal(await boss.refused('core/service/stop', { service: name }), 100030);
    await deleted(root, name);
  },

  async 'core.service.delete'({ root, boss, service, unique }) {
    const name = unique('deleted');
    await root.ok(CREATE, { name });
    await root.ok('core/event/subscribe', { class: 'core', subclass: 'service', service: 'core' });
    assert.equal(await boss.refused('core/service/delete', { service: service.name }), 100030);
    await deleted(root, name);
    await root.event('core/service/deleted', 3000, name);
    assert.equal(await root.refused('core/service/delete', { service: name }), 100020);
    assert.equal(await root.refused('core/service/delete', { service: 'core' }), 100040);
  },

  async 'core.service.list'({ root, boss, ana, service }) {
    const list = await root.ok('core/service/list');
    assert.equal(list[0].service, 'core');
    const own = list.find((one) => one.service === service.name);
    assert.deepEqual([own.status, own.connections >= 4], ['started', true]);
    assert.equal(await boss.refused('core/service/list'), 100030);
    assert.equal(await ana.refused('core/service/list'), 100030);
  },

  async 'core.service.get'({ root, boss, ana, service, contract, unique }) {
    const name = unique('plain');
    await root.ok(CREATE, { name });
    const plain = await root.ok('core/service/get', { service: name });
    assert.deepEqual(Object.fromEntries(Object.keys(DEFAULTS).map((option) => [option, plain[option]])), DEFAULTS);
    assert.ok(Date.parse(plain.start_time) > 0);
    contract.shows(CREATE, { start: plain.status === 'started' });
    const own = await boss.ok('core/service/get');
    assert.equal(own.service, service.name);
    assert.ok(own.users.some(({ user }) => user === 'ana') && !JSON.stringify(own).includes('secret'));
    assert.equal(await root.refused('core/service/get', { service: 'nowhere' }), 100020);
    assert.equal(await boss.refused('core/service/get', { service: name }), 100030);
    assert.equal(await ana.refused('core/service/get'), 100030);
    await deleted(root, name);
  },
};
