// The External API by the project's own client. Nothing of that API is seen outside this module and
// api-failures.js.

import { JackfieldClient } from '../../../client/jackfield-client.js';
import { failureOfError, failureOfHangup } from './api-failures.js';
import { KeySender } from './keys.js';
import { PEER, gathered } from './peer.js';
import { Call, Signalling } from './signalling.js';

// Calls to SIP phones need an engine between; this one is always there.
const BACKEND = 'embedded';

const USER_BUSY = 305020;

export class ApiSignalling extends Signalling {
  #client;
  #calls = new Map();
  #stopped = false;

  /** @param {{url: string, user: string, password: string}} account */
  constructor({ url, user, password }) {
    super();
    this.#client = new JackfieldClient(url, { user, password, retryFirst: true });
    this.#client.addEventListener('open', () => this.#say('registered'));
    this.#client.addEventListener('reconnecting', ({ detail }) => this.#lost(detail));
    this.#client.addEventListener('refused', ({ detail }) => {
      this.#stopped = true;
      this.emit('refused', failureOfError(detail, 'register'));
    });
    this.#client.handle('media/call/invite', (invite) => this.#invited(invite));
    this.#client.addEventListener('event', ({ detail }) => {
      if (detail.class === 'media' && detail.subclass === 'call') {
        this.#calls.get(detail.obj_id)?.heard(detail.type, detail.body ?? {});
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

  call(number, stream) {
    const call = this.#adopt(new ApiCall(this.#client, crypto.randomUUID(), 'out', number));
    call.start(stream);
    return call;
  }

  #invited({ call_id, offer, caller = {} }) {
    const call = this.#adopt(new ApiCall(this.#client, call_id, 'in', String(caller.number ?? '')));
    call.name = String(caller.name ?? '');
    call.offer = offer?.sdp;
    this.emit('incoming', { call });
    call.alert();
    return { subscribe: true };
  }

  #adopt(call) {
    this.#calls.set(call.id, call);
    call.addEventListener('ended', () => this.#calls.delete(call.id));
    return call;
  }

  // The gateway ends the calls of a connection that is gone.
  #lost() {
    this.#calls.forEach((call) => call.lost());
    this.#say('reconnecting');
  }

  #say(type) {
    if (!this.#stopped) {
      this.emit(type);
    }
  }
}

class ApiCall extends Call {
  /** What the caller offers, of an incoming call. */
  offer = '';
  #client;
  #connection = null;
  #keys = new KeySender(() => this.#audioSender());
  #accepted = false;
  #described = false;
  #ended = false;

  constructor(client, id, direction, number) {
    super();
    this.#client = client;
    this.id = id;
    this.direction = direction;
    this.number = number;
  }

  async start(stream) {
    try {
      const connection = this.#connect(stream);
      await connection.setLocalDescription(await connection.createOffer());
      const offer = { sdp: await gathered(connection) };
      if (!this.#ended) {
        await this.#ask('create', { callee: this.number, type: 'all', backend: BACKEND, offer });
      }
    } catch (error) {
      this.#end({ by: 'local', failure: failureOfError(error, 'call') });
    }
  }

  /** Tells the caller that it rings here, unless it was refused at once. */
  alert() {
    if (!this.#ended) {
      this.#ask('ringing').catch(() => {}); // not found: the caller gave up meanwhile
    }
  }

  async answer(stream) {
    try {
      const connection = this.#connect(stream);
      await connection.setRemoteDescription({ type: 'offer', sdp: this.offer });
      await connection.setLocalDescription(await connection.createAnswer());
      const answer = { sdp: await gathered(connection) };
      if (!this.#ended) {
        await this.#ask('accepted', { answer });
        this.#accepted = this.#described = true;
        this.#answered();
      }
    } catch (error) {
      this.#ask('hangup').catch(() => {}); // it may be over already
      this.#end({ by: 'local', failure: failureOfError(error, 'call') });
    }
  }

  reject({ busy = false } = {}) {
    this.#leave('rejected', busy ? { code: USER_BUSY } : {});
  }

  hangup() {
    this.#leave('hangup');
  }

  mute(on) {
    const sender = this.#audioSender();
    if (sender) {
      sender.track.enabled = !on;
    }
  }

  sendDtmf(keys) {
    this.#keys.send(keys);
  }

  async replaceMicrophone(stream) {
    await this.#audioSender()?.replaceTrack(stream.getAudioTracks()[0]);
  }

  /** An event of this call. */
  heard(type, body) {
    if (type === 'ringing' && this.direction === 'out') {
      this.emit('ringing');
    } else if (type === 'accepted' && this.direction === 'out') {
      this.#accepted = true;
      this.#answered();
    } else if (type === 'answer') {
      this.#describe(body.answer.sdp);
    } else if (type === 'candidate') {
      this.#connection?.addIceCandidate(body).catch((error) => console.warn('candidate:', error));
    } else if (type === 'hangup') {
      this.#end({ by: 'remote', failure: failureOfHangup(body) });
    }
  }

  /** The connection to the gateway broke, and the call with it. */
  lost() {
    this.#end({ by: 'remote', failure: { kind: 'cut-off' } });
  }

  #connect(stream) {
    const connection = new RTCPeerConnection(PEER);
    this.#connection = connection;
    connection.addEventListener('track', ({ streams, track }) => {
      this.emit('media', { stream: streams[0] ?? new MediaStream([track]) });
    });
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'failed' && !this.#ended) {
        this.#ask('hangup').catch(() => {}); // it may be over already
        this.#end({ by: 'local', failure: { kind: 'media-failed' } });
      }
    });
    stream.getAudioTracks().forEach((track) => connection.addTrack(track, stream));
    return connection;
  }

  async #describe(sdp) {
    try {
      await this.#connection.setRemoteDescription({ type: 'answer', sdp });
      this.#described = true;
      this.#answered();
    } catch (error) {
      this.#leave('hangup', {}, failureOfError(error, 'call'));
    }
  }

  #answered() {
    if (this.#accepted && this.#described && !this.#ended) {
      this.emit('answered');
    }
  }

  #ask(cmd, data = {}) {
    return this.#client.request(`media/call/${cmd}`, { call_id: this.id, ...data });
  }

  // What the user sees does not wait for the gateway: a call that is over there already is over here.
  #leave(cmd, data = {}, failure = undefined) {
    if (!this.#ended) {
      this.#ask(cmd, data).catch(() => {}); // not found: it ended meanwhile
      this.#end({ by: 'local', failure });
    }
  }

  #audioSender() {
    return this.#connection?.getSenders().find((one) => one.track?.kind === 'audio');
  }

  #end(detail) {
    if (!this.#ended) {
      this.#ended = true;
      this.#keys.stop();
      this.#connection?.close();
      this.emit('ended', detail);
    }
  }
}
