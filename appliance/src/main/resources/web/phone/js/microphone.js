// The microphone: asked for when a call needs it, given back when the call ends.

const KINDS = {
  NotFoundError: 'no-microphone',
  OverconstrainedError: 'no-microphone',
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotReadableError: 'microphone-busy',
  AbortError: 'microphone-busy',
};

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
   * Opens the chosen microphone, closing what was open.
   *
   * @returns {Promise<MediaStream>}
   * @throws a Failure (signalling.js) if there is none to be had
   */
  async open() {
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
      return stream;
    } catch (error) {
      throw { kind: KINDS[error.name] ?? 'microphone-busy', detail: error.message };
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

/**
 * The devices a user can choose from. Browsers name them only after the microphone was allowed.
 *
 * @param {'audioinput' | 'audiooutput'} kind
 */
export async function devices(kind) {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((device) => device.kind === kind && device.deviceId !== '');
}
