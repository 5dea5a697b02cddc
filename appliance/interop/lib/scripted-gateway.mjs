// A gateway of a few lines, for tests of the phone's pages alone: it answers SIP over WebSocket as
// a test says, and passes everything else between the pages attached to it.

/** One SIP message, as far as a test needs it. */
export class SipMessage {
  constructor(text) {
    const [head, body = ''] = text.split(/\r\n\r\n/, 2);
    [this.start, ...this.lines] = head.split('\r\n');
    this.text = text;
    this.body = body;
  }

  get method() {
    return this.start.startsWith('SIP/2.0') ? '' : this.start.split(' ')[0];
  }

  header(name) {
    const prefix = `${name.toLowerCase()}:`;
    const line = this.lines.find((one) => one.toLowerCase().startsWith(prefix));
    return line?.slice(prefix.length).trim() ?? '';
  }

  headers(name) {
    const prefix = `${name.toLowerCase()}:`;
    return this.lines.filter((one) => one.toLowerCase().startsWith(prefix));
  }

  /** A response to this request (RFC 3261 section 8.2.6). */
  respond(status, headers = [], body = '') {
    const to = this.header('To');
    return [
      `SIP/2.0 ${status}`,
      ...this.headers('Via'),
      `From: ${this.header('From')}`,
      `To: ${to}${/;tag=/.test(to) || status.startsWith('100') ? '' : ';tag=scripted'}`,
      `Call-ID: ${this.header('Call-ID')}`,
      `CSeq: ${this.header('CSeq')}`,
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  }
}

const userIn = (header) => /sip:([^@;>]+)@/.exec(header)?.[1] ?? '';

export class ScriptedGateway {
  /** What to answer: `(message, reply) => boolean`, true if it was answered. */
  script = () => false;
  #sockets = new Map();

  /** Takes this page's WebSocket to /sip. */
  async attach(page) {
    await page.routeWebSocket(/\/sip$/, (socket) => {
      socket.onMessage((data) => this.#received(String(data), socket));
    });
  }

  /** Breaks every connection, as a lost network would. */
  async cut() {
    const sockets = [...this.#sockets.values()];
    this.#sockets.clear();
    await Promise.all(sockets.map((socket) => socket.close({ code: 1001 })));
  }

  #received(text, socket) {
    const message = new SipMessage(text);
    const reply = (status, headers, body) => socket.send(message.respond(status, headers, body));
    if (!text.trim() || this.script(message, reply)) {
      return;
    }
    if (message.method === 'REGISTER') {
      this.#sockets.set(userIn(message.header('To')), socket);
      reply('200 OK', [`Contact: ${message.header('Contact')}`]);
      return;
    }
    // A response goes back to who asked; a request goes to the other party of the call.
    const parties = [userIn(message.header('To')), userIn(message.header('From'))];
    const target = message.method
      ? parties.map((user) => this.#sockets.get(user)).find((one) => one && one !== socket)
      : this.#sockets.get(parties[1]) === socket
        ? this.#sockets.get(parties[0])
        : this.#sockets.get(parties[1]);
    if (target) {
      target.send(text);
    } else if (message.method && message.method !== 'ACK') {
      reply('404 Not Found');
    }
  }
}
