// A user with SIP.js, as small as it gets, driven by the tests through `window.user`.

import { Inviter, Messager, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';

const media = { constraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false } };
const peer = { sessionDescriptionHandlerOptions: media };

class User {
  state = 'offline';
  refused = '';
  texts = [];
  #agent;
  #registerer;
  #sessions = []; // the newest last

  async register({ server, domain, user, password }) {
    this.domain = domain;
    this.#agent = new UserAgent({
      uri: UserAgent.makeURI(`sip:${user}@${domain}`),
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server },
      logLevel: 'warn',
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500, peerConnectionConfiguration: { iceServers: [] } },
      delegate: {
        onDisconnect: (error) => error && this.#comeBack(),
        onInvite: (invitation) => this.#follow(invitation, 'incoming'),
        onMessage: (message) => {
          this.texts.push({ from: message.request.from.uri.user, text: message.request.body });
          message.accept();
        },
      },
    });
    await this.#agent.start();
    const registerer = (this.#registerer = new Registerer(this.#agent, { expires: 60 }));
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered && this.state === 'offline') {
        this.state = 'ready';
      }
    });
    await registerer.register({ requestDelegate: { onReject: ({ message }) => (this.refused = String(message.statusCode)) } });
  }

  get #session() {
    return this.#sessions.at(-1);
  }

  async call(number, extraHeaders = []) {
    const inviter = new Inviter(this.#agent, UserAgent.makeURI(`sip:${number}@${this.domain}`), { ...peer, extraHeaders });
    this.#follow(inviter, 'calling');
    await inviter.invite({
      requestDelegate: {
        onProgress: () => this.state === 'calling' && (this.state = 'ringing'),
        onReject: ({ message }) => (this.refused = String(message.statusCode)),
      },
    });
  }

  answer() {
    return this.#session.accept(peer);
  }

  hangup() {
    return this.#session.bye();
  }

  /** Holds the call, or takes it back, by a re-INVITE; the microphone is off meanwhile. */
  async hold(on) {
    this.#session.sessionDescriptionHandler.enableSenderTracks(!on);
    await this.#reinvite(this.#session, { hold: on });
  }

  /** Sends keys as RFC 4733 events. */
  keys(digits) {
    this.#session.sessionDescriptionHandler.sendDtmf(digits);
  }

  /** Sends a text; the status of its answer. */
  message(number, text) {
    const messager = new Messager(this.#agent, UserAgent.makeURI(`sip:${number}@${this.domain}`), text);
    return new Promise((resolve, reject) => {
      const done = ({ message }) => resolve(message.statusCode);
      messager.message({ requestDelegate: { onAccept: done, onReject: done } }).catch(reject);
    });
  }

  /** Transfers the other side; resolves with the last status told. */
  transfer(number) {
    return this.#refer(this.#session, UserAgent.makeURI(`sip:${number}@${this.domain}`));
  }

  /** Joins the other sides of its two calls. */
  join() {
    const [first, second] = this.#sessions;
    return this.#refer(first, second);
  }

  /** What names the call to the other side (RFC 3891), to take it up again after a reload. */
  get replaces() {
    const { callId, localTag, remoteTag } = this.#session.dialog;
    return `${callId};to-tag=${remoteTag};from-tag=${localTag}`;
  }

  /** Takes the place of a call of an earlier page. */
  resume(number, replaces) {
    return this.call(number, [`Replaces: ${replaces}`]);
  }

  /** Refreshes the session by re-INVITE. */
  refresh() {
    return this.#reinvite(this.#session, {});
  }

  /** Offers the call anew with new candidates. */
  restart() {
    return this.#reinvite(this.#session, { offerOptions: { iceRestart: true } });
  }

  /** Leaves the network and is back at once, with another connection. */
  async move() {
    await this.#agent.transport.disconnect();
    await this.#agent.reconnect();
    await this.restart();
  }

  #reinvite(session, options) {
    return new Promise((resolve, reject) => {
      session
        .invite({
          sessionDescriptionHandlerOptions: { ...media, ...options },
          requestDelegate: { onAccept: () => resolve(), onReject: ({ message }) => reject(new Error(String(message.statusCode))) },
        })
        .catch(reject);
    });
  }

  /** Back on the network as soon as there is one: the call goes on over the new connection, with new candidates. */
  async #comeBack() {
    for (;;) {
      try {
        await this.#agent.reconnect();
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
    await Promise.all(this.#sessions.map((one) => this.#reinvite(one, { offerOptions: { iceRestart: true } })));
    await this.#registerer.register();
  }

  #refer(session, target) {
    return new Promise((resolve, reject) => {
      session
        .refer(target, {
          onNotify: (notification) => {
            notification.accept();
            const status = /^SIP\/2\.0 (\d+)/.exec(notification.request.body)?.[1];
            if (Number(status) >= 200) {
              resolve(status);
            }
          },
          requestDelegate: { onReject: ({ message }) => reject(new Error(String(message.statusCode))) },
        })
        .catch(reject);
    });
  }

  get stream() {
    const handler = this.#session.sessionDescriptionHandler;
    return handler.remoteMediaStream;
  }

  #follow(session, state) {
    this.#sessions.push(session);
    this.state = state;
    session.stateChange.addListener((now) => {
      if (now === SessionState.Established) {
        this.state = 'talking';
        // Chromium gives a page the far end's samples only while something plays them.
        const audio = document.querySelector('audio');
        audio.srcObject = this.stream;
      } else if (now === SessionState.Terminated) {
        this.#sessions = this.#sessions.filter((one) => one !== session);
        this.state = this.#sessions.length ? 'talking' : 'ready';
      }
    });
  }
}

window.user = new User();
