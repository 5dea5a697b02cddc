// An application in a browser that uses the External API: envelopes, events, and one peer connection.
// Driven by the tests through `window.app`.

const AUDIO = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

class App {
  events = [];
  invites = [];
  #socket;
  #tid = 0;
  #waiting = new Map();
  #peer;

  async connect(url) {
    this.#socket = new WebSocket(url);
    this.#socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    await new Promise((resolve, reject) => {
      this.#socket.onopen = resolve;
      this.#socket.onerror = () => reject(new Error('no connection'));
    });
  }

  /** Sends a request; resolves with the reply, errors too. */
  request(path, data = {}) {
    const [cls, subclass, cmd] = path.split('/');
    const tid = ++this.#tid;
    this.#socket.send(JSON.stringify({ class: cls, subclass, cmd, data, tid }));
    return new Promise((resolve) => this.#waiting.set(tid, resolve));
  }

  sendText(text) {
    this.#socket.send(text);
  }

  #received(message) {
    if ('result' in message) {
      this.#waiting.get(message.tid)?.(message);
      this.#waiting.delete(message.tid);
    } else if (message.class) {
      const { cmd, data = {}, tid } = message;
      let reply = {};
      if (cmd === 'event') {
        this.events.push(data);
      } else if (cmd === 'invite') {
        this.invites.push(data);
        reply = { subscribe: true };
      }
      this.#socket.send(JSON.stringify({ result: 'ok', data: reply, tid }));
    }
  }

  /** An event of this class/subclass/type that came, if it did; its body. */
  event(path) {
    const [cls, subclass, type] = path.split('/');
    return this.events.find((one) => one.class === cls && one.subclass === subclass && one.type === type) ?? null;
  }

  async #newPeer() {
    this.#peer = new RTCPeerConnection({ iceServers: [] });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: AUDIO });
    stream.getTracks().forEach((track) => this.#peer.addTrack(track, stream));
    this.#peer.ontrack = ({ streams, track }) => {
      this.remote = streams[0] ?? new MediaStream([track]);
      document.querySelector('audio').srcObject = this.remote;
    };
  }

  async #gathered() {
    if (this.#peer.iceGatheringState !== 'complete') {
      await new Promise((resolve) => {
        this.#peer.addEventListener('icegatheringstatechange', () => {
          if (this.#peer.iceGatheringState === 'complete') {
            resolve();
          }
        });
      });
    }
    return this.#peer.localDescription.sdp;
  }

  /** An offer with all its candidates. */
  async offer() {
    await this.#newPeer();
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#gathered();
  }

  /** The answer to this offer, with all its candidates. */
  async answer(sdp) {
    await this.#newPeer();
    await this.#peer.setRemoteDescription({ type: 'offer', sdp });
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    return this.#gathered();
  }

  accept(sdp) {
    return this.#peer.setRemoteDescription({ type: 'answer', sdp });
  }

  hangup() {
    this.#peer?.close();
    this.events = [];
    this.invites = [];
  }
}

window.app = new App();
