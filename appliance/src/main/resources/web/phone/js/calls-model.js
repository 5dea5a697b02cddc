// What happens to calls, as steps of the model.

/**
 * @typedef {object} CallState
 * @property {string} id
 * @property {'out' | 'in'} direction
 * @property {'calling' | 'ringing' | 'incoming' | 'answering' | 'talking'} phase
 * @property {string} number
 * @property {string} name
 * @property {number} at           when it began, ms since 1970
 * @property {number | null} since when both began to talk, ms of performance.now()
 * @property {boolean} offersVideo the caller would like to be seen
 * @property {boolean} muted
 * @property {boolean} held        by us
 * @property {boolean} heldByThem
 * @property {boolean} camera      whether we show ourselves
 * @property {boolean} theirVideo  whether we see them
 * @property {string} keys         sent so far
 * @property {string} transferTo   whom the far end is being given to, '' for nobody
 * @property {import('./quality.js').Quality | null} quality
 */

const MOST_HISTORY = 100;
const MOST_KEYS_SHOWN = 32;

/** @param {object} clear what takes a notice away */
export function callSteps(clear) {
  return {
    dial: (state, { id, number, at, camera }) => ({
      ...add(state, { ...newCall(id, 'out', 'calling', number, '', at), camera }),
      ...clear,
      current: id,
    }),
    incoming: (state, { id, number, name, at, offersVideo }) => {
      const next = add(state, { ...newCall(id, 'in', 'incoming', number, name, at), offersVideo });
      // It comes to the front unless the user is busy with another one.
      return state.current === null && state.calls.length === 0 ? { ...next, ...clear, current: id } : next;
    },
    show: (state, { id }) => ({ ...state, current: id }),
    ringing: change((call) => ({ ...call, phase: call.phase === 'calling' ? 'ringing' : call.phase })),
    answering: (state, event) => ({
      ...change((call) => ({ ...call, phase: 'answering' }))(state, event),
      current: event.id,
    }),
    answered: change((call, { now }) => ({ ...call, phase: 'talking', since: call.since ?? now })),
    muted: change((call, { on }) => ({ ...call, muted: on })),
    held: change((call, { on }) => ({ ...call, held: on })),
    'remote-hold': change((call, { on }) => ({ ...call, heldByThem: on })),
    camera: change((call, { on }) => ({ ...call, camera: on })),
    keys: change((call, { keys }) => ({ ...call, keys: (call.keys + keys).slice(-MOST_KEYS_SHOWN) })),
    party: change((call, { number, name }) => ({ ...call, number, name })),
    transferring: change((call, { to }) => ({ ...call, transferTo: to })),
    quality: change((call, { quality, theirVideo }) => ({ ...call, quality, theirVideo })),
    ended: (state, { id, failure, now }) => {
      const call = state.calls.find((one) => one.id === id);
      if (!call) {
        return state;
      }
      const calls = state.calls.filter((one) => one !== call);
      return {
        ...state,
        calls,
        current: state.current === id ? (next(calls)?.id ?? null) : state.current,
        notice: failure ?? null,
        noticeAbout: call.name || call.number,
        history: [past(call, failure, now), ...state.history].slice(0, MOST_HISTORY),
      };
    },
  };
}

/** What is shown when the call that was shown is over: one that rings, else the latest. */
function next(calls) {
  return calls.find((one) => one.phase === 'incoming') ?? calls.at(-1);
}

function past({ number, name, direction, phase, at, since }, failure, now) {
  const seconds = since === null ? 0 : Math.round((now - since) / 1000);
  return { number, name, direction, missed: phase === 'incoming' && !!failure, at, seconds };
}

function add(state, call) {
  return { ...state, calls: [...state.calls, call] };
}

/** A step that changes one call; one that is over is left alone. */
function change(how) {
  return (state, event) => ({
    ...state,
    calls: state.calls.map((call) => (call.id === event.id ? how(call, event) : call)),
  });
}

function newCall(id, direction, phase, number, name, at) {
  return {
    id,
    direction,
    phase,
    number,
    name,
    at,
    since: null,
    offersVideo: false,
    muted: false,
    held: false,
    heldByThem: false,
    camera: false,
    theirVideo: false,
    keys: '',
    transferTo: '',
    quality: null,
  };
}
