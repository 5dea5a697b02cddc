// An application in a browser that uses the External API: envelopes, events, and one peer connection.
// Driven by the tests through `window.app`.

const AUDIO = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** The description once it has all its candidates. */
async function gathered(peer) {
  if (peer.iceGatheringState !== 'complete') {
    await new Promise((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') {
          resolve();
        }
      });
    });
  }
  return peer.localDescription.sdp;
}

/** A video track of one colour. */
function paint([red, green, blue]) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 120];
  const context = canvas.getContext('2d');
  let frame = 0;
  // A picture that never changes is not sent; one row blinks.
  setInterval(() => {
    context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
    context.fillRect(0, 0, 160, 120);
    context.fillStyle = frame++ % 2 ? '#000' : '#fff';
    context.fillRect(0, 0, 160, 4);
  }, 66);
  return canvas.captureStream(15).getVideoTracks()[0];
}

/** A video track that no encoder can make small. */
function noise() {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const context = canvas.getContext('2d');
  const image = context.createImageData(320, 240);
  setInterval(() => {
    for (let i = 0; i < image.data.length; i += 4) {
      image.data.fill(Math.random() * 256, i, i + 3);
      image.data[i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, 66);
  return canvas.captureStream(15).getVideoTracks()[0];
}

function show(name, stream) {
  const video = document.createElement('video');
  Object.assign(video, { id: name, muted: true, autoplay: true, playsInline: true, srcObject: stream });
  document.body.append(video);
}

class App {
  events = [];
  invites = [];
  receivers = new Map();
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
      if (track.kind === 'video') {
        show('met', new MediaStream([track]));
        return;
      }
      this.remote = streams[0] ?? new MediaStream([track]);
      document.querySelector('audio').srcObject = this.remote;
    };
  }

  #gathered() {
    return gathered(this.#peer);
  }

  /** An offer with all its candidates. */
  async offer() {
    await this.#newPeer();
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#gathered();
  }

  /** The answer to this offer, with all its candidates; with a picture if a colour is given. */
  async answer(sdp, color) {
    await this.#newPeer();
    if (color) {
      this.#peer.addTrack(paint(color));
    }
    await this.#peer.setRemoteDescription({ type: 'offer', sdp });
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    return this.#gathered();
  }

  accept(sdp) {
    return this.#peer.setRemoteDescription({ type: 'answer', sdp });
  }

  /** An offer that sends the microphone and a picture of one colour, or noise, and receives nothing. */
  async publish(color) {
    await this.#newPeer();
    this.#peer.addTrack(color === 'noise' ? noise() : paint(color));
    this.#peer.getTransceivers().forEach((one) => (one.direction = 'sendonly'));
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#gathered();
  }

  /** An offer that sends the microphone and a picture of one colour, and receives both. */
  async meet(color) {
    await this.#newPeer();
    this.#peer.addTrack(paint(color));
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#gathered();
  }

  /** One more peer connection, which only receives: the answer to this offer. */
  async receive(name, sdp) {
    const peer = new RTCPeerConnection({ iceServers: [] });
    const stream = new MediaStream();
    peer.ontrack = ({ track }) => {
      stream.addTrack(track);
      if (track.kind === 'video') {
        show(name, new MediaStream([track]));
      }
    };
    this.receivers.set(name, { peer, stream });
    await peer.setRemoteDescription({ type: 'offer', sdp });
    await peer.setLocalDescription(await peer.createAnswer());
    return gathered(peer);
  }

  /** Makes one receiver's sound the one that is listened to. */
  select(name) {
    const { stream } = this.receivers.get(name);
    this.remote = new MediaStream(stream.getAudioTracks());
    document.querySelector('audio').srcObject = this.remote;
  }

  /** The colour in the middle of a receiver's picture, once there is one. */
  color(name) {
    const video = document.getElementById(name);
    if (!video?.videoWidth) {
      return null;
    }
    const canvas = new OffscreenCanvas(8, 8);
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0, 8, 8);
    return [...context.getImageData(4, 4, 1, 1).data.slice(0, 3)];
  }

  /** How many pictures a receiver has shown. */
  frames(name) {
    return document.getElementById(name)?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
  }

  /** What the connection sends in this time, kbit/s of RTP with its headers. */
  async rate(ms) {
    const bits = async () => {
      let sum = 0;
      let at = 0;
      for (const one of (await this.#peer.getStats()).values()) {
        if (one.type === 'outbound-rtp') {
          sum += 8 * (one.bytesSent + one.headerBytesSent);
          at = one.timestamp;
        }
      }
      return { sum, at };
    };
    const before = await bits();
    await new Promise((resolve) => setTimeout(resolve, ms));
    const after = await bits();
    return Math.round((after.sum - before.sum) / (after.at - before.at));
  }

  drop(name) {
    this.receivers.get(name)?.peer.close();
    this.receivers.delete(name);
    document.getElementById(name)?.remove();
  }

  hangup() {
    [...this.receivers.keys()].forEach((name) => this.drop(name));
    this.#peer?.close();
    document.getElementById('met')?.remove();
    this.events = [];
    this.invites = [];
  }
}

window.app = new App();
