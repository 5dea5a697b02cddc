// One call of the External API (media/call/...).

import { failureOfError, failureOfHangup, isTransfer } from './api-failures.js';
import { PeerCall } from './peer-call.js';

// Calls to SIP phones need an engine between; this one is always there.
const BACKEND = 'embedded';

const USER_BUSY = 305020;

export class ApiCall extends PeerCall {
  #client;
  #role;
  #accepted = false;
  #described = false;
  #answered = false;
  #holding = false;
  #transferring = false;

  constructor(client, id, direction, number) {
    super();
    this.#client = client;
    this.#role = direction === 'out' ? 'caller' : 'callee';
    this.id = id;
    this.direction = direction;
    this.number = number;
  }

  get up() {
    return this.#answered;
  }

  async start(media) {
    try {
      const offer = { sdp: await this.makeOffer(media) };
      if (!this.ended) {
        await this.#ask('create', { callee: this.number, type: 'all', backend: BACKEND, offer });
      }
    } catch (error) {
      this.end({ by: 'local', failure: failureOfError(error, 'call') });
    }
  }

  /** Tells the caller that it rings here, unless it was refused at once. */
  alert() {
    if (!this.ended) {
      this.#ask('ringing').catch(() => {}); // not found: the caller gave up meanwhile
    }
  }

  async answer(media) {
    try {
      const answer = { sdp: await this.makeAnswer(this.offer, media) };
      if (!this.ended) {
        await this.#ask('accepted', { answer });
        this.#accepted = this.#described = true;
        this.#up();
      }
    } catch (error) {
      this.#ask('hangup').catch(() => {}); // it may be over already
      this.end({ by: 'local', failure: failureOfError(error, 'call') });
    }
  }

  reject({ busy = false } = {}) {
    this.#leave('rejected', busy ? { code: USER_BUSY } : {});
  }

  hangup() {
    this.#leave('hangup');
  }

  async hold(on) {
    this.#holding = true;
    try {
      await this.#ask(on ? 'hold' : 'unhold');
      this.silence(on);
    } catch (error) {
      throw failureOfError(error, 'call');
    } finally {
      this.#holding = false;
    }
  }

  transfer(number) {
    this.#transfer({ callee: number });
  }

  join(other) {
    this.#transfer({ replace_call_id: other.id });
  }

  async #transfer(target) {
    this.#transferring = true;
    try {
      await this.#ask('transfer', target);
    } catch (error) {
      this.#notTransferred(failureOfError(error, 'call'));
    }
  }

  #notTransferred(failure) {
    if (this.#transferring && !this.ended) {
      this.#transferring = false;
      this.emit('transfer-failed', failure);
    }
  }

  /** An event of this call. */
  heard(type, body) {
    if (type === 'ringing' && this.direction === 'out' && !this.#accepted) {
      this.emit('ringing');
    } else if (type === 'accepted' && this.direction === 'out') {
      this.#accepted = true;
      this.#up();
    } else if (type === 'answer' || type === 'early_answer') {
      this.#describe(body.answer.sdp);
    } else if (type === 'candidate') {
      this.connection?.addIceCandidate(body).catch((error) => console.warn('candidate:', error));
    } else if (type === 'hold' || type === 'unhold') {
      this.#held(body.by, type === 'hold');
    } else if (type === 'transfer') {
      this.#transferState(body);
    } else if (type === 'moved') {
      this.id = body.call_id;
      this.#role = undefined; // known again with our next hold
    } else if (type === 'hangup') {
      const transferred = this.#transferring || isTransfer(body.code);
      this.end({ by: 'remote', failure: failureOfHangup(body), transferred });
    }
  }

  #held(by, on) {
    if (this.#holding) {
      this.#role = by;
    } else if (by !== this.#role) {
      this.emit('remote-hold', { on });
    }
  }

  #transferState({ state, target, code, reason }) {
    if (this.#transferring) {
      if (state === 'failed') {
        this.#notTransferred(failureOfHangup({ code, reason }) ?? { kind: 'failed', detail: reason });
      }
    } else if (state === 'done') {
      this.number = target;
      this.name = '';
      this.emit('party', { number: target, name: '' });
    }
  }

  /** Connected and logged in again: is the call there still? */
  async check() {
    try {
      await this.#ask('get_info');
    } catch (error) {
      if (error.constructor.name === 'ApiError') {
        this.lost();
      }
    }
  }

  /** The connection to the gateway broke, and the call with it. */
  lost() {
    this.end({ by: 'remote', failure: { kind: 'cut-off' } });
  }

  async #describe(sdp) {
    if (this.#described) {
      return; // early media was the same description
    }
    try {
      this.#described = true;
      await this.connection.setRemoteDescription({ type: 'answer', sdp });
      this.#up();
    } catch (error) {
      this.#leave('hangup', {}, failureOfError(error, 'call'));
    }
  }

  #up() {
    if (this.#accepted && this.#described && !this.#answered && !this.ended) {
      this.#answered = true;
      this.emit('answered');
    }
  }

  #ask(cmd, data = {}) {
    return this.#client.request(`media/call/${cmd}`, { call_id: this.id, ...data });
  }

  // What the user sees does not wait for the gateway: a call that is over there already is over here.
  #leave(cmd, data = {}, failure = undefined) {
    if (!this.ended) {
      this.#ask(cmd, data).catch(() => {}); // not found: it ended meanwhile
      this.end({ by: 'local', failure });
    }
  }
}
