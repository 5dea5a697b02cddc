// SIP over WebSocket (RFC 7118) by JsSIP. Nothing of JsSIP is seen outside this module and sip-call.js.

import JsSIP from '../../vendor/jssip.js';
import { Signalling } from './signalling.js';
import { SipCall } from './sip-call.js';
import { failureOfResponse } from './sip-failures.js';

const REGISTER_SECONDS = 120;
const RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 4; // a call waits for it, in silence

export class SipSignalling extends Signalling {
  #ua;
  #calls = new Set();
  #wasRegistered = false;
  #connected = false;
  #cut = false;
  #stopped = false;
  #retry = null;

  /** @param {{url: string, domain: string, user: string, password: string}} account */
  constructor({ url, domain, user, password }) {
    super();
    const socket = new JsSIP.WebSocketInterface(url);
    this.#ua = new JsSIP.UA({
      sockets: [socket],
      uri: new JsSIP.URI('sip', user, domain).toString(),
      password,
      register_expires: REGISTER_SECONDS,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: LONGEST_RETRY_SECONDS,
      session_timers: false,
      user_agent: 'Jackfield phone',
    });
    this.#ua.on('connecting', () => this.#say(this.#wasRegistered ? 'reconnecting' : 'connecting'));
    this.#ua.on('connected', () => (this.#connected = true));
    this.#ua.on('disconnected', () => {
      this.#connected = false;
      this.#cut = true;
      this.#say('reconnecting');
    });
    this.#ua.on('registered', () => this.#registered());
    this.#ua.on('registrationFailed', (event) => this.#registrationFailed(event));
    this.#ua.on('newRTCSession', ({ originator, session, request }) => {
      if (originator === 'remote') {
        const call = this.#adopt(new SipCall(session, 'in'));
        call.offersVideo = /^m=video [1-9]/m.test(request.body ?? '');
        this.emit('incoming', { call });
      }
    });
  }

  register() {
    this.#ua.start();
  }

  unregister() {
    this.#stopped = true;
    clearTimeout(this.#retry);
    for (const call of this.#calls) {
      call.hangup();
    }
    this.#ua.stop();
  }

  call(number, media) {
    const call = this.#adopt(new SipCall(null, 'out'));
    call.number = number;
    call.start(this.#ua, number, media);
    return call;
  }

  #adopt(call) {
    this.#calls.add(call);
    call.connected = () => this.#connected;
    call.addEventListener('ended', () => this.#calls.delete(call));
    return call;
  }

  #registered() {
    this.#wasRegistered = true;
    if (this.#cut) {
      this.#cut = false;
      this.#calls.forEach((call) => call.reattach());
    }
    this.#say('registered');
  }

  #say(type) {
    if (!this.#stopped) {
      this.emit(type);
    }
  }

  #registrationFailed({ response, cause }) {
    if (this.#stopped || (!response && cause === 'Connection Error')) {
      return; // JsSIP goes on trying to connect, and registers when it is
    }
    if (!response || response.status_code >= 500) {
      // No answer, or a gateway that starts or stops: neither is the user's fault.
      this.#say('reconnecting');
      const seconds = Number.parseInt(response?.getHeader('Retry-After') ?? '', 10) || RETRY_SECONDS;
      this.#retry = setTimeout(() => this.#ua.register(), seconds * 1000);
      return;
    }
    this.#stopped = true;
    this.emit('refused', failureOfResponse(response, cause, 'register'));
    this.#ua.stop();
  }
}
