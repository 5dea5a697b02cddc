// The other end of the JavaScript client, doing what a test says: things a healthy gateway does not do
// on demand, such as staying silent or losing the connection.

import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { Mailbox } from './wait.mjs';

export class ScriptedApi {
  /** What to do with a request: `(message, connection) => data`, or `undefined` to stay silent. */
  script = () => ({});
  /** Everything that is no request of the client: answers and acks. */
  said = new Mailbox();
  requests = new Mailbox();
  #server;

  static async start() {
    const api = new ScriptedApi();
    api.#server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    api.#server.on('connection', (socket) => {
      socket.on('message', (text) => api.#received(JSON.parse(text), socket));
    });
    await once(api.#server, 'listening');
    return api;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/api`;
  }

  #received(message, socket) {
    if (!('cmd' in message)) {
      this.said.put(message);
      return;
    }
    this.requests.put(message);
    const data = this.script(message, socket);
    if (data !== undefined) {
      const result = 'code' in data ? 'error' : 'ok';
      socket.send(JSON.stringify({ result, data, tid: message.tid }));
    }
  }

  /** Waits for a request with this cmd. */
  request(cmd, ms = 3000) {
    return this.requests.take(ms, cmd, (message) => message.cmd === cmd);
  }

  /** Sends to every client. */
  send(message) {
    this.#server.clients.forEach((socket) => socket.send(JSON.stringify(message)));
  }

  /** Breaks every connection, as a lost network would. */
  cut() {
    this.#server.clients.forEach((socket) => socket.terminate());
  }

  async stop() {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
