// The External API by the project's own client. Nothing of that API is seen outside this module and
// api-*.js.

import { JackfieldClient } from '../../../client/jackfield-client.js';
import { ApiCall } from './api-call.js';
import { failureOfError } from './api-failures.js';
import { Signalling } from './signalling.js';

const LONGEST_RETRY_MS = 4_000; // a call waits for it, in silence

export class ApiSignalling extends Signalling {
  #client;
  #calls = new Set();
  #stopped = false;

  /** @param {{url: string, user: string, password: string}} account */
  constructor({ url, user, password }) {
    super();
    this.#client = new JackfieldClient(url, { user, password, retryFirst: true, longestRetry: LONGEST_RETRY_MS });
    this.#client.addEventListener('open', () => {
      this.#calls.forEach((call) => call.check());
      this.#say('registered');
    });
    this.#client.addEventListener('reconnecting', () => this.#lost());
    this.#client.addEventListener('refused', ({ detail }) => {
      this.#stopped = true;
      this.emit('refused', failureOfError(detail, 'register'));
    });
    this.#client.handle('media/call/invite', (invite) => this.#invited(invite));
    this.#client.addEventListener('event', ({ detail }) => {
      if (detail.class === 'media' && detail.subclass === 'call') {
        this.#call(detail.obj_id)?.heard(detail.type, detail.body ?? {});
      }
    });
  }

  register() {
    this.#say('connecting');
    this.#client.open().catch(() => {}); // told by `refused`, or ended by unregister()
  }

  unregister() {
    this.#stopped = true;
    this.#calls.forEach((call) => call.hangup());
    this.#client.close();
  }

  call(number, media) {
    const call = this.#adopt(new ApiCall(this.#client, crypto.randomUUID(), 'out', number));
    call.start(media);
    return call;
  }

  // By its present id: a transfer may have moved it.
  #call(id) {
    return [...this.#calls].find((call) => call.id === id);
  }

  #invited({ call_id, offer, caller = {} }) {
    const call = this.#adopt(new ApiCall(this.#client, call_id, 'in', String(caller.number ?? '')));
    call.name = String(caller.name ?? '');
    call.offer = offer?.sdp;
    call.offersVideo = /^m=video [1-9]/m.test(call.offer ?? '');
    this.emit('incoming', { call });
    call.alert();
    return { subscribe: true };
  }

  #adopt(call) {
    this.#calls.add(call);
    call.addEventListener('ended', () => this.#calls.delete(call));
    return call;
  }

  // A call that rings cannot be waited for; one that is up may be kept by the gateway.
  #lost() {
    for (const call of [...this.#calls]) {
      if (!call.up) {
        call.lost();
      }
    }
    this.#say('reconnecting');
  }

  #say(type) {
    if (!this.#stopped) {
      this.emit(type);
    }
  }
}
