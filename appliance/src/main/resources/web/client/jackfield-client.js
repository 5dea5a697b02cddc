// A client of Jackfield's External API for browsers and Node. No dependency.
//
//   const client = new JackfieldClient('wss://gateway.example.org/api', { user: '1000', password });
//   await client.open();
//   const { session_id, answer } = await client.request('media/session/create', { type: 'echo', wait_reply: true, offer });
//
// docs/api of the project has the commands; README.md beside this file has the rest.

import { Connection } from './connection.js';
import { ApiError, ConnectionError, JackfieldError } from './errors.js';

export { ApiError, ConnectionError, DeadlineError, JackfieldError, OtherResult } from './errors.js';

const DUPLICATED_SESSION_ID = 100034;

// Errors of a login that no repetition mends.
const REFUSED = new Set([100030, 100020, 100035, 100044, 100045]);

const DEFAULTS = {
  answerTimeout: 10_000, // to the answer or the first ack
  ackedTimeout: 190_000, // after each ack
  openTimeout: 10_000, // to an open socket
  firstRetry: 500,
  longestRetry: 15_000,
  reconnect: true,
  retryFirst: false, // whether open() goes on trying when the first connection fails
  sessionIdTries: 5, // how often an id that is still in use is asked for before a new one is taken
  eventBuffer: 10_000, // events an iterator may be behind
};

const PARTS = ['class', 'subclass', 'type', 'obj_id'];

/** An event with a `detail`; CustomEvent is missing in Node 18. */
class DetailEvent extends Event {
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

/**
 * Events: `open` ({sessionId, again}), `reconnecting` ({error, delay}), `refused` (ApiError, no further
 * try), `closed`, `event` (any event of the gateway), and each event of the gateway under its path,
 * e.g. `media/session/destroyed`.
 */
export class JackfieldClient extends EventTarget {
  #url;
  #options;
  #connection = null;
  #state = 'new';
  #sessionId;
  #duplicates = 0;
  #failures = 0;
  #retry = null;
  #opening = null;
  #subscriptions = new Map();
  #handlers = new Map([['core/ping', () => ({})]]);
  #iterators = new Set();

  constructor(url, options = {}) {
    super();
    this.#url = url;
    this.#options = { ...DEFAULTS, WebSocket: globalThis.WebSocket, ...options };
    this.#sessionId = options.sessionId;
    if (!this.#options.WebSocket) {
      throw new JackfieldError('there is no WebSocket here: give one as an option');
    }
    this.#handlers.set('core/event', (event) => this.#event(event));
  }

  /** `new`, `connecting`, `open`, `reconnecting` or `closed`. */
  get state() {
    return this.#state;
  }

  /** The connection's id, kept over reconnections. */
  get sessionId() {
    return this.#sessionId;
  }

  /** Connects and logs in. Rejects if the login is refused, or if the first connection fails. */
  open() {
    if (this.#state !== 'new' && this.#state !== 'closed') {
      return Promise.reject(new JackfieldError(`open() in state ${this.#state}`));
    }
    this.#state = 'connecting';
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#connect();
    });
  }

  /**
   * Asks the gateway for something.
   *
   * @param {string} path `class/subclass/cmd`
   * @param {object} data its fields
   * @param {{deadline?: number}} options ms to the answer or the first ack
   * @returns {Promise<object>} the data of the answer
   */
  request(path, data = {}, { deadline = this.#options.answerTimeout } = {}) {
    if (this.#state !== 'open') {
      return Promise.reject(new ConnectionError(0, `not connected (${this.#state})`));
    }
    return this.#connection.request(path, data, deadline);
  }

  /** Subscribes to events, again after every reconnection. `body` is merged into each of them. */
  async subscribe(topic) {
    await this.request('core/event/subscribe', topic);
    this.#subscriptions.set(keyOf(topic), topic);
  }

  /** Ends a subscription; the topic without `body`. */
  async unsubscribe(topic) {
    this.#subscriptions.delete(keyOf(topic));
    await this.request('core/event/unsubscribe', topic);
  }

  /**
   * Answers requests of the gateway: `media/call/invite`, or a callback such as
   * `core/callback/api_server_login`. What the handler returns, or its promise brings, is the answer's
   * data; a thrown ApiError refuses. While it takes long the gateway is told by acks.
   */
  handle(path, handler) {
    this.#handlers.set(path, handler);
  }

  /** Events that fit, one after the other, until the client closes: `for await (const event of client.events({...}))`. */
  events(topic = {}) {
    const iterator = new Events(topic, this.#options.eventBuffer, (one) => this.#iterators.delete(one));
    this.#iterators.add(iterator);
    return iterator;
  }

  /** Ends the connection and every try to make one. */
  close() {
    clearTimeout(this.#retry);
    this.#finish(new ConnectionError(1000, 'closed by the client'));
    const connection = this.#connection;
    this.#connection = null;
    connection?.close(1000);
  }

  #connect() {
    const connection = new Connection(
      new this.#options.WebSocket(this.#url),
      { answer: this.#options.answerTimeout, extension: this.#options.ackedTimeout },
      {
        opened: () => this.#mine(connection, () => this.#opened(connection, patience)),
        asked: (path, data) => this.#handlers.get(path)?.(data),
        closed: (error) => {
          clearTimeout(patience);
          this.#mine(connection, () => this.#lost(error));
        },
      },
    );
    const patience = setTimeout(
      () => connection.abandon(new ConnectionError(0, 'no connection in time')),
      this.#options.openTimeout,
    );
    this.#connection = connection;
  }

  #mine(connection, what) {
    if (connection === this.#connection) {
      what();
    }
  }

  async #opened(connection, patience) {
    clearTimeout(patience);
    const { user, password, service, login = {} } = this.#options;
    const again = !this.#opening;
    try {
      const { session_id } = await connection.request('core/user/login', {
        ...login,
        ...(user !== undefined && { user }),
        ...(password !== undefined && { password }),
        ...(service !== undefined && { service }),
        ...(this.#sessionId !== undefined && { session_id: this.#sessionId }),
      });
      this.#sessionId = session_id;
      for (const topic of this.#subscriptions.values()) {
        await connection.request('core/event/subscribe', topic).catch((error) => this.#dropped(topic, error));
      }
    } catch (error) {
      this.#mine(connection, () => this.#notLoggedIn(connection, error));
      return;
    }
    this.#mine(connection, () => {
      this.#failures = 0;
      this.#duplicates = 0;
      this.#state = 'open';
      this.#opening?.resolve(this);
      this.#opening = null;
      this.#emit('open', { sessionId: this.#sessionId, again });
    });
  }

  // What it subscribed to may be gone after a reconnection: a session that ended with the connection.
  #dropped(topic, error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    this.#subscriptions.delete(keyOf(topic));
  }

  #notLoggedIn(connection, error) {
    if (error instanceof ApiError && REFUSED.has(error.code)) {
      this.#connection = null;
      connection.close(1000);
      this.#finish(error);
      this.#emit('refused', error);
      return;
    }
    if (error.code === DUPLICATED_SESSION_ID && ++this.#duplicates >= this.#options.sessionIdTries) {
      this.#sessionId = undefined;
      this.#duplicates = 0;
    }
    connection.abandon(error);
  }

  #lost(error) {
    this.#connection = null;
    if (this.#opening ? !this.#options.retryFirst : !this.#options.reconnect) {
      this.#finish(error);
      return;
    }
    this.#state = this.#opening ? 'connecting' : 'reconnecting';
    const most = Math.min(this.#options.longestRetry, this.#options.firstRetry * 2 ** this.#failures++);
    const delay = most * (0.5 + Math.random() / 2); // a gateway that restarts is not asked by all at once
    this.#retry = setTimeout(() => this.#connect(), delay);
    this.#emit('reconnecting', { error, delay });
  }

  #finish(error) {
    if (this.#state === 'closed') {
      return;
    }
    this.#state = 'closed';
    this.#opening?.reject(error);
    this.#opening = null;
    this.#iterators.forEach((one) => one.end());
    this.#emit('closed', error);
  }

  #event(event) {
    // Answered ok before anybody looks at it: what listeners do with it is not the gateway's concern.
    queueMicrotask(() => {
      this.#iterators.forEach((one) => one.put(event));
      this.#emit('event', event);
      this.#emit([event.class, event.subclass, event.type].filter(Boolean).join('/'), event);
    });
    return {};
  }

  #emit(type, detail) {
    this.dispatchEvent(new DetailEvent(type, detail));
  }
}

/** Events as an async iterator. */
class Events {
  #topic;
  #most;
  #gone;
  #kept = [];
  #waiting = [];
  #over = false;
  #failure = null;

  constructor(topic, most, gone) {
    this.#topic = topic;
    this.#most = most;
    this.#gone = gone;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  next() {
    if (this.#kept.length > 0) {
      return Promise.resolve({ value: this.#kept.shift(), done: false });
    }
    if (this.#failure) {
      return Promise.reject(this.#failure);
    }
    if (this.#over) {
      return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return() {
    this.end();
    this.#kept = [];
    return Promise.resolve({ value: undefined, done: true });
  }

  put(event) {
    if (!PARTS.every((part) => [undefined, '*', event[part]].includes(this.#topic[part]))) {
      return;
    }
    const resolve = this.#waiting.shift();
    if (resolve) {
      resolve({ value: event, done: false });
    } else if (this.#kept.length < this.#most) {
      this.#kept.push(event);
    } else {
      this.#failure = new JackfieldError(`more than ${this.#most} events wait to be read`);
      this.end();
    }
  }

  end() {
    this.#over = true;
    this.#gone(this);
    this.#waiting.splice(0).forEach((resolve) => resolve({ value: undefined, done: true }));
  }
}

function keyOf(topic) {
  const { class: top, subclass = topic.obj ?? '*', type = '*', obj_id = '*', service = '' } = topic;
  return JSON.stringify([top, subclass, type, obj_id, service]);
}
