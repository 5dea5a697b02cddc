// What the phone itself plays: the ringtone for an incoming call, and the ringing and busy tones of
// an outgoing one (ITU-T E.180: 425 Hz, ringing 1 s in 5 s, busy 0.5 s in 1 s).

const PATTERNS = {
  ringtone: { tones: [659, 831], beats: [[0, 0.18], [0.22, 0.4], [0.6, 0.78], [0.82, 1]], every: 3, gain: 0.16 },
  waiting: { tones: [425], beats: [[0, 0.2], [0.4, 0.6]], every: 4, gain: 0.05 },
  ringing: { tones: [425], beats: [[0, 1]], every: 5, gain: 0.06 },
  busy: { tones: [425], beats: [[0, 0.5], [1, 1.5], [2, 2.5]], every: 0, gain: 0.06 },
};

const RAMP = 0.015;

export class Sounds {
  #context = null;
  #gain = null;
  #timer = null;
  #playing = '';

  /** @param {'' | 'ringtone' | 'waiting' | 'ringing' | 'busy'} name what shall play now; '' is silence */
  play(name) {
    if (name === this.#playing) {
      return;
    }
    this.#stop();
    this.#playing = name;
    if (name) {
      this.#start(PATTERNS[name]);
    }
  }

  #start(pattern) {
    this.#context ??= new AudioContext();
    // Without a click or key before, browsers keep a page silent: then only the screen rings.
    this.#context.resume().catch((error) => console.warn('no sound before a click:', error));
    this.#round(pattern);
    if (pattern.every) {
      this.#timer = setInterval(() => this.#round(pattern), pattern.every * 1000);
    }
  }

  #round({ tones, beats, gain }) {
    const context = this.#context;
    const out = new GainNode(context, { gain: 0 });
    out.connect(context.destination);
    this.#gain = out;
    const now = context.currentTime + 0.02;
    beats.forEach(([from, to], beat) => {
      const oscillator = new OscillatorNode(context, { frequency: tones[beat % tones.length] });
      oscillator.connect(out);
      oscillator.start(now + from);
      oscillator.stop(now + to);
      out.gain.setValueAtTime(0, now + from);
      out.gain.linearRampToValueAtTime(gain, now + from + RAMP);
      out.gain.setValueAtTime(gain, now + to - RAMP);
      out.gain.linearRampToValueAtTime(0, now + to);
    });
  }

  #stop() {
    clearInterval(this.#timer);
    this.#gain?.disconnect();
    this.#gain = null;
  }
}
