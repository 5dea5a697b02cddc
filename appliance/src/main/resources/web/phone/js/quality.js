// How good a call is, from what the browser counts (RTCStatsReport), and what to say when it is not.

/**
 * @typedef {object} Quality
 * @property {string} codec          of what arrives, e.g. opus
 * @property {number} loss           share of the packets that did not arrive since the last look, 0 to 1
 * @property {number} lossThere      the same of what we send, as the far end of the path told last
 * @property {number} jitter         ms
 * @property {number | null} roundTrip ms, null if nobody has told
 * @property {boolean} silent        nothing at all has arrived since the last look
 */

const BAD = { loss: 0.04, jitter: 60, roundTrip: 500 };

/** Looks at one call again and again. */
export class QualityMeter {
  #before = null;
  #frames = 0;

  /**
   * @param {RTCStatsReport} report
   * @returns {{quality: Quality, seen: boolean}} `seen`: pictures have arrived since the last look
   */
  read(report) {
    const all = [...report.values()];
    const sound = all.find((one) => one.type === 'inbound-rtp' && one.kind === 'audio');
    const remote = all.find((one) => one.type === 'remote-inbound-rtp' && one.kind === 'audio');
    const path = all.find((one) => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded');
    const now = { received: sound?.packetsReceived ?? 0, lost: sound?.packetsLost ?? 0 };
    const before = this.#before ?? { received: 0, lost: 0 };
    this.#before = now;
    const received = Math.max(0, now.received - before.received);
    const lost = Math.max(0, now.lost - before.lost);
    const seconds = remote?.roundTripTime ?? path?.currentRoundTripTime;
    const frames = all.find((one) => one.type === 'inbound-rtp' && one.kind === 'video')?.framesDecoded ?? 0;
    const seen = frames > this.#frames;
    this.#frames = frames;
    return {
      seen,
      quality: {
        codec: codecOf(report, sound),
        loss: received + lost > 0 ? lost / (received + lost) : 0,
        lossThere: Math.max(0, remote?.fractionLost ?? 0),
        jitter: Math.round((sound?.jitter ?? 0) * 1000),
        roundTrip: seconds === undefined ? null : Math.round(seconds * 1000),
        silent: received === 0,
      },
    };
  }
}

function codecOf(report, sound) {
  return report.get(sound?.codecId)?.mimeType?.split('/')[1] ?? '';
}

/**
 * One sentence for people, '' when all is well.
 *
 * @param {Quality} quality
 * @param {{held: boolean}} call silence on hold is as it should be
 */
export function inPlainWords(quality, { held }) {
  if (quality.silent && !held) {
    return 'Nothing arrives from the other side. If it stays so, hang up and call again.';
  }
  if (quality.loss > BAD.loss) {
    return `The network loses ${percent(quality.loss)} of what they say. Move nearer to your Wi-Fi, or use a cable.`;
  }
  if (quality.lossThere > BAD.loss) {
    return `The network loses ${percent(quality.lossThere)} of what you say. Move nearer to your Wi-Fi, or use a cable.`;
  }
  if (quality.jitter > BAD.jitter) {
    return 'The network is uneven, sound may break up. Stop downloads, or use a cable.';
  }
  if (quality.roundTrip !== null && quality.roundTrip > BAD.roundTrip) {
    return 'The way to the other side is long: wait a moment before you answer.';
  }
  return '';
}

/** The figures, short. */
export function inFigures({ codec, loss, jitter, roundTrip }) {
  return {
    codec: codec || '–',
    loss: percent(loss),
    jitter: `${jitter} ms`,
    'round-trip': roundTrip === null ? '–' : `${roundTrip} ms`,
  };
}

function percent(share) {
  return `${(share * 100).toFixed(share > 0 && share < 0.095 ? 1 : 0)} %`;
}
