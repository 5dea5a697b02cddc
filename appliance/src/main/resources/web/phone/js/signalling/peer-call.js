// What every call does with its peer connection, whatever the signalling.

import { KeySender } from './keys.js';
import { PEER, gathered } from './peer.js';
import { Call } from './signalling.js';

/** A call with a peer connection. Protocols add how descriptions and words travel. */
export class PeerCall extends Call {
  #connection = null;
  #media = null;
  #muted = false;
  #silenced = false;
  #ended = false;
  #keys = new KeySender(() => this.#sender('audio'));

  get ended() {
    return this.#ended;
  }

  get connection() {
    return this.#connection;
  }

  /** Makes the connection, with what it is to send; `lost` is called when its path is gone for good. */
  open(media) {
    this.follow(new RTCPeerConnection(PEER), media);
    return this.#connection;
  }

  /** The same with a connection that somebody else has made and closes. */
  follow(connection, media) {
    this.#connection?.close();
    this.#connection = connection;
    this.#media = media;
    const heard = new MediaStream();
    connection.addEventListener('track', ({ track }) => {
      heard.addTrack(track);
      this.emit('media', { stream: heard });
    });
    connection.addEventListener('connectionstatechange', () => {
      if (connection === this.#connection && connection.connectionState === 'failed' && !this.#ended) {
        this.pathLost();
      }
    });
  }

  /** The media path is gone; protocols that can mend it do. */
  pathLost() {
    this.hangup();
    this.end({ by: 'local', failure: { kind: 'media-failed' } });
  }

  /** An offer of all that is to be sent, with its candidates. */
  async makeOffer(media) {
    const connection = this.open(media);
    this.addMedia();
    await connection.setLocalDescription();
    return gathered(connection);
  }

  /** Adds sound and pictures to a connection that is going to offer. */
  addMedia() {
    const { stream, video, camera } = this.#media;
    const streams = [stream];
    this.#connection.addTransceiver(stream.getAudioTracks()[0], { direction: 'sendrecv', streams });
    if (video) {
      this.#connection.addTransceiver(camera ?? 'video', { direction: 'sendrecv', streams });
    }
  }

  /** The answer to this offer, with its candidates. */
  async makeAnswer(sdp, media) {
    const connection = this.open(media);
    await connection.setRemoteDescription({ type: 'offer', sdp });
    connection.addTrack(media.stream.getAudioTracks()[0], media.stream);
    await this.answerVideo();
    await connection.setLocalDescription();
    return gathered(connection);
  }

  /** Takes part in the pictures an offer has, if this call may have some. */
  async answerVideo() {
    const { video, camera, stream } = this.#media;
    const transceiver = this.#connection.getTransceivers().find((one) => one.receiver.track.kind === 'video');
    if (transceiver && video) {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams?.(stream);
      await transceiver.sender.replaceTrack(camera ?? null);
    }
  }

  /** The offer once more, with a new path for the media. */
  async makeRestart() {
    const connection = this.#connection;
    connection.restartIce();
    await connection.setLocalDescription();
    return gathered(connection);
  }

  /** What was given to send, for a connection anew. */
  get media() {
    return this.#media;
  }

  mute(on) {
    this.#muted = on;
    this.#apply();
  }

  /** Sends nothing while the call is held, whatever the gateway does. */
  silence(on) {
    this.#silenced = on;
    this.#apply();
  }

  #apply() {
    this.#media?.stream.getAudioTracks().forEach((track) => (track.enabled = !this.#muted && !this.#silenced));
    if (this.#media?.camera) {
      this.#media.camera.enabled = !this.#silenced;
    }
  }

  sendDtmf(keys) {
    this.#keys.send(keys);
  }

  async replaceMicrophone(stream) {
    const [before] = this.#media.stream.getAudioTracks();
    this.#media.stream = stream;
    this.#apply();
    await this.#sender('audio')?.replaceTrack(stream.getAudioTracks()[0]);
    before?.stop();
  }

  async setCamera(track) {
    const before = this.#media.camera;
    this.#media.camera = track ?? undefined;
    await this.#sender('video')?.replaceTrack(track);
    before?.stop();
  }

  async stats() {
    return this.#connection?.getStats() ?? null;
  }

  #sender(kind) {
    return this.#connection?.getTransceivers().find((one) => one.receiver.track.kind === kind)?.sender;
  }

  /** Over, once: stops what it sent and tells. */
  end(detail) {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    this.#keys.stop();
    this.#connection?.close();
    this.#media?.stream.getTracks().forEach((track) => track.stop());
    this.#media?.camera?.stop();
    this.emit('ended', detail);
  }
}
