// The phone's only view of a signalling protocol. Each protocol is one module that extends these
// two classes; the pages know no other: sip.js, verto.js and api.js.

/**
 * Why something failed, in a form every protocol can give. `words.js` turns it into sentences.
 *
 * @typedef {object} Failure
 * @property {string} kind    one of the keys of `words.js`
 * @property {number} [status] the protocol's own status, such as a SIP status code
 * @property {string} [detail] what the other side said about it, to be shown as it is
 */

/**
 * What a call sends. The tracks belong to the call from then on, which stops them at its end.
 *
 * @typedef {object} CallMedia
 * @property {MediaStream} stream the microphone, one audio track
 * @property {boolean} video      whether pictures may go either way, now or later
 * @property {MediaStreamTrack} [camera] what to show from the beginning
 */

/** An event with a `detail`, spelled short. */
function emit(target, type, detail = {}) {
  target.dispatchEvent(new CustomEvent(type, { detail }));
}

const missing = () => {
  throw new Error('each signalling has its own');
};

/**
 * A user's connection to the gateway. It comes back by itself when it breaks, and keeps the calls.
 *
 * Events, each a CustomEvent:
 * - `connecting`, `registered`, `reconnecting`: detail is empty
 * - `refused`: detail is a {@link Failure}; the connection is closed and will not be retried
 * - `incoming`: detail is `{ call }`, a {@link Call} that rings
 */
export class Signalling extends EventTarget {
  /** Connects and registers. */
  register() {
    missing();
  }

  /** Ends all calls, unregisters and disconnects. */
  unregister() {
    missing();
  }

  /**
   * Calls a number or name.
   *
   * @param {string} number what the user dialled
   * @param {CallMedia} media
   * @returns {Call}
   */
  call(number, media) {
    missing();
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
 * - `media`: detail is `{ stream }`, what the far end sends; again when that changes
 * - `remote-hold`: detail is `{ on }`, the far end holds us or takes us back
 * - `party`: detail is `{ number, name }`, we talk with somebody else now
 * - `transfer-failed`: detail is a {@link Failure}; the call is ours still
 * - `ended`: once and last; detail is `{ by: 'local' | 'remote', failure?: Failure, transferred?: boolean }`
 */
export class Call extends EventTarget {
  /** @type {'out' | 'in'} */
  direction = 'out';

  /** The far end's number. */
  number = '';

  /** The far end's name, or '' if it gave none. */
  name = '';

  /** Whether the far end offers pictures, of an incoming call. */
  offersVideo = false;

  /**
   * Answers an incoming call.
   *
   * @param {CallMedia} media
   */
  answer(media) {
    missing();
  }

  /** Declines an incoming call; `busy` says the user is in another call. */
  reject({ busy = false } = {}) {
    missing();
  }

  /** Ends the call, in whatever state it is. */
  hangup() {
    missing();
  }

  /** Replaces the microphone's sound by silence, or brings it back. */
  mute(on) {
    missing();
  }

  /**
   * Holds the call, or takes it back: nobody hears the other meanwhile.
   *
   * @returns {Promise<void>} rejects with a {@link Failure} when the gateway refuses
   */
  async hold(on) {
    missing();
  }

  /**
   * Has the far end talk with somebody else. The call ends as `transferred`, or `transfer-failed` comes.
   *
   * @param {string} number
   */
  transfer(number) {
    missing();
  }

  /** Joins the far ends of this call and of another one of the same signalling. */
  join(other) {
    missing();
  }

  /** Sends keys (0-9 * # A-D) as RFC 4733 events, one after the other. */
  sendDtmf(keys) {
    missing();
  }

  /** Sends from another microphone from now on; its track belongs to the call. */
  async replaceMicrophone(stream) {
    missing();
  }

  /** Sends pictures of this track from now on, or none with null. */
  async setCamera(track) {
    missing();
  }

  /** @returns {Promise<RTCStatsReport | null>} what the browser knows of its media */
  async stats() {
    missing();
  }

  emit(type, detail) {
    emit(this, type, detail);
  }
}
