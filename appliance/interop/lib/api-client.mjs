// A client of the External API without a browser: envelopes over a WebSocket, answers to what the
// gateway asks.

import assert from 'node:assert/strict';
import WebSocket from 'ws';
import { until } from './wait.mjs';

export class ApiClient {
  events = [];
  invites = [];
  acks = 0;
  closeCode = null;
  #socket;
  #tid = 0;
  #waiting = new Map();

  /** Connects; logs in if a user is given. */
  static async open(url, { user, password } = {}) {
    const client = new ApiClient();
    client.#socket = new WebSocket(url);
    client.#socket.on('message', (data) => client.#received(JSON.parse(data)));
    client.#socket.on('close', (code) => (client.closeCode = code));
    await new Promise((resolve, reject) => {
      client.#socket.once('open', resolve);
      client.#socket.once('error', reject);
    });
    if (user) {
      client.session = (await client.ok('core/user/login', { user, password })).session_id;
    }
    return client;
  }

  #received(message) {
    if ('result' in message) {
      this.#waiting.get(message.tid)?.(message);
      this.#waiting.delete(message.tid);
    } else if ('ack' in message) {
      this.acks++;
    } else {
      const { cmd, data = {}, tid } = message;
      if (cmd === 'event') {
        this.events.push(data);
      } else if (cmd === 'invite') {
        this.invites.push(data);
      }
      this.send({ result: 'ok', tid });
    }
  }

  send(message) {
    this.sendText(JSON.stringify(message));
  }

  /** Text as a text message, bytes as a binary one. */
  sendText(text) {
    this.#socket.send(text);
  }

  /** A request as `class/subclass/cmd`; resolves with the reply, errors too. */
  request(path, data = {}) {
    const parts = path.split('/');
    const tid = ++this.#tid;
    const subclass = parts.length > 2 ? { subclass: parts[1] } : {};
    this.send({ class: parts[0], ...subclass, cmd: parts.at(-1), data, tid });
    return new Promise((resolve) => this.#waiting.set(tid, resolve));
  }

  /** A request that must succeed; its data. */
  async ok(path, data) {
    const reply = await this.request(path, data);
    assert.equal(reply.result, 'ok', `${path}: ${JSON.stringify(reply)}`);
    return reply.data ?? {};
  }

  /** A request that must be refused; the code. */
  async refused(path, data) {
    const reply = await this.request(path, data);
    assert.equal(reply.result, 'error', `${path}: ${JSON.stringify(reply)}`);
    return reply.data.code;
  }

  /** Waits for an event `class/subclass/type` and takes it out of the list; its body. */
  async event(path, ms = 3000) {
    const index = () =>
      this.events.findIndex((one) => path === `${one.class}/${one.subclass}/${one.type}`) + 1;
    const words = () => `${path} in ${JSON.stringify(this.events.map((one) => one.type))}`;
    const found = await until(ms, words, index, { every: 10 });
    return this.events.splice(found - 1, 1)[0].body ?? {};
  }

  /** Waits for an invite; its data. */
  async invite(ms = 3000) {
    await until(ms, () => 'an invite', () => this.invites.length > 0, { every: 10 });
    return this.invites.shift();
  }

  /** Waits until the gateway has closed the connection; the code. */
  async closed(ms = 3000) {
    await until(ms, () => 'the connection is closed', () => this.closeCode !== null, { every: 10 });
    return this.closeCode;
  }

  close() {
    this.#socket.close();
  }
}
