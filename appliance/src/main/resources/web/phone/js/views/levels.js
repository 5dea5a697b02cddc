// Level meters: how loud you and the other side are, drawn once a frame while a call is up.

const FLOOR_DB = -60;

export class Levels {
  #context = null;
  #meters = new Map();
  #frame = 0;

  /** Shows this stream's level on this element (its custom property --level, 0 to 1). */
  watch(element, stream) {
    const shown = this.#meters.get(element);
    if (shown?.stream === stream) {
      return;
    }
    shown?.source.disconnect();
    this.#context ??= new AudioContext();
    const source = this.#context.createMediaStreamSource(stream);
    const analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    source.connect(analyser);
    this.#meters.set(element, { stream, source, analyser, samples: new Float32Array(1024) });
    if (!this.#frame) {
      this.#draw();
    }
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const [element, { source }] of this.#meters) {
      source.disconnect();
      show(element, 0);
    }
    this.#meters.clear();
  }

  #draw() {
    for (const [element, { analyser, samples }] of this.#meters) {
      analyser.getFloatTimeDomainData(samples);
      show(element, level(samples));
    }
    this.#frame = requestAnimationFrame(() => this.#draw());
  }
}

function level(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const db = 10 * Math.log10(power + 1e-12);
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

function show(element, value) {
  element.style.setProperty('--level', value.toFixed(3));
}
