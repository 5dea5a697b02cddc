// The calls of one account: one is active, the others are held. Performs what a person asks for, and
// reports what happens as steps of the model.

import { QualityMeter } from './quality.js';

const QUALITY_EVERY_MS = 1000;

/** How often in a row pictures may be missing before we say that there are none. */
const UNSEEN = 3;

export class Lines {
  #calls = new Map();
  #ids = 0;
  #report;
  #heard;
  #microphone;
  #camera;
  #video = true;

  /**
   * @param {object} phone
   * @param {(event: object) => void} phone.report    a step of the model
   * @param {(id: string, stream: MediaStream | null) => void} phone.heard what comes from a far end
   * @param {import('./devices.js').Microphone} phone.microphone
   * @param {import('./devices.js').Camera} phone.camera
   */
  constructor({ report, heard, microphone, camera }) {
    this.#report = report;
    this.#heard = heard;
    this.#microphone = microphone;
    this.#camera = camera;
  }

  /** Whether calls may have pictures, from the next one on. */
  allowVideo(on) {
    this.#video = on;
  }

  /** Calls somebody; every other call is held before. */
  async dial(signalling, number, { camera = false } = {}) {
    const id = this.#newId();
    this.#calls.set(id, { call: null });
    const shown = camera && this.#video;
    this.#report({ type: 'dial', id, number, at: Date.now(), camera: shown });
    const [media] = await Promise.all([this.#media(id, shown), this.#holdOthers(id)]);
    if (media && this.#calls.has(id)) {
      this.#follow(id, signalling.call(number, media));
    } else {
      stop(media);
    }
  }

  /** A call has come. */
  ring(call) {
    const id = this.#newId();
    const { number, offersVideo } = call;
    const name = call.name === number ? '' : call.name;
    this.#report({ type: 'incoming', id, number, name, at: Date.now(), offersVideo });
    this.#follow(id, call);
  }

  async answer(id, { camera = false } = {}) {
    const call = this.#calls.get(id)?.call;
    if (!call || this.#calls.get(id).answering) {
      return;
    }
    this.#calls.get(id).answering = true;
    this.#report({ type: 'answering', id });
    const shown = camera && this.#video;
    const [media] = await Promise.all([this.#media(id, shown), this.#holdOthers(id)]);
    if (!media) {
      call.reject();
    } else if (this.#calls.has(id)) {
      this.#report({ type: 'camera', id, on: !!media.camera });
      call.answer(media);
    } else {
      stop(media); // the caller gave up meanwhile
    }
  }

  reject(id) {
    this.#calls.get(id)?.call?.reject();
  }

  hangup(id) {
    const line = this.#calls.get(id);
    if (line?.call) {
      line.call.hangup();
    } else if (line) {
      this.#over(id, {}); // still waiting for the microphone
    }
  }

  mute(id, on) {
    this.#calls.get(id)?.call?.mute(on);
    this.#report({ type: 'muted', id, on });
  }

  sendKeys(id, keys) {
    this.#calls.get(id)?.call?.sendDtmf(keys);
    this.#report({ type: 'keys', id, keys });
  }

  /** Holds a call, or takes it back; then every other one is held. */
  async hold(id, on) {
    const line = this.#calls.get(id);
    if (!line?.up || line.held === on) {
      return;
    }
    if (!on) {
      await this.#holdOthers(id);
    }
    try {
      await line.call.hold(on);
      line.held = on;
      this.#report({ type: 'held', id, on });
    } catch (failure) {
      this.#report({ type: 'problem', failure: { ...failure, kind: 'hold-failed' } });
    }
  }

  /** Gives the far end to somebody else. */
  transfer(id, number) {
    const line = this.#calls.get(id);
    if (line?.up) {
      this.#leaving(id, number);
      line.call.transfer(number);
    }
  }

  /** Joins the far ends of two calls, and leaves both. */
  join(id, other, name) {
    const line = this.#calls.get(id);
    if (line?.up && this.#calls.get(other)?.up) {
      this.#leaving(id, name);
      line.call.join(this.#calls.get(other).call);
    }
  }

  /** Puts the far ends of all calls into a conference, and goes there too. */
  async conference(signalling, number, options) {
    for (const [id, line] of this.#calls) {
      if (line.up) {
        this.transfer(id, number);
      }
    }
    await this.dial(signalling, number, options);
  }

  /** Shows ourselves, or no longer. */
  async show(id, on) {
    const line = this.#calls.get(id);
    if (!line?.call) {
      return;
    }
    const track = on ? await this.#openCamera() : null;
    if (!on || track) {
      await line.call.setCamera(track);
      this.#report({ type: 'camera', id, on });
    }
    this.#preview(id, track);
  }

  /** Every call sends from the chosen microphone from now on. */
  async changeMicrophone() {
    if (!this.#microphone.isOpen) {
      return;
    }
    try {
      await this.#microphone.reopen();
    } catch (failure) {
      this.#report({ type: 'problem', failure });
      return;
    }
    for (const { call } of this.#calls.values()) {
      await call?.replaceMicrophone(await this.#microphone.lend());
    }
  }

  /** What this call's far end sends, or null. */
  heardOf(id) {
    return this.#calls.get(id)?.heard ?? null;
  }

  /** What we show in this call, or null. */
  shownOf(id) {
    return this.#calls.get(id)?.shown ?? null;
  }

  /** It is on its way to somebody else: it is not held meanwhile. */
  #leaving(id, to) {
    this.#calls.get(id).leaving = to !== '';
    this.#report({ type: 'transferring', id, to });
  }

  #newId() {
    return `call-${++this.#ids}`;
  }

  #holdOthers(id) {
    const others = [...this.#calls].filter(([other, line]) => other !== id && line.up && !line.held && !line.leaving);
    return Promise.all(others.map(([other]) => this.hold(other, true)));
  }

  async #media(id, camera) {
    try {
      const stream = await this.#microphone.lend();
      const track = camera ? await this.#openCamera() : null;
      this.#preview(id, track);
      return { stream, video: this.#video, camera: track ?? undefined };
    } catch (failure) {
      if (!failure.kind) {
        throw failure;
      }
      if (this.#calls.get(id)?.call) {
        this.#calls.get(id).why = failure; // rejected next, and this is the reason
      } else {
        this.#over(id, { failure });
      }
      return null;
    }
  }

  /** A call goes on without pictures when there is no camera. */
  async #openCamera() {
    try {
      return await this.#camera.open();
    } catch (failure) {
      this.#report({ type: 'problem', failure });
      return null;
    }
  }

  #preview(id, track) {
    const line = this.#calls.get(id);
    if (line) {
      line.shown = track ? new MediaStream([track]) : null;
      this.#heard(id);
    }
  }

  #follow(id, call) {
    const line = { ...this.#calls.get(id), call, up: false, held: false, heard: null };
    this.#calls.set(id, line);
    const on = (type, handler) => call.addEventListener(type, ({ detail }) => handler(detail));
    on('ringing', () => this.#report({ type: 'ringing', id }));
    on('answered', () => {
      line.up = true;
      line.timer = this.#watch(id, call);
      this.#report({ type: 'answered', id, now: performance.now() });
    });
    on('media', ({ stream }) => {
      line.heard = stream;
      this.#heard(id);
    });
    on('remote-hold', ({ on: held }) => this.#report({ type: 'remote-hold', id, on: held }));
    on('party', ({ number, name }) => this.#report({ type: 'party', id, number, name }));
    on('transfer-failed', (failure) => {
      this.#leaving(id, '');
      this.#report({ type: 'problem', failure: { ...failure, kind: 'transfer-failed', why: failure.kind } });
    });
    on('ended', (detail) => this.#over(id, detail));
  }

  #watch(id, call) {
    const meter = new QualityMeter();
    let unseen = UNSEEN;
    return setInterval(async () => {
      const report = await call.stats();
      if (report && this.#calls.has(id)) {
        const { quality, seen } = meter.read(report);
        unseen = seen ? 0 : unseen + 1;
        this.#report({ type: 'quality', id, quality, theirVideo: unseen < UNSEEN });
      }
    }, QUALITY_EVERY_MS);
  }

  #over(id, { failure, transferred }) {
    const line = this.#calls.get(id);
    if (!line) {
      return;
    }
    clearInterval(line.timer);
    this.#calls.delete(id);
    if (this.#calls.size === 0) {
      this.#microphone.close();
    }
    const told = line.why ?? failure ?? (transferred ? { kind: 'transferred' } : undefined);
    this.#report({ type: 'ended', id, failure: told, now: performance.now() });
  }
}

function stop(media) {
  media?.stream.getTracks().forEach((track) => track.stop());
  media?.camera?.stop();
}
