// A client of the External API without a browser: envelopes over any carrier, answers to what the
// gateway asks.

import assert from 'node:assert/strict';
import { webSocket } from './carriers.mjs';
import { until } from './wait.mjs';

const MERGED = ['event_body', 'events_body', 'body'];

export class ApiClient {
  events = [];
  invites = [];
  pings = [];
  acks = 0;
  closeCode = null;
  /** How a request of the gateway is answered: the fields beside `tid`, or null for not at all. */
  answer = () => ({ result: 'ok' });
  /** Everything that came and is held against this description, if given. */
  contract = null;
  failures = [];
  #carrier;
  #tid = 0;
  #waiting = new Map();
  #merges = false;

  /** Connects by WebSocket; logs in if a user is given. */
  static async open(url, login = {}) {
    return ApiClient.over(await webSocket(url), login);
  }

  /** Talks over this carrier; logs in if a user is given. */
  static async over(carrier, { user, password, contract = null, ...more } = {}) {
    const client = new ApiClient();
    client.contract = contract;
    client.#carrier = carrier;
    carrier.onText = (text) => client.#received(JSON.parse(text));
    carrier.onClose = (code) => client.#closed(code);
    if (user) {
      client.user = user;
      client.session = (await client.ok('core/user/login', { user, password, ...more })).session_id;
    }
    return client;
  }

  get carrier() {
    return this.#carrier;
  }

  #received(message) {
    if ('result' in message) {
      const waiting = this.#waiting.get(message.tid);
      this.#waiting.delete(message.tid);
      this.#check(() => waiting && this.contract.checkReply(waiting.path, message));
      waiting?.resolve(message);
    } else if ('ack' in message) {
      this.acks++;
    } else {
      this.#check(() => this.contract.checkRequest(message, this.#merges));
      this.#asked(message);
    }
  }

  #asked(message) {
    const { cmd, data = {}, tid } = message;
    if (cmd === 'event') {
      this.events.push(data);
    } else if (cmd === 'invite') {
      this.invites.push(data);
    } else if (cmd === 'ping') {
      this.pings.push(data);
    }
    const answer = this.answer(message);
    if (answer) {
      this.send({ ...answer, tid });
    }
  }

  // Thrown inside a socket's callback it would be nobody's; `checked()` tells.
  #check(what) {
    if (this.contract) {
      try {
        what();
      } catch (error) {
        this.failures.push(error);
      }
    }
  }

  /** Fails if anything that came did not keep to the description. */
  checked() {
    if (this.failures.length > 0) {
      throw this.failures[0];
    }
  }

  #closed(code) {
    this.closeCode ??= code;
    for (const { path, resolve } of this.#waiting.values()) {
      resolve({ result: 'closed', data: { code, path } });
    }
    this.#waiting.clear();
  }

  send(message) {
    this.sendText(JSON.stringify(message));
  }

  /** Text as a text message; over WebSocket, bytes as a binary one. */
  sendText(text) {
    this.#carrier.send(text);
  }

  /** A request as `class/subclass/cmd`; resolves with the reply, errors too. */
  request(path, data = {}) {
    const parts = path.split('/');
    const subclass = parts.length > 2 ? { subclass: parts[1] } : {};
    return this.#request(path, { class: parts[0], ...subclass, cmd: parts.at(-1), data });
  }

  /** The same for a spelling of its own: `{class, subclass?, cmd}`. */
  spelled(spelling, data = {}) {
    return this.#request(JSON.stringify(spelling), { ...spelling, data });
  }

  /** The same as text, just as it stands; its tid must be a text. */
  said(text) {
    const sent = new Promise((resolve) => this.#waiting.set(JSON.parse(text).tid, { path: 'as text', resolve }));
    this.sendText(text);
    return sent;
  }

  #request(path, message) {
    if (this.closeCode !== null) {
      return Promise.resolve({ result: 'closed', data: { code: this.closeCode } });
    }
    const tid = ++this.#tid;
    this.#merges ||= MERGED.some((name) => name in message.data);
    const sent = new Promise((resolve) => this.#waiting.set(tid, { path, resolve }));
    this.send({ ...message, tid });
    return sent;
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

  /** A request that must be refused; its error's text. */
  async refusal(path, data) {
    const reply = await this.request(path, data);
    assert.equal(reply.result, 'error', `${path}: ${JSON.stringify(reply)}`);
    return reply.data.error;
  }

  /** Waits for an event `class/subclass/type`, about this object if given, and takes it out of the list; its body. */
  async event(path, ms = 3000, object = undefined) {
    const fits = (one) =>
      path === `${one.class}/${one.subclass}/${one.type}` && (object === undefined || one.obj_id === object);
    const index = () => this.events.findIndex(fits) + 1;
    const words = () => `${path} in ${JSON.stringify(this.events.map((one) => one.type))}`;
    const found = await until(ms, words, index, { every: 10 });
    return this.events.splice(found - 1, 1)[0].body ?? {};
  }

  /** Forgets what came so far. */
  forget() {
    this.events.length = this.invites.length = this.failures.length = 0;
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
    this.#carrier.close();
  }
}
