// Microphone and camera: asked for when a call needs them, given back when the last call ends.

const MICROPHONE = {
  NotFoundError: 'no-microphone',
  OverconstrainedError: 'no-microphone',
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotReadableError: 'microphone-busy',
  AbortError: 'microphone-busy',
};

const CAMERA = {
  NotFoundError: 'no-camera',
  OverconstrainedError: 'no-camera',
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
};

/** One for all calls; each call gets a copy of its own, so that one may be mute and another not. */
export class Microphone {
  #options = { deviceId: '', processing: true };
  #stream = null;

  /** @param {{deviceId?: string, processing?: boolean}} options for the next time it is opened */
  configure(options) {
    this.#options = { ...this.#options, ...options };
  }

  get isOpen() {
    return this.#stream !== null;
  }

  /**
   * A copy of the sound, for one call; the microphone is opened if it is not.
   *
   * @returns {Promise<MediaStream>}
   * @throws a Failure (signalling.js) if there is none to be had
   */
  async lend() {
    if (!this.#stream) {
      await this.reopen();
    }
    return this.#stream.clone();
  }

  /** Opens the chosen one, closing what was open. */
  async reopen() {
    const blocked = this.blocked();
    if (blocked) {
      throw blocked;
    }
    const { deviceId, processing } = this.#options;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: {
          ...(deviceId && { deviceId: { exact: deviceId } }),
          echoCancellation: processing,
          noiseSuppression: processing,
          autoGainControl: processing,
        },
      });
      this.close();
      this.#stream = stream;
    } catch (error) {
      throw { kind: MICROPHONE[error.name] ?? 'microphone-busy', detail: error.message };
    }
  }

  /** @returns {import('./signalling/signalling.js').Failure | null} why this page can have none */
  blocked() {
    if (!window.isSecureContext) {
      return { kind: 'insecure-page' };
    }
    if (!window.RTCPeerConnection || !navigator.mediaDevices) {
      return { kind: 'no-webrtc' };
    }
    return null;
  }

  close() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
  }

  /** The open stream, for the level meter. */
  get stream() {
    return this.#stream;
  }
}

/** The camera: one call at a time shows it. */
export class Camera {
  #deviceId = '';

  /** @param {string} deviceId the one to use, '' for any */
  configure(deviceId) {
    this.#deviceId = deviceId;
  }

  /**
   * @returns {Promise<MediaStreamTrack>} a track of its own for each call
   * @throws a Failure (signalling.js) if there is none to be had
   */
  async open() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: {
          ...(this.#deviceId && { deviceId: { exact: this.#deviceId } }),
          width: { ideal: 640 },
          height: { ideal: 480 },
        },
      });
      return stream.getVideoTracks()[0];
    } catch (error) {
      throw { kind: CAMERA[error.name] ?? 'camera-busy', detail: error.message };
    }
  }
}

/**
 * The devices a user can choose from. Browsers name them only after one was allowed.
 *
 * @param {'audioinput' | 'audiooutput' | 'videoinput'} kind
 */
export async function devices(kind) {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((device) => device.kind === kind && device.deviceId !== '');
}
