// A SIP client of a few lines over UDP or WebSocket, to send what no phone would send and read what it is told.

import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import WebSocket from 'ws';
import { SipMessage } from './scripted-gateway.mjs';
import { Mailbox, within } from './wait.mjs';

const token = () => randomBytes(6).toString('hex');
const md5 = (text) => createHash('md5').update(text).digest('hex');

export class SipClient {
  received = new Mailbox();
  #socket;
  #webSocket;
  #gateway;

  /** @param {{host: string, port: number}} gateway */
  static async open(gateway) {
    const client = new SipClient();
    client.#gateway = gateway;
    client.#socket = createSocket('udp4');
    client.#socket.on('message', (data) => client.received.put(new SipMessage(String(data))));
    await new Promise((resolve) => client.#socket.bind(0, '127.0.0.1', resolve));
    return client;
  }

  /** The same over a WebSocket (RFC 7118). */
  static async overWebSocket(url) {
    const client = new SipClient();
    const socket = new WebSocket(url, 'sip', { rejectUnauthorized: false });
    socket.on('message', (data) => client.received.put(new SipMessage(String(data))));
    await within(10_000, `a WebSocket to ${url}`, new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)));
    client.#webSocket = socket;
    return client;
  }

  get address() {
    return this.#webSocket ? 'client.invalid;transport=ws' : `127.0.0.1:${this.#socket.address().port}`;
  }

  /** Sends these bytes as they are. */
  send(text) {
    if (this.#webSocket) {
      this.#webSocket.send(text);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#socket.send(text, this.#gateway.port, this.#gateway.host, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /** Builds a request. */
  request({ method, to, user, callId = token(), cseq = 1, tag = token(), branch = token(), headers = [], body = '', domain = 'jackfield' }) {
    return [
      `${method} sip:${method === 'REGISTER' ? '' : `${to}@`}${domain} SIP/2.0`,
      `Via: SIP/2.0/${this.#webSocket ? 'WS client.invalid' : `UDP ${this.address}`};branch=z9hG4bK${branch};rport`,
      'Max-Forwards: 70',
      `From: <sip:${user}@${domain}>;tag=${tag}`,
      `To: <sip:${to}@${domain}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${user}@${this.address}>`,
      ...(body ? ['Content-Type: application/sdp'] : []),
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  }

  /** The final response to this call, by its id. */
  final(callId, cseq, ms = 3000) {
    return this.received.take(
      ms,
      `final response to ${callId}`,
      (message) =>
        /^SIP\/2\.0 [2-6]/.test(message.start) &&
        message.header('Call-ID') === callId &&
        message.header('CSeq').startsWith(`${cseq} `),
    );
  }

  /** The next request of this kind. */
  asked(method, ms = 5000) {
    return this.received.take(ms, `a ${method}`, (message) => message.method === method);
  }

  /** Answers a request. */
  reply(request, status, headers = [], body = '') {
    return this.send(request.respond(status, [`Contact: <sip:${this.address}>`, ...headers], body));
  }

  /** Sends a request, answers a challenge, acknowledges a refusal, and returns the final response. */
  async transact({ method, to, user, password, body, headers = [] }) {
    const callId = token();
    const tag = token();
    let branch = token();
    const base = { method, to, user, callId, tag, body };
    await this.send(this.request({ ...base, branch, headers }));
    let response = await this.final(callId, 1);
    await this.#acknowledge({ ...base, branch, cseq: 1 }, response);
    const challenge = /^SIP\/2\.0 401/.test(response.start)
      ? ['WWW-Authenticate', 'Authorization']
      : ['Proxy-Authenticate', 'Proxy-Authorization'];
    const offered = response.header(challenge[0]);
    if (offered && password !== undefined) {
      branch = token();
      const uri = `sip:${method === 'REGISTER' ? '' : `${to}@`}jackfield`;
      const credentials = `${challenge[1]}: ${digest(offered, { user, password, method, uri })}`;
      await this.send(this.request({ ...base, branch, cseq: 2, headers: [...headers, credentials] }));
      response = await this.final(callId, 2);
      await this.#acknowledge({ ...base, branch, cseq: 2 }, response);
    }
    return response;
  }

  // RFC 3261 section 17.1.1.3: the ACK of a refusal is part of the INVITE's transaction.
  async #acknowledge({ method, to, user, callId, tag, branch, cseq }, response) {
    if (method !== 'INVITE' || response.start.startsWith('SIP/2.0 2')) {
      return;
    }
    const ack = this.request({ method: 'ACK', to, user, callId, tag, branch, cseq });
    await this.send(ack.replace(/^To: .*$/m, `To: ${response.header('To')}`));
  }

  /** A request in the dialog that a 2xx to our INVITE has made. */
  inDialog(response, method) {
    const number = Number.parseInt(response.header('CSeq'), 10) + (method === 'ACK' ? 0 : 1);
    const contact = /<([^>]+)>/.exec(response.header('Contact'))[1];
    const request = this.request({ method, to: '', user: '', cseq: number });
    return this.send(
      request
        .replace(/^\S+ \S+/, `${method} ${contact}`)
        .replace(/^From: .*$/m, `From: ${response.header('From')}`)
        .replace(/^To: .*$/m, `To: ${response.header('To')}`)
        .replace(/^Call-ID: .*$/m, `Call-ID: ${response.header('Call-ID')}`),
    );
  }

  close() {
    if (this.#webSocket) {
      this.#webSocket.terminate();
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#socket.close(resolve));
  }
}

/** The credentials for a challenge (RFC 2617, MD5, with or without qop). */
function digest(challenge, { user, password, method, uri }) {
  const value = (name) => new RegExp(`[ ,]${name}="?([^",]+)`, 'i').exec(challenge)?.[1];
  const realm = value('realm');
  const nonce = value('nonce');
  const qop = value('qop') ? 'auth' : '';
  const cnonce = token();
  const ha1 = md5(`${user}:${realm}:${password}`);
  const ha2 = md5(`${method}:${uri}`);
  const response = md5(qop ? `${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}` : `${ha1}:${nonce}:${ha2}`);
  return [
    `Digest username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    'algorithm=MD5',
    ...(value('opaque') ? [`opaque="${value('opaque')}"`] : []),
    ...(qop ? ['qop=auth', 'nc=00000001', `cnonce="${cnonce}"`] : []),
  ].join(', ');
}

/** An offer with these codecs, as `[payload type, 'NAME/rate']`. */
export function offer(port, codecs) {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${codecs.map(([type]) => type).join(' ')}`,
    ...codecs.map(([type, name]) => `a=rtpmap:${type} ${name}`),
    '',
  ].join('\r\n');
}
