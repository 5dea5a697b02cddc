// A Verto client of a few lines: JSON-RPC 2.0 over a WebSocket.

import WebSocket from 'ws';
import { Mailbox, within } from './wait.mjs';

const PATIENCE = 10_000;

export class VertoClient {
  /** What the gateway asked or told, as `{method, params}`. */
  told = new Mailbox();
  #replies = new Mailbox();
  #socket;
  #id = 0;

  static async open(url) {
    const client = new VertoClient();
    const socket = new WebSocket(url, { rejectUnauthorized: false });
    client.#socket = socket;
    socket.on('message', (data) => client.#received(JSON.parse(data)));
    await within(PATIENCE, `a WebSocket to ${url}`, new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)));
    return client;
  }

  #received(message) {
    if ('method' in message) {
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: { method: message.method } }));
      this.told.put(message);
    } else {
      this.#replies.put(message);
    }
  }

  /** Sends a request and waits for `{result}` or `{error}`. */
  request(method, params) {
    const id = ++this.#id;
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return this.#replies.take(PATIENCE, `reply to ${method}`, (message) => message.id === id);
  }

  /** Waits until the gateway tells this; its parameters. */
  async event(method) {
    return (await this.told.take(PATIENCE, method, (message) => message.method === method)).params;
  }

  close() {
    this.#socket.terminate();
  }
}
