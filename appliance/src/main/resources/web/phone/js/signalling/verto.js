// Verto (JSON-RPC over WebSocket), by a client of our own. Nothing of Verto is seen outside this module
// and verto-*.js.

import { Signalling } from './signalling.js';
import { VertoCall, nameOf } from './verto-call.js';
import { failureOfError } from './verto-failures.js';
import { VertoSocket } from './verto-socket.js';

export class VertoSignalling extends Signalling {
  #account;
  #socket;
  #sessid = crypto.randomUUID();
  #calls = new Map();
  #wasRegistered = false;
  #stopped = false;

  /** @param {{url: string, user: string, password: string}} account */
  constructor({ url, user, password }) {
    super();
    this.#account = { user, password };
    this.#socket = new VertoSocket(url, {
      opened: () => this.#login(),
      asked: (method, params) => this.#asked(method, params),
      lost: () => this.#lost(),
    });
  }

  register() {
    this.#say('connecting');
    this.#socket.open();
  }

  unregister() {
    this.#stopped = true;
    this.#calls.forEach((call) => call.hangup());
    this.#socket.close();
  }

  call(number, media) {
    const call = this.#adopt(new VertoCall(this.#ask, crypto.randomUUID(), 'out', number));
    call.start(media, this.#account.user);
    return call;
  }

  #ask = (method, params) => this.#socket.ask(method, { sessid: this.#sessid, ...params });

  async #login() {
    try {
      const { user, password } = this.#account;
      await this.#ask('login', { login: user, passwd: password, loginParams: {}, userVariables: {} });
      this.#wasRegistered = true;
      this.#socket.settled();
      this.#say('registered');
    } catch (error) {
      if (error.code === -32001 || error.code === -32000) {
        this.#refused(failureOfError(error, 'register'));
      } else {
        this.#socket.abandon();
      }
    }
  }

  #asked(method, params) {
    if (method === 'verto.invite') {
      this.#invited(params);
    } else if (method === 'verto.clientReady') {
      this.#kept(params.reattached_sessions ?? []);
    } else if (method === 'verto.punt') {
      this.#refused({ kind: 'signed-in-elsewhere' });
    } else {
      this.#calls.get(params.callID)?.heard(method, params);
    }
  }

  #invited({ callID, sdp, caller_id_number: number = '', caller_id_name: name = '' }) {
    const call = this.#adopt(new VertoCall(this.#ask, callID, 'in', String(number)));
    call.name = nameOf(name, number);
    call.offer = sdp;
    call.offersVideo = /^m=video [1-9]/m.test(sdp);
    this.emit('incoming', { call });
  }

  // After a new log-in: calls the gateway has not offered again are gone.
  #kept(ids) {
    for (const call of [...this.#calls.values()]) {
      if (call.up && !ids.includes(call.id)) {
        call.lost();
      }
    }
  }

  // A call that is not up dies with its socket at the gateway, so it does here.
  #lost() {
    for (const call of [...this.#calls.values()]) {
      if (!call.up) {
        call.lost();
      }
    }
    this.#say(this.#wasRegistered ? 'reconnecting' : 'connecting');
  }

  #refused(failure) {
    if (!this.#stopped) {
      this.unregister();
      this.emit('refused', failure);
    }
  }

  #adopt(call) {
    this.#calls.set(call.id, call);
    call.addEventListener('ended', () => this.#calls.delete(call.id));
    return call;
  }

  #say(type) {
    if (!this.#stopped) {
      this.emit(type);
    }
  }
}
