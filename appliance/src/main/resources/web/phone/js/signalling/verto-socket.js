// JSON-RPC 2.0 over one WebSocket, both ways, and the next socket when it breaks. What the methods mean is
// verto.js' business.

const ANSWER_MS = 10_000;
const OPEN_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 4_000; // a call waits for it, in silence

/** An error the gateway answered with, or `code` 0 for no answer. */
export class VertoError extends Error {
  constructor(code, message, data = {}) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export class VertoSocket {
  #url;
  #owner;
  #socket = null;
  #id = 0;
  #waiting = new Map();
  #failures = 0;
  #retry = null;
  #stopped = false;

  /**
   * @param {string} url
   * @param {object} owner `opened()`, `asked(method, params)` for each request of the gateway, `lost()`
   *     when a connection breaks or none can be made; the next one is tried by itself
   */
  constructor(url, owner) {
    this.#url = url;
    this.#owner = owner;
  }

  open() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const patience = setTimeout(() => socket.close(), OPEN_MS);
    socket.addEventListener('open', () => {
      clearTimeout(patience);
      this.#owner.opened();
    });
    socket.addEventListener('message', ({ data }) => socket === this.#socket && this.#received(data));
    socket.addEventListener('close', () => {
      clearTimeout(patience);
      if (socket === this.#socket) {
        this.#lost();
      }
    });
  }

  /** The log-in went well: the next loss begins with short pauses again. */
  settled() {
    this.#failures = 0;
  }

  /** Gives this connection up, for the next one. */
  abandon() {
    const socket = this.#socket;
    this.#lost();
    socket?.close();
  }

  close() {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    this.#forget();
    socket?.close(1000);
  }

  /** @returns {Promise<object>} the result; rejects with a {@link VertoError} */
  ask(method, params) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new VertoError(0, 'not connected'));
    }
    const id = ++this.#id;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new VertoError(0, `${method}: no answer`));
      }, ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, timer });
    });
  }

  #send(message) {
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  #received(text) {
    if (text.startsWith('#')) {
      return; // of the speed test, which is not asked for here
    }
    const { id, method, params = {}, result, error } = JSON.parse(text);
    if (method) {
      this.#owner.asked(method, params);
      if (id !== undefined) {
        this.#send({ id, result: { method, ...(method === 'verto.ping' && params) } });
      }
      return;
    }
    const entry = this.#waiting.get(id);
    if (!entry) {
      return; // came after its deadline
    }
    this.#waiting.delete(id);
    clearTimeout(entry.timer);
    if (error) {
      entry.reject(new VertoError(error.code, error.message, error));
    } else {
      entry.resolve(result ?? {});
    }
  }

  #lost() {
    this.#socket = null;
    this.#forget();
    if (this.#stopped) {
      return;
    }
    // A gateway that restarts is not asked by all at once.
    const most = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.open(), most * (0.5 + Math.random() / 2));
    this.#owner.lost();
  }

  #forget() {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new VertoError(0, 'the connection broke'));
    }
    this.#waiting.clear();
  }
}
