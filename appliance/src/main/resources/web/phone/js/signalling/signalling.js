// The phone's only view of a signalling protocol. Each protocol is one module that extends these
// two classes; the pages know no other. (SIP over WebSocket stands in sip.js.)

/**
 * Why something failed, in a form every protocol can give. `words.js` turns it into sentences.
 *
 * @typedef {object} Failure
 * @property {string} kind    one of the keys of `words.js`
 * @property {number} [status] the protocol's own status, such as a SIP status code
 * @property {string} [detail] what the other side said about it, to be shown as it is
 */

/** An event with a `detail`, spelled short. */
function emit(target, type, detail = {}) {
  target.dispatchEvent(new CustomEvent(type, { detail }));
}

/**
 * A user's connection to the gateway.
 *
 * Events, each a CustomEvent:
 * - `connecting`, `registered`, `reconnecting`: detail is empty
 * - `refused`: detail is a {@link Failure}; the connection is closed and will not be retried
 * - `incoming`: detail is `{ call }`, a {@link Call} that rings
 */
export class Signalling extends EventTarget {
  /** Connects and registers. */
  register() {
    throw new Error('each signalling has its own');
  }

  /** Ends all calls, unregisters and disconnects. */
  unregister() {
    throw new Error('each signalling has its own');
  }

  /**
   * Calls a number or name.
   *
   * @param {string} number what the user dialled
   * @param {MediaStream} stream the microphone; it stays the caller's, who stops it
   * @returns {Call}
   */
  call(number, stream) {
    throw new Error('each signalling has its own');
  }

  emit(type, detail) {
    emit(this, type, detail);
  }
}

/**
 * One call.
 *
 * Events, each a CustomEvent:
 * - `ringing`: the far end rings
 * - `answered`: both sides agreed; media flows or soon will
 * - `media`: detail is `{ stream }`, what the far end sends
 * - `ended`: once and last; detail is `{ by: 'local' | 'remote', failure?: Failure }`
 */
export class Call extends EventTarget {
  /** @type {'out' | 'in'} */
  direction = 'out';

  /** The far end's number. */
  number = '';

  /** The far end's name, or '' if it gave none. */
  name = '';

  /** Answers an incoming call with this microphone. */
  answer(stream) {
    throw new Error('each signalling has its own');
  }

  /** Declines an incoming call; `busy` says the user is in another call. */
  reject({ busy = false } = {}) {
    throw new Error('each signalling has its own');
  }

  /** Ends the call, in whatever state it is. */
  hangup() {
    throw new Error('each signalling has its own');
  }

  /** Replaces the microphone's sound by silence, or brings it back. */
  mute(on) {
    throw new Error('each signalling has its own');
  }

  /** Sends keys (0-9 * # A-D) as RFC 4733 events, one after the other. */
  sendDtmf(keys) {
    throw new Error('each signalling has its own');
  }

  /** Sends from another microphone from now on. */
  async replaceMicrophone(stream) {
    throw new Error('each signalling has its own');
  }

  emit(type, detail) {
    emit(this, type, detail);
  }
}
