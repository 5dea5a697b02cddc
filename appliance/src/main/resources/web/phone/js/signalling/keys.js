// Keys as RFC 4733 events, by the browser (RTCDTMFSender). The same for every protocol.

const MS = { duration: 160, gap: 80, retry: 50 };

/**
 * One key at a time, the next when the browser says that it is done. Adding keys to its own buffer
 * sends one twice if the browser takes it from there meanwhile.
 */
export class KeySender {
  #sender;
  #keys = [];
  #sent = false;
  #timer = null;
  #over = false;

  /** @param {() => RTCRtpSender | undefined} sender of the microphone, asked for each key */
  constructor(sender) {
    this.#sender = sender;
  }

  send(keys) {
    this.#keys.push(...keys);
    this.#next();
  }

  /** The call is over. */
  stop() {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #next() {
    const dtmf = this.#sender()?.dtmf;
    if (this.#sent || this.#over || !this.#keys.length || !dtmf) {
      return;
    }
    clearTimeout(this.#timer);
    if (!dtmf.canInsertDTMF) {
      // Answered, but the media path is still being set up; no event tells when keys may go.
      this.#timer = setTimeout(() => this.#next(), MS.retry);
      return;
    }
    this.#sent = true;
    dtmf.ontonechange = ({ tone }) => {
      if (tone === '') {
        this.#sent = false;
        this.#next();
      }
    };
    dtmf.insertDTMF(this.#keys.shift(), MS.duration, MS.gap);
  }
}
