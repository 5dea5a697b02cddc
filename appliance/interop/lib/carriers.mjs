// What carries messages of the External API: sockets of several makers behind one shape,
// `send(text)`, `close()`, `onText(text)`, `onClose(code)`. Nothing here was written with the gateway.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import * as children from './children.mjs';
import { within } from './wait.mjs';

const OPEN_MS = 10_000;
const PYTHON = '/usr/bin/python3';
const BRIDGE = fileURLToPath(new URL('python-websocket.py', import.meta.url));

class Carrier {
  onText = () => {};
  onClose = () => {};
}

/** Node's `ws`, over ws: and wss:. */
export async function webSocket(url) {
  const carrier = new Carrier();
  const socket = new WebSocket(url, { rejectUnauthorized: false });
  carrier.socket = socket;
  carrier.send = (data) => socket.send(data);
  carrier.close = () => socket.close();
  carrier.destroy = () => socket.terminate();
  socket.on('message', (data) => carrier.onText(String(data)));
  socket.on('close', (code) => carrier.onClose(code));
  const opened = new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await within(OPEN_MS, `a WebSocket to ${url}`, opened);
  socket.on('error', () => {}); // 'close' follows
  return carrier;
}

/** A socket of Node's, over tcp or tls; `framing` is `lines` or `lengths`. */
export async function raw({ host, port, secure, framing }) {
  const carrier = new Carrier();
  const socket = secure
    ? tls.connect({ host, port, rejectUnauthorized: false })
    : net.connect({ host, port });
  socket.setNoDelay(true);
  const read = framing === 'lines' ? lines((text) => carrier.onText(text)) : lengths((text) => carrier.onText(text));
  carrier.socket = socket;
  carrier.send = (data) => socket.write(framing === 'lines' ? `${data}\n` : frame(data));
  carrier.close = () => socket.end();
  carrier.destroy = () => socket.destroy();
  socket.on('data', read);
  socket.on('close', () => carrier.onClose(0));
  const opened = new Promise((resolve, reject) => {
    socket.once(secure ? 'secureConnect' : 'connect', resolve);
    socket.once('error', reject);
  });
  await within(OPEN_MS, `${secure ? 'tls' : 'tcp'}:${host}:${port}`, opened);
  socket.on('error', () => {}); // 'close' follows
  return carrier;
}

/** `openssl s_client`: whatever goes in comes out of a TLS connection; `peer` is whom it was shown. */
export async function openssl({ host, port }) {
  const child = spawnLines('openssl', ['s_client', '-quiet', '-no_ign_eof', '-connect', `${host}:${port}`]);
  const carrier = await piped(child);
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  Object.defineProperty(carrier, 'peer', { get: () => /CN ?= ?(\S+)/.exec(said)?.[1] });
  return carrier;
}

/** Python's `websockets` behind a script of a few lines. */
export async function python(url) {
  const child = spawnLines(PYTHON, [BRIDGE, url]);
  const carrier = await piped(child);
  const opened = new Promise((resolve) => (carrier.onText = (text) => text === 'open' && resolve()));
  await within(OPEN_MS, `Python's websockets to ${url}`, opened);
  const told = (text) => carrier.onClose(Number(text.slice('closed '.length)));
  let listener = () => {};
  carrier.received = (text) => (text.startsWith('closed ') ? told(text) : listener(text));
  Object.defineProperty(carrier, 'onText', { set: (fn) => (listener = fn), get: () => carrier.received });
  return carrier;
}

/** Whether Python and its `websockets` are there. */
export async function hasPython() {
  if (!existsSync(PYTHON)) {
    return false;
  }
  const child = spawn(PYTHON, ['-c', 'import websockets'], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

export async function hasOpenssl() {
  const child = spawn('openssl', ['version'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function spawnLines(command, args) {
  return children.start(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
}

async function piped(child) {
  const carrier = new Carrier();
  carrier.send = (data) => child.stdin.write(`${data}\n`);
  carrier.close = () => child.stdin.end();
  carrier.destroy = () => child.kill('SIGKILL');
  child.stdin.on('error', () => {}); // it ended before us; 'exit' follows
  child.stdout.on('data', lines((text) => carrier.onText(text)));
  child.stderr.resume(); // a full pipe would stop it
  child.once('exit', () => carrier.onClose(0));
  return carrier;
}

function lines(take) {
  let rest = '';
  return (data) => {
    const parts = (rest + data.toString('utf8')).split('\n');
    rest = parts.pop();
    parts.filter(Boolean).forEach(take);
  };
}

function lengths(take) {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const end = 4 + rest.readUInt32BE(0);
      take(rest.toString('utf8', 4, end));
      rest = rest.subarray(end);
    }
  };
}

/** A message with its length before it. */
export function frame(data) {
  const body = Buffer.from(data);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}
