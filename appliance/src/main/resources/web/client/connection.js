// One WebSocket to the gateway: requests and answers both ways. It knows envelopes, transactions and
// deadlines; what the requests mean is its owner's business.

import { ApiError, ConnectionError, DeadlineError, OtherResult } from './errors.js';

const NOT_IMPLEMENTED = { code: 100006, error: 'Not implemented' };
const INTERNAL_ERROR = { code: 100002, error: 'Internal error' };

// The gateway gives us 5 s, and 180 s after each ack.
const FIRST_ACK_MS = 2_000;
const NEXT_ACK_MS = 60_000;

export class Connection {
  #socket;
  #timing;
  #tid = 0;
  #waiting = new Map();
  #acking = new Set();
  #closed = null;
  #owner;

  /**
   * @param {WebSocket} socket not open yet
   * @param {{answer: number, extension: number}} timing ms to wait for an answer or an ack, and after an ack
   * @param {object} owner `opened()`, `asked(path, data)` whose result is the answer's data, `closed(error)`
   */
  constructor(socket, timing, owner) {
    this.#socket = socket;
    this.#timing = timing;
    this.#owner = owner;
    socket.addEventListener('open', () => owner.opened());
    socket.addEventListener('message', ({ data }) => this.#received(data));
    socket.addEventListener('error', () => {}); // 'close' follows and says the same
    socket.addEventListener('close', ({ code, reason }) => this.#end(new ConnectionError(code, String(reason ?? ''))));
  }

  /** Sends `class/subclass/cmd`, or `class/cmd` of subclass core. */
  request(path, data = {}, deadline = this.#timing.answer) {
    if (this.#closed) {
      return Promise.reject(this.#closed);
    }
    const parts = path.split('/');
    const tid = ++this.#tid;
    this.#send({
      class: parts[0],
      ...(parts.length > 2 && { subclass: parts[1] }),
      cmd: parts.at(-1),
      data,
      tid,
    });
    return new Promise((resolve, reject) => {
      const entry = { path, resolve, reject, timer: null };
      this.#waiting.set(tid, entry);
      this.#arm(tid, entry, deadline);
    });
  }

  close(code = 1000, reason = '') {
    this.#socket.close(code, reason);
  }

  /** Ends it now; a close frame may never be answered on a dead network. */
  abandon(error) {
    this.#end(error);
    this.#socket.close();
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #arm(tid, entry, ms) {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      this.#waiting.delete(tid);
      entry.reject(new DeadlineError(entry.path));
    }, ms);
  }

  #received(text) {
    if (this.#closed) {
      return;
    }
    const message = JSON.parse(text);
    if ('cmd' in message) {
      this.#asked(message);
    } else if ('ack' in message) {
      const entry = this.#waiting.get(message.ack);
      if (entry) {
        this.#arm(message.ack, entry, this.#timing.extension);
      }
    } else {
      this.#answered(message);
    }
  }

  #answered({ result, data = {}, tid }) {
    const entry = this.#waiting.get(tid);
    if (!entry) {
      return; // came after its deadline
    }
    this.#waiting.delete(tid);
    clearTimeout(entry.timer);
    if (result === 'ok') {
      entry.resolve(data);
    } else if (result === 'error') {
      entry.reject(new ApiError(data.code, data.error, entry.path));
    } else {
      entry.reject(new OtherResult(result, data, entry.path));
    }
  }

  async #asked({ class: top, subclass = 'core', cmd, data = {}, tid }) {
    const path = subclass === 'core' ? `${top}/${cmd}` : `${top}/${subclass}/${cmd}`;
    let pending = setTimeout(ack, FIRST_ACK_MS);
    const acking = { stop: () => clearTimeout(pending) };
    const connection = this;
    function ack() {
      connection.#send({ ack: tid });
      pending = setTimeout(ack, NEXT_ACK_MS);
    }
    this.#acking.add(acking);
    let reply;
    try {
      const handled = this.#owner.asked(path, data);
      reply = handled === undefined ? error(NOT_IMPLEMENTED) : ok(await handled);
    } catch (failure) {
      reply = error(failure instanceof ApiError ? failure : INTERNAL_ERROR);
      if (!(failure instanceof ApiError)) {
        console.error(`the handler of ${path} failed:`, failure);
      }
    } finally {
      acking.stop();
      this.#acking.delete(acking);
    }
    if (!this.#closed) {
      this.#send({ ...reply, tid });
    }
  }

  #end(failure) {
    if (this.#closed) {
      return;
    }
    this.#closed = failure;
    this.#acking.forEach((one) => one.stop());
    for (const entry of this.#waiting.values()) {
      clearTimeout(entry.timer);
      entry.reject(failure);
    }
    this.#waiting.clear();
    this.#owner.closed(failure);
  }
}

function ok(data) {
  return { result: 'ok', ...(data && Object.keys(data).length > 0 && { data }) };
}

function error({ code, error }) {
  return { result: 'error', data: { code, error } };
}
