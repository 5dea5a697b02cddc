// The JavaScript client of /client/, against a gateway that misbehaves on demand and against the real one.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import {
  ApiError,
  ConnectionError,
  DeadlineError,
  JackfieldClient,
  OtherResult,
} from '../../src/main/resources/web/client/jackfield-client.js';
import { ScriptedApi } from '../lib/scripted-api.mjs';
import { within } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const folder = fileURLToPath(new URL('../../src/main/resources/web/client/', import.meta.url));
const here = fileURLToPath(new URL('../', import.meta.url));
const next = async (target, type, ms = 3000) => (await within(ms, type, once(target, type)))[0].detail;
const loggedIn = (message) => (message.cmd === 'login' ? { session_id: message.data.session_id ?? 'made' } : {});

describe('the JavaScript client, alone', { timeout: 60_000 }, () => {
  let api;
  const open = [];

  before(async () => {
    api = await ScriptedApi.start();
  });

  beforeEach(() => {
    api.script = loggedIn;
    api.requests.clear();
    api.said.clear();
  });

  afterEach(() => open.splice(0).forEach((client) => client.close()));

  after(() => api.stop());

  function client(options = {}) {
    const one = new JackfieldClient(api.url, { WebSocket, user: 'ana', password: 'x', firstRetry: 5, ...options });
    open.push(one);
    return one;
  }

  test('the login has the user, the wanted id and what else the service wants', async () => {
    const one = client({ sessionId: 's1', service: 'default', login: { pin: 7 } });
    const opened = next(one, 'open');
    await one.open();
    assert.deepEqual(await opened, { sessionId: 's1', again: false });
    const { data, class: top, subclass } = await api.request('login');
    assert.deepEqual(data, { pin: 7, user: 'ana', password: 'x', service: 'default', session_id: 's1' });
    assert.deepEqual([top, subclass, one.state, one.sessionId], ['core', 'user', 'open', 's1']);
  });

  test('a refused login is not tried again', async () => {
    api.script = () => ({ code: 100030, error: 'wrong PIN' });
    const one = client();
    const refused = next(one, 'refused');
    await assert.rejects(one.open(), (error) => error instanceof ApiError && error.error === 'wrong PIN');
    assert.equal((await refused).code, 100030);
    assert.equal(one.state, 'closed');
  });

  test('a first connection that fails is told, or tried again if wanted', async () => {
    const lost = new JackfieldClient('ws://127.0.0.1:9/', { WebSocket });
    await assert.rejects(lost.open(), ConnectionError);
    let first = true;
    api.script = (message, socket) => {
      if (first) {
        first = false;
        socket.terminate();
        return undefined;
      }
      return loggedIn(message);
    };
    await client({ retryFirst: true }).open();
  });

  test('errors are typed', async () => {
    api.script = (message) => (message.cmd === 'bad' ? { code: 300016, error: 'Invalid SDP' } : loggedIn(message));
    const one = client();
    await one.open();
    await assert.rejects(one.request('media/session/bad'), (error) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.code, error.error, error.path], [300016, 'Invalid SDP', 'media/session/bad']);
      return true;
    });
    api.script = (message, socket) => {
      socket.send(JSON.stringify({ result: 'later', data: { in: 5 }, tid: message.tid }));
      return undefined;
    };
    await assert.rejects(one.request('core/x'), (error) => error instanceof OtherResult && error.data.in === 5);
    one.close();
    await assert.rejects(one.request('core/x'), ConnectionError);
  });

  test('silence ends at the deadline; an ack gives more time', async () => {
    const one = client({ answerTimeout: 2000, ackedTimeout: 30_000 });
    await one.open();
    let asked;
    api.script = (message) => {
      asked = message;
      return undefined;
    };
    await assert.rejects(one.request('core/silent', {}, { deadline: 30 }), DeadlineError);
    const slow = one.request('core/slow', {}, { deadline: 300 });
    await api.request('slow');
    api.send({ ack: asked.tid });
    const silent = one.request('core/silent', {}, { deadline: 400 });
    await assert.rejects(silent, DeadlineError); // by now the deadline without the ack is over
    api.send({ result: 'ok', data: { done: true }, tid: asked.tid - 1 });
    assert.deepEqual(await slow, { done: true });
  });

  test('events are answered at once and reach listeners and iterators', async () => {
    const one = client();
    await one.open();
    const ofCalls = one.events({ class: 'media', subclass: 'call' });
    const heard = next(one, 'media/call/ringing');
    const ofAny = next(one, 'event');
    const event = { class: 'media', subclass: 'call', type: 'ringing', obj_id: 'c1' };
    api.send({ class: 'core', cmd: 'event', data: { class: 'mine', type: 'other' }, tid: 1 });
    api.send({ class: 'core', cmd: 'event', data: event, tid: 2 });
    assert.deepEqual(await api.said.take(3000, 'the answer', (m) => m.tid === 2), { result: 'ok', tid: 2 });
    assert.equal((await ofAny).class, 'mine');
    assert.deepEqual(await heard, event);
    assert.deepEqual((await ofCalls.next()).value, event);
    one.close();
    assert.ok((await ofCalls.next()).done);
  });

  test('an iterator nobody reads gives up instead of filling the memory', async () => {
    const one = client({ eventBuffer: 2 });
    await one.open();
    const all = one.events();
    for (const tid of [1, 2, 3, 4]) {
      api.send({ class: 'core', cmd: 'event', data: { class: 'mine', obj_id: String(tid) }, tid });
    }
    await api.said.take(3000, 'the last answer', (m) => m.tid === 4);
    assert.equal((await all.next()).value.obj_id, '1');
    assert.equal((await all.next()).value.obj_id, '2');
    await assert.rejects(all.next(), /2 events/);
  });

  test('pings are answered; what nobody handles is refused', async () => {
    await client().open();
    api.send({ class: 'core', cmd: 'ping', data: { time: 60 }, tid: 5 });
    assert.deepEqual(await api.said.take(3000, 'pong', (m) => m.tid === 5), { result: 'ok', tid: 5 });
    api.send({ class: 'media', subclass: 'call', cmd: 'invite', data: {}, tid: 6 });
    assert.equal((await api.said.take(3000, 'refusal', (m) => m.tid === 6)).data.code, 100006);
  });

  test('a handler answers with its data, refuses by an ApiError, and is acked while it takes its time', async () => {
    const one = client();
    await one.open();
    let decide;
    one.handle('core/callback/api_server_login', ({ user }) => {
      if (user === 'quick') {
        return { authorized: true };
      }
      if (user === 'nobody') {
        throw new ApiError(100033, 'User not found');
      }
      return new Promise((resolve) => (decide = resolve));
    });
    const ask = (user, tid) => {
      api.send({ class: 'core', subclass: 'callback', cmd: 'api_server_login', data: { user }, tid });
      return api.said.take(5000, user, (m) => m.tid === tid || m.ack === tid);
    };
    assert.deepEqual(await ask('quick', 11), { result: 'ok', data: { authorized: true }, tid: 11 });
    assert.deepEqual(await ask('nobody', 12), { result: 'error', data: { code: 100033, error: 'User not found' }, tid: 12 });
    assert.deepEqual(await ask('slow', 13), { ack: 13 });
    decide({ authorized: false });
    assert.deepEqual(await api.said.take(3000, 'the answer', (m) => m.tid === 13), {
      result: 'ok',
      data: { authorized: false },
      tid: 13,
    });
  });

  test('a lost connection comes back with the same id and subscriptions; what waited has failed', async () => {
    const one = client();
    await one.open();
    await one.subscribe({ class: 'media', subclass: 'room', obj_id: 'r1', body: { a: 1 } });
    await one.subscribe({ class: 'mine' });
    await one.unsubscribe({ class: 'mine' });
    api.requests.clear();
    api.script = (message) => (message.cmd === 'wait' ? undefined : loggedIn(message));
    const waiting = assert.rejects(one.request('core/wait'), ConnectionError);
    const lost = next(one, 'reconnecting');
    const back = next(one, 'open');
    api.cut();
    await waiting;
    assert.ok((await lost).error instanceof ConnectionError);
    assert.deepEqual(await back, { sessionId: 'made', again: true });
    assert.equal((await api.request('login')).data.session_id, 'made');
    assert.deepEqual((await api.request('subscribe')).data, { class: 'media', subclass: 'room', obj_id: 'r1', body: { a: 1 } });
    await assert.rejects(api.request('subscribe', 50), /not within/);
  });

  test('an id that is still in use is asked for again, then given up for a new one', async () => {
    const one = client({ sessionId: 'mine', sessionIdTries: 3, longestRetry: 20 });
    await one.open();
    api.requests.clear();
    const asked = [];
    api.script = (message) => {
      asked.push(message.data.session_id);
      return message.data.session_id ? { code: 100034, error: 'Duplicated session id' } : { session_id: 'new' };
    };
    const back = next(one, 'open');
    api.cut();
    assert.equal((await back).sessionId, 'new');
    assert.deepEqual(asked, ['mine', 'mine', 'mine', undefined]);
  });

  test('close() ends it, a try to reconnect too', async () => {
    const one = client({ firstRetry: 60_000 });
    await one.open();
    const lost = next(one, 'reconnecting');
    api.cut();
    await lost;
    const closed = next(one, 'closed');
    one.close();
    await closed;
    assert.equal(one.state, 'closed');
  });

  test('the types say what the code does', () => {
    const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
    try {
      execFileSync(process.execPath, [tsc, ...options, 'client/example.ts'], { cwd: here });
    } catch (error) {
      assert.fail(String(error.stdout));
    }
  });

  test('npm packs all of it and nothing else', () => {
    const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--offline'], { cwd: folder }));
    assert.deepEqual(files.map((file) => file.path).sort(), [
      'README.md',
      'commands.d.ts',
      'connection.js',
      'errors.js',
      'jackfield-client.d.ts',
      'jackfield-client.js',
      'package.json',
    ]);
  });
});

describe('the JavaScript client and the gateway', { timeout: 60_000 }, () => {
  let at;
  const open = [];

  before(async () => {
    at = await gateway();
  });

  after(() => open.forEach((client) => client.close()));

  async function client(user, options = {}) {
    const one = new JackfieldClient(at.demo.urls.api, { WebSocket, user, password: at.password(user), ...options });
    open.push(one);
    return one.open();
  }

  test('the gateway serves it', async () => {
    const source = new URL('/client/jackfield-client.js', at.phoneUrl);
    const response = await fetch(source);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/javascript/);
    assert.match(await response.text(), /export class JackfieldClient/);
  });

  test('an invite is handled, a call made and ended', async () => {
    const [ana, bo] = await Promise.all([client('1000'), client('1001')]);
    const invited = new Promise((resolve) => {
      bo.handle('media/call/invite', (invite) => {
        resolve(invite);
        return { subscribe: true };
      });
    });
    const [ringing, hungUp] = [next(ana, 'media/call/ringing'), next(bo, 'media/call/hangup')];
    const { call_id } = await ana.request('media/call/create', {
      callee: bo.sessionId,
      type: 'session',
      offer: { sdp: 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n', sdp_type: 'rtp' },
      caller: { name: 'Ana' },
    });
    assert.deepEqual((await invited).caller, { name: 'Ana' });
    await bo.request('media/call/ringing', { call_id });
    assert.equal((await ringing).obj_id, call_id);
    await ana.request('media/call/hangup', { call_id, reason: 'Enough' });
    assert.equal((await hungUp).body.reason, 'Originator cancel');
  });

  test('a connection the gateway has closed comes back with its id', async () => {
    const one = await client('1000', { firstRetry: 10 });
    const { sessionId } = one;
    const back = next(one, 'open', 10_000);
    await assert.rejects(one.request('core/ping', { pad: 'x'.repeat(1_100_000) }), (error) => error.code === 1009);
    assert.deepEqual(await back, { sessionId, again: true });
    await one.request('core/ping');
  });
});

describe('the Java example', { timeout: 120_000 }, () => {
  test('compiles without a warning, logs in, makes a session and hears of its end', async () => {
    const at = await gateway();
    const sources = fileURLToPath(new URL('../../../docs/examples/java/', import.meta.url));
    const classes = mkdtempSync(join(tmpdir(), 'jackfield-java-'));
    const tool = (name) => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', name) : name);
    const run = (name, args) => promisify(execFile)(tool(name), args, { timeout: 60_000 });
    try {
      const files = ['ApiClient.java', 'Example.java', 'Json.java'].map((file) => join(sources, file));
      await run('javac', ['-Xlint:all', '-Werror', '-d', classes, ...files]);
      const { stdout } = await run('java', ['-cp', classes, 'Example', at.demo.urls.api, '1000', at.password('1000')]);
      const [first, ...lines] = stdout.trim().split('\n');
      assert.match(first, /^logged in as \S+$/);
      // Events come beside the replies, not between certain ones.
      assert.deepEqual(lines.filter((line) => !line.startsWith('event ')), [
        'a session of type p2p',
        'refused: 100044 Syntax error: type',
        '0 sessions left',
      ]);
      assert.ok(lines.includes('event destroyed'), stdout);
    } finally {
      rmSync(classes, { recursive: true, force: true });
    }
  });
});
