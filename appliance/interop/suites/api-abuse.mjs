// Clients of the External API that do what they should not, over every transport and both framings:
// each row of "Abnormal input" (protocol.md), clients that stall, that never log in, that never read.
// A bystander watches that nobody else is hurt.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ApiClient } from '../lib/api-client.mjs';
import { frame, raw, webSocket } from '../lib/carriers.mjs';
import { backTo } from '../lib/gateway.mjs';
import { certificate } from '../lib/openssl.mjs';
import { until, within } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const HOST = '127.0.0.1';
const ANA = { user: 'ana', password: 'ana-secret' };
const BO = { user: 'bo', password: 'bo-secret' };
const BOSS = { user: 'boss', password: 'boss-secret' };

// Bytes of the longest message of a stranger (64 KiB), and of the service the rows are tried on.
const STRANGER = 64 << 10;
const LONGEST = 128 << 10;

const ERRORS = {
  unauthorized: 100030,
  not_authenticated: 100031,
  duplicated_session_id: 100034,
  invalid_session_id: 100035,
  invalid_operation: 100040,
  unknown_command: 100042,
  syntax_error: 100044,
  missing_field: 100045,
  duplicated_tid: 100048,
  not_implemented: 100006,
  timeout: 100005,
  session_not_found: 100062,
};

// Close code 0 stands for a socket that just closes.
const ROADS = [
  { name: 'ws', framing: 'frames', open: (ports) => webSocket(`ws://${HOST}:${ports.ws}/`) },
  { name: 'wss', framing: 'frames', open: (ports) => webSocket(`wss://${HOST}:${ports.wss}/`) },
  ...['lines', 'lengths'].flatMap((framing) => [
    { name: `tcp, ${framing}`, framing, open: (ports) => raw({ host: HOST, port: ports.tcp, framing }) },
    { name: `tls, ${framing}`, framing, open: (ports) => raw({ host: HOST, port: ports.tls, secure: true, framing }) },
  ]),
];

const codeOn = (road, code) => (road.framing === 'frames' ? code : 0);

/** Bytes as one message, whatever they are. */
function spoil(road, client, bytes) {
  const { socket } = client.carrier;
  if (road.framing === 'frames') {
    socket.send(bytes, { binary: false });
  } else {
    socket.write(road.framing === 'lines' ? Buffer.concat([bytes, Buffer.from('\n')]) : frame(bytes));
  }
}

/** The beginning of a message of so many bytes, which need not be waited for. */
function announce(road, client, length) {
  const { socket } = client.carrier;
  if (road.framing === 'frames') {
    const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    head.writeUInt32BE(length, 6);
    socket._socket.write(head);
  } else if (road.framing === 'lengths') {
    socket.write(frame(Buffer.alloc(length)).subarray(0, 4));
  } else {
    socket.write(`{"a":"${'x'.repeat(length)}`);
  }
}

describe('abuse of the External API', { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-abuse-'));
  const open = new Set();
  let at;
  let core;
  let idle;
  let ports;
  let bystander;

  /** A service of its own on all four transports; its ports. */
  async function service(name, options = {}) {
    const { listen } = await core.ok('core/service/create', {
      name,
      api_server: ['tcp', 'tls', 'ws', 'wss'].map((one) => `${one}:${HOST}:0`).join(', '),
      users: [ANA, BO],
      admin_user: BOSS.user,
      admin_password: BOSS.password,
      tls_certfile: join(folder, 'cert.pem'),
      tls_keyfile: join(folder, 'key.pem'),
      ...options,
    });
    return Object.fromEntries(listen.map((one) => [one.split(':')[0], Number(one.split(':').pop())]));
  }

  async function client(road, login = {}, to = ports) {
    const one = await ApiClient.over(await road.open(to), login);
    open.add(one);
    return one;
  }

  before(async () => {
    at = await gateway();
    idle = await at.held();
    core = await ApiClient.open(`${at.demo.urls.api}/core`, at.demo.core_admin);
    certificate(folder, 'abuse');
    ports = await service('abuse', { max_message_size: LONGEST });
    bystander = await client(ROADS[0], BO);
  });

  after(async () => {
    for (const one of open) {
      one.carrier.destroy();
    }
    for (const { service: name } of core ? await core.ok('core/service/list') : []) {
      if (name.startsWith('abuse')) {
        await core.ok('core/service/delete', { service: name });
      }
    }
    core?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const road of ROADS) {
    describe(road.name, () => {
      /** A client that is logged in, spoils one message and must be closed with that code. */
      async function closedFor(code, what, spoiled) {
        const bad = await client(road, ANA);
        spoiled(bad);
        assert.equal(await bad.closed(10_000), codeOn(road, code), what);
      }

      const closes = {
        'no JSON object': [1007, ['nonsense', '[]', '"text"', '7', 'null', '{"a":1} {"b":2}', '{"a":01}', "{'a':1}"]],
        'a duplicate key': [1007, ['{"a":1,"a":2}', '{"class":"core","cmd":"ping","data":{"x":1,"x":1},"tid":1}']],
        'what cannot be told apart': [1002, ['{}', '{"class":"core","cmd":"ping"}', '{"tid":1}', '{"result":"ok"}']],
        'a field of the wrong type': [
          1002,
          [
            '{"class":1,"cmd":"ping","tid":1}',
            '{"class":"core","cmd":null,"tid":1}',
            '{"class":"core","cmd":"ping","tid":true}',
            '{"class":"core","cmd":"ping","tid":[1]}',
            '{"class":"core","cmd":"ping","data":[],"tid":1}',
            '{"class":"core","subclass":{},"cmd":"ping","tid":1}',
            '{"result":7,"tid":1}',
            '{"result":"ok","data":"x","tid":1}',
            '{"ack":{}}',
          ],
        ],
      };
      for (const [what, [code, texts]] of Object.entries(closes)) {
        test(`${what} closes`, async () => {
          await Promise.all(texts.map((text) => closedFor(code, text, (bad) => bad.sendText(text))));
        });
      }

      test('invalid UTF-8 closes', async () => {
        const text = [Buffer.from('{"class":"core","cmd":"p'), Buffer.from([0xc3, 0x28]), Buffer.from('","tid":1}')];
        await closedFor(1007, 'a broken sequence', (bad) => spoil(road, bad, Buffer.concat(text)));
        await closedFor(1007, 'a surrogate', (bad) => spoil(road, bad, Buffer.from([0x7b, 0xed, 0xa0, 0x80, 0x7d])));
      });

      if (road.framing === 'frames') {
        test('a binary message closes', () =>
          closedFor(1003, 'bytes', (bad) => bad.carrier.socket.send(Buffer.from('{}'), { binary: true })));
      }

      test('a message that is too long closes as soon as that is known', async () => {
        await closedFor(1009, 'sent whole', (bad) => bad.sendText(`{"a":"${'x'.repeat(LONGEST)}"}`));
        await closedFor(1009, 'begun', (bad) => announce(road, bad, LONGEST + 1));
        // The limit of strangers holds for what came; of a frame's announced length only the service's is looked at.
        const stranger = await client(road);
        if (road.framing === 'frames') {
          stranger.sendText(`{"a":"${'x'.repeat(STRANGER)}`);
        } else {
          announce(road, stranger, STRANGER + 1);
        }
        assert.equal(await stranger.closed(10_000), codeOn(road, 1009));
        const fits = await client(road, ANA);
        await fits.ok('core/ping', { pad: 'x'.repeat(LONGEST - 200) });
      });

      test('a message nested too deep, or with a number nobody can hold, closes', async () => {
        await closedFor(1007, 'arrays', (bad) => bad.sendText(`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`));
        await closedFor(1007, 'digits', (bad) => bad.sendText(`{"a":${'9'.repeat(1000)}}`));
        await closedFor(1007, 'an exponent', (bad) => bad.sendText('{"class":"core","cmd":"ping","data":{"x":1e99999999999},"tid":1}'));
      });

      test('answers to nothing are ignored', async () => {
        const one = await client(road, ANA);
        for (const text of ['{"result":"ok","tid":4711}', '{"result":"error","tid":"x"}', '{"ack":4711}', '{"ack":"y"}']) {
          one.sendText(text);
        }
        await one.ok('core/ping');
      });

      test('a second request with the tid of one that waits is refused and not done', async () => {
        const one = await client(road, ANA);
        const { session_id } = await one.ok('media/session/create', { type: 'p2p' });
        const answers = [];
        const { onText } = one.carrier;
        one.carrier.onText = (text) => (JSON.parse(text).tid === 'w' ? answers.push(JSON.parse(text)) : onText(text));
        const wait = { class: 'media', subclass: 'session', cmd: 'get_offer', data: { session_id }, tid: 'w' };
        const destroy = { class: 'media', subclass: 'session', cmd: 'destroy', data: { session_id }, tid: 'w' };
        one.send(wait);
        one.send(destroy);
        await until(10_000, 'the refusal', () => answers.length > 0);
        assert.equal(answers[0].data.code, ERRORS.duplicated_tid);
        await one.ok('media/session/get_info', { session_id });
        await one.ok('media/session/destroy', { session_id });
        await until(10_000, 'the answer to the first', () => answers.length > 1);
        assert.notEqual(answers[1].data.code, ERRORS.duplicated_tid);
      });

      test('what is wrong with a request is told, and the connection stays', async () => {
        const one = await client(road);
        assert.equal(await one.refused('core/ping'), ERRORS.not_authenticated);
        assert.equal(await one.refused('no/such/thing'), ERRORS.not_authenticated);
        await one.ok('core/user/login', ANA);
        assert.equal(await one.refused('nothing/at_all'), ERRORS.not_implemented);
        assert.match(await one.refusal('media/session/dance'), /'dance'/);
        assert.equal(await one.refused('media/nothing/create'), ERRORS.unknown_command);
        assert.match(await one.refusal('media/session/destroy'), /Missing field: session_id/);
        assert.equal(await one.refused('media/session/destroy'), ERRORS.missing_field);
        for (const [path, data, field] of [
          ['media/session/create', { type: 'disco' }, 'type'],
          ['media/session/create', { type: 'echo', wait_timeout: -1 }, 'wait_timeout'],
          ['media/session/create', { type: 'echo', wait_reply: 'perhaps' }, 'wait_reply'],
          ['core/session/log', { source: 'x', message: 'y', level: 8 }, 'level'],
          ['core/session/log', { source: {}, message: 'y' }, 'source'],
        ]) {
          assert.equal(await one.refusal(path, data), `Syntax error: ${field}`);
        }
        assert.equal(await one.refused('core/service/list'), ERRORS.unauthorized);
        assert.equal(await one.refused('core/session/stop', { session_id: 'nobody' }), ERRORS.session_not_found);
        await one.ok('core/ping', { foo: 1, bar: 2 });
        const { fields } = await one.event('core/session_event/unrecognized_fields');
        assert.deepEqual(fields.sort(), ['bar', 'foo']);
        await one.refused('media/session/destroy', { session_id: 'x', foo: 1 });
        assert.deepEqual(one.events, [], 'a command that fails tells nothing of unknown fields');
      });

      test('a session id that is taken or impossible closes', async () => {
        const id = `taken-${road.name.replace(/\W/g, '-')}`;
        await client(road, { ...ANA, session_id: id });
        for (const [session_id, code] of [[id, ERRORS.duplicated_session_id], ['', ERRORS.invalid_session_id], [{}, ERRORS.invalid_session_id]]) {
          const late = await client(road);
          assert.equal(await late.refused('core/user/login', { ...ANA, session_id }), code);
          assert.equal(await late.closed(10_000), codeOn(road, 4001));
        }
      });

      test('a flood before the login closes', async () => {
        const one = await client(road);
        for (let tid = 1; tid <= 1001; tid++) {
          one.send({ class: 'core', cmd: 'ping', tid: `f${tid}` });
        }
        assert.equal(await one.closed(20_000), codeOn(road, 1008));
      });

      test('a socket that is half closed is closed', async () => {
        const one = await client(road, ANA);
        (one.carrier.socket._socket ?? one.carrier.socket).end();
        await one.closed(10_000);
      });

      test('nobody else noticed', async () => {
        await bystander.ok('core/ping');
        assert.equal(bystander.closeCode, null);
      });
    });
  }

  test('other protocols are shown the door', async () => {
    const greet = (port, bytes) => {
      const socket = net.connect(port, HOST, () => socket.write(bytes));
      socket.on('error', () => {}).resume();
      return within(15_000, 'it is closed', new Promise((resolve) => socket.once('close', resolve)));
    };
    await Promise.all([
      greet(ports.tcp, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      greet(ports.tcp, Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5])),
      greet(ports.tls, '{"class":"core","cmd":"ping","tid":1}\n'),
      greet(ports.wss, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      greet(ports.ws, Buffer.from([0, 0, 0, 2, 0x7b, 0x7d])),
      greet(ports.ws, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    ]);
    await bystander.ok('core/ping');
  });

  // Each of these takes as long as the deadline it is about, so they run together.
  describe('time and load', { concurrency: true }, () => {
    test('a thousand that never log in are closed by the deadline; others log in and work meanwhile', async () => {
      const closed = (socket) => new Promise((resolve) => socket.once('close', resolve));
      const silent = (port, bytes = '') => {
        const socket = net.connect(port, HOST, () => socket.write(bytes));
        socket.on('error', () => {}).resume();
        return closed(socket);
      };
      const quiet = async (road) => {
        const carrier = await road.open(ports);
        return new Promise((resolve) => (carrier.onClose = resolve));
      };
      const [ws, wss, , tls] = ROADS;
      const crowd = [
        [400, () => silent(ports.tcp)],
        [50, () => silent(ports.tls)], // never shakes hands
        [50, () => silent(ports.ws, 'GET / HTTP/1.1\r\nHost: x\r\nUpgrade:')], // never ends its request
        [50, () => silent(ports.tcp, '{"class":"core"')], // never ends its line
        [50, () => silent(ports.tcp, Buffer.from([0, 0, 16, 0, 0x7b]))], // nor its frame
        [250, () => quiet(ws)],
        [75, () => quiet(wss)],
        [75, () => quiet(tls)],
      ].flatMap(([count, one]) => Array.from({ length: count }, () => one));
      assert.equal(crowd.length, 1000);
      let gone = 0;
      const ends = [];
      for (const one of crowd) {
        const end = one().then((code) => (gone++, code));
        ends.push(end);
        if (ends.length % 50 === 0) {
          await Promise.race([end, bystander.ok('core/ping')]);
        }
      }
      let rounds = 0;
      const all = Promise.all(ends);
      while (gone < crowd.length && rounds < 600) {
        rounds++;
        const other = await client(ws, ANA);
        await other.ok('core/ping');
        other.close();
        await within(2000, 'all are closed', all).catch(() => {});
      }
      const codes = await within(30_000, () => `all are closed: ${gone}`, all);
      assert.ok(rounds > 1, 'others were served while they waited');
      assert.deepEqual([...new Set(codes.slice(600, 925))], [1008]);
    });

    for (const road of ROADS) {
      // The delays add up to 26 s; where checking takes long, the deadline of the login (30 s) is first.
      test(`ten wrong passwords close: ${road.name}`, async () => {
        const one = await client(road);
        let refused = 0;
        while (refused < 10) {
          const { result, data } = await one.request('core/user/login', { ...ANA, password: `wrong ${refused}` });
          if (result === 'closed') {
            break;
          }
          assert.equal(data.code, ERRORS.unauthorized);
          refused++;
        }
        assert.ok(refused >= 6, `refused ${refused} times`);
        assert.equal(await one.closed(10_000), codeOn(road, 1008));
      });
    }

    describe('pings every second', { concurrency: true }, () => {
      let fast;

      before(async () => {
        fast = await service('abuse-pings', { ping_interval: 1, api_server_timeout: 30 });
      });

      for (const road of ROADS) {
        test(`without an answer for 5 s it is closed, whatever else it says: ${road.name}`, async () => {
          const mute = await client(road, ANA, fast);
          mute.answer = () => null;
          const began = performance.now();
          await until(20_000, 'it is closed', async () => mute.closeCode !== null || (await mute.request('core/ping'), false), { every: 200 });
          assert.equal(mute.closeCode, codeOn(road, 4000));
          assert.ok(performance.now() - began >= 5000, 'not before 5 s');
          assert.ok(mute.pings.length >= 3);
        });

        test(`acks in place of answers give time: ${road.name}`, async () => {
          const slow = await client(road, ANA, fast);
          const owed = [];
          slow.answer = ({ tid }) => {
            slow.send({ ack: tid });
            owed.push(tid);
            return null;
          };
          await until(40_000, 'eight pings', () => slow.pings.length >= 8 || slow.closeCode !== null, { every: 100 });
          assert.equal(slow.closeCode, null);
          owed.forEach((tid) => slow.send({ result: 'ok', tid }));
          await slow.ok('core/ping');
        });
      }

      test('a request of another client that is not answered: timeout for one, the end for the other', async () => {
        const caller = await client(ROADS[0], BOSS, fast);
        const deaf = await client(ROADS[2], ANA, fast);
        deaf.answer = ({ cmd }) => (cmd === 'ping' ? { result: 'ok' } : null);
        const asked = { session_id: deaf.session, class: 'mine', cmd: 'do' };
        assert.equal(await caller.refused('core/session/cmd', asked), ERRORS.timeout);
        assert.equal(caller.acks >= 2, true, 'the login and the command are acked');
        assert.equal(await deaf.closed(10_000), 0);
        assert.equal(await caller.refused('core/session/cmd', { ...asked, session_id: caller.session }), ERRORS.invalid_operation);
      });
    });

    describe('no pings, 5 s of silence', { concurrency: true }, () => {
      let still;

      before(async () => {
        still = await service('abuse-silence', { ping_interval: 0, api_server_timeout: 5 });
      });

      for (const road of ROADS) {
        test(`a client that says nothing any more is taken for gone: ${road.name}`, async () => {
          const began = performance.now();
          const lost = await client(road, ANA, still);
          const talks = await client(road, ANA, still);
          await until(30_000, 'it is closed', async () => lost.closeCode !== null || (await talks.ok('core/ping'), false), { every: 500 });
          assert.equal(lost.closeCode, codeOn(road, 1001));
          assert.ok(performance.now() - began >= 4500, 'not before 5 s');
          await talks.ok('core/ping');
        });
      }
    });

    test('clients that answer blindly and never read are cut off; the memory they take is bounded', async () => {
      const MiB = 1 << 20;
      const roads = await service('abuse-deaf', { ping_interval: 0, max_message_size: MiB });
      const boss = await client(ROADS[0], BOSS, roads);
      const reader = await client(ROADS[0], BO, roads);
      await reader.ok('core/event/subscribe', { class: 'flood' });
      const deaf = [];
      for (const road of [ROADS[0], ROADS[1], ROADS[4], ROADS[5]]) {
        const one = await client(road, ANA, roads);
        await one.ok('core/event/subscribe', { class: 'flood' });
        one.carrier.socket.pause();
        deaf.push(one);
      }
      const slow = async () => (await at.metrics()).get('jackfield_connections_closed_total{cause="slow_consumer"}')?.value ?? 0;
      const queued = async () => (await at.metrics()).get('jackfield_connections_queued_bytes').value;
      const before = await slow();
      const body = { pad: 'x'.repeat(MiB / 4) };
      let most = 0;
      let sent = 0;
      // The buffers of both systems take megabytes first.
      while ((await slow()) - before < deaf.length && sent < 400) {
        sent++;
        await boss.ok('core/event/send_event', { class: 'flood', type: String(sent), body });
        await until(20_000, 'the reader has it', () => reader.events.length === sent);
        deaf.forEach((one) => one.sendText(JSON.stringify({ result: 'ok', tid: sent })));
        most = Math.max(most, await queued());
      }
      await until(20_000, 'all four are cut off', async () => (await slow()) - before === deaf.length, { every: 200 });
      assert.ok(most > 4 * MiB, `it was the queue: ${most}`);
      assert.ok(most <= deaf.length * 17 * MiB, `bytes in all queues: ${most}`);
      await until(20_000, 'the memory is free', async () => (await queued()) < MiB, { every: 200 });
      await boss.ok('core/ping');
      assert.deepEqual(reader.events.map((event) => event.type), Array.from({ length: sent }, (_, i) => String(i + 1)));
      assert.equal((await core.ok('core/service/get', { service: 'abuse-deaf' })).connections, 2);
    });
  });

  test('nothing of it is left', async () => {
    for (const one of open) {
      one.carrier.destroy();
    }
    open.clear();
    for (const name of ['abuse', 'abuse-pings', 'abuse-silence', 'abuse-deaf']) {
      await until(15_000, `${name} is empty`, async () => (await core.ok('core/service/get', { service: name })).connections === 0, { every: 100 });
      await core.ok('core/service/delete', { service: name });
    }
    core.close();
    core = undefined;
    await backTo(at, idle);
  });
});
