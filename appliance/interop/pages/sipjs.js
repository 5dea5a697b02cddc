// A user with SIP.js, as small as it gets, driven by the tests through `window.user`.

import { Inviter, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';

const media = { constraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false } };
const peer = { sessionDescriptionHandlerOptions: media };

class User {
  state = 'offline';
  refused = '';
  #agent;
  #session = null;

  async register({ server, domain, user, password }) {
    this.domain = domain;
    this.#agent = new UserAgent({
      uri: UserAgent.makeURI(`sip:${user}@${domain}`),
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server },
      logLevel: 'warn',
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500, peerConnectionConfiguration: { iceServers: [] } },
      delegate: { onInvite: (invitation) => this.#follow(invitation, 'incoming') },
    });
    await this.#agent.start();
    const registerer = new Registerer(this.#agent, { expires: 60 });
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered && this.state === 'offline') {
        this.state = 'ready';
      }
    });
    await registerer.register({ requestDelegate: { onReject: ({ message }) => (this.refused = String(message.statusCode)) } });
  }

  async call(number) {
    const inviter = new Inviter(this.#agent, UserAgent.makeURI(`sip:${number}@${this.domain}`), peer);
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
    await new Promise((resolve, reject) => {
      this.#session
        .invite({
          sessionDescriptionHandlerOptions: { ...media, hold: on },
          requestDelegate: { onAccept: resolve, onReject: ({ message }) => reject(new Error(String(message.statusCode))) },
        })
        .catch(reject);
    });
  }

  /** Transfers the other side; resolves with the last status told. */
  transfer(number) {
    return new Promise((resolve, reject) => {
      this.#session
        .refer(UserAgent.makeURI(`sip:${number}@${this.domain}`), {
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
    this.#session = session;
    this.state = state;
    session.stateChange.addListener((now) => {
      if (now === SessionState.Established) {
        this.state = 'talking';
        // Chromium gives a page the far end's samples only while something plays them.
        const audio = document.querySelector('audio');
        audio.srcObject = this.stream;
      } else if (now === SessionState.Terminated) {
        this.state = 'ready';
      }
    });
  }
}

window.user = new User();
