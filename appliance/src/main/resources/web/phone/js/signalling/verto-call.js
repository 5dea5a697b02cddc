// One call of Verto, in the words of its messages.

import { PeerCall } from './peer-call.js';
import { failureOfBye, failureOfError, isTransfer } from './verto-failures.js';

const BUSY = { cause: 'USER_BUSY', causeCode: 17 };
const REJECTED = { cause: 'CALL_REJECTED', causeCode: 21 };
const CLEARED = { cause: 'NORMAL_CLEARING', causeCode: 16 };

// What servers of Verto say of somebody who has told no name.
const NO_NAMES = new Set(['My Name', 'Outbound Call', 'Anonymous']);

/** A name to show beside the number, '' if it says no more than that. */
export function nameOf(name, number) {
  return !name || name === number || NO_NAMES.has(name) ? '' : String(name);
}

export class VertoCall extends PeerCall {
  #ask;
  #answered = false;
  #transferring = false;

  /** @param {(method: string, params: object) => Promise<object>} ask sends a request about this call */
  constructor(ask, id, direction, number) {
    super();
    this.id = id;
    this.direction = direction;
    this.number = number;
    this.#ask = (method, params) => ask(method, { ...params, dialogParams: { callID: id, ...params?.dialogParams } });
  }

  async start(media, from) {
    try {
      const sdp = await this.makeOffer(media);
      if (!this.ended) {
        await this.#ask('verto.invite', {
          sdp,
          dialogParams: { destination_number: this.number, caller_id_name: from, caller_id_number: from },
        });
      }
    } catch (error) {
      this.end({ by: 'local', failure: failureOfError(error, 'call') });
    }
  }

  async answer(media) {
    try {
      const sdp = await this.makeAnswer(this.offer, media);
      if (!this.ended) {
        await this.#ask('verto.answer', { sdp });
        this.#up();
      }
    } catch (error) {
      this.#leave(CLEARED, failureOfError(error, 'call'));
    }
  }

  reject({ busy = false } = {}) {
    this.#leave(busy ? BUSY : REJECTED);
  }

  hangup() {
    this.#leave(CLEARED);
  }

  async hold(on) {
    try {
      await this.#ask('verto.modify', { action: on ? 'hold' : 'unhold' });
      this.silence(on);
    } catch (error) {
      throw failureOfError(error, 'call');
    }
  }

  transfer(number) {
    this.#transfer({ action: 'transfer', destination: number });
  }

  join(other) {
    this.#transfer({ action: 'replace', replaceCallID: other.id });
  }

  async #transfer(params) {
    this.#transferring = true;
    try {
      await this.#ask('verto.modify', params);
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

  /** A request of the gateway about this call. */
  heard(method, params) {
    if (method === 'verto.answer') {
      this.#accepted(params.sdp);
    } else if (method === 'verto.media') {
      this.#describe(params.sdp);
    } else if (method === 'verto.display') {
      this.#displayed(params);
    } else if (method === 'verto.attach') {
      this.#attached(params.sdp);
    } else if (method === 'verto.bye') {
      const phase = this.#answered ? 'up' : this.direction;
      const transferred = this.#transferring || isTransfer(params.cause);
      this.end({ by: 'remote', failure: failureOfBye(params, phase), transferred });
    }
  }

  #displayed({ display_name: name, display_number: number, callState, remoteHoldState, transferState, cause }) {
    if (callState === 'ringing' && !this.#answered) {
      this.emit('ringing');
    }
    if (remoteHoldState) {
      this.emit('remote-hold', { on: remoteHoldState === 'held' });
    }
    if (transferState === 'failed') {
      this.#notTransferred(failureOfBye({ cause }, 'out') ?? { kind: 'failed' });
    } else if (this.#answered && number && number !== this.number) {
      this.number = number;
      this.name = nameOf(name, number);
      this.emit('party', { number, name: this.name });
    }
  }

  async #accepted(sdp) {
    if (!sdp || (await this.#describe(sdp))) {
      this.#up();
    }
  }

  async #describe(sdp) {
    try {
      await this.connection.setRemoteDescription({ type: 'answer', sdp });
      return true;
    } catch (error) {
      this.#leave(CLEARED, failureOfError(error, 'call'));
      return false;
    }
  }

  // The gateway has kept the call while the socket was gone, and offers it anew.
  async #attached(offer) {
    try {
      const sdp = await this.makeAnswer(offer, this.media);
      await this.#ask('verto.attach', { sdp });
    } catch (error) {
      this.#leave(CLEARED, failureOfError(error, 'call'));
    }
  }

  // Nothing to do: when the network is back so is the socket, and the gateway offers the call anew. If
  // the socket has been there all the time, we have to ask.
  async pathLost() {
    try {
      const { sdp } = await this.#ask('verto.modify', { action: 'updateMedia', sdp: await this.makeRestart() });
      await this.connection.setRemoteDescription({ type: 'answer', sdp });
    } catch (error) {
      if (error.code !== 0) {
        this.#leave(CLEARED, { kind: 'media-failed' });
      }
    }
  }

  /** The gateway has not kept it. */
  lost() {
    this.end({ by: 'remote', failure: { kind: 'cut-off' } });
  }

  get up() {
    return this.#answered;
  }

  #up() {
    if (!this.#answered && !this.ended) {
      this.#answered = true;
      this.emit('answered');
    }
  }

  // What the user sees does not wait for the gateway: a call that is over there already is over here.
  #leave(cause, failure = undefined) {
    if (!this.ended) {
      this.#ask('verto.bye', cause).catch(() => {}); // it ended meanwhile, or the socket is gone
      this.end({ by: 'local', failure });
    }
  }
}
