// What the phone knows, as a pure step: (state, event) -> state. Views draw the state; the
// controller (phone.js) performs what a person or the gateway asks for and reports it here.

/**
 * @typedef {object} CallState
 * @property {'out' | 'in'} direction
 * @property {string} number
 * @property {string} name
 * @property {'calling' | 'ringing' | 'incoming' | 'answering' | 'talking'} phase
 * @property {number | null} since when it was answered, ms of the page's clock
 * @property {boolean} muted
 * @property {string} keys DTMF keys sent so far
 */

/**
 * @typedef {object} State
 * @property {'signed-out' | 'connecting' | 'registered' | 'reconnecting'} account
 * @property {string} user
 * @property {CallState | null} call
 * @property {import('./signalling/signalling.js').Failure | null} notice what went wrong last
 * @property {string} noticeAbout the number or user the notice speaks of
 * @property {RecentCall[]} recent
 */

/** @typedef {{number: string, name: string, direction: 'out' | 'in', missed: boolean}} RecentCall */

/** @type {State} */
export const START = {
  account: 'signed-out',
  user: '',
  call: null,
  notice: null,
  noticeAbout: '',
  recent: [],
};

const MAX_RECENT = 5;
const MAX_KEYS_SHOWN = 32;

const STEPS = {
  'sign-in': (state, { user }) => ({ ...state, ...clear, account: 'connecting', user }),
  connecting: (state) => ({ ...state, account: 'connecting' }),
  registered: (state) => ({ ...state, account: 'registered' }),
  reconnecting: (state) => (signedOut(state) ? state : { ...state, account: 'reconnecting' }),
  refused: (state, { failure }) => ({ ...START, notice: failure, noticeAbout: state.user }),
  'sign-out': (state) => ({ ...START, recent: state.recent }),

  dial: (state, { number }) => ({ ...state, ...clear, call: newCall('out', 'calling', number, '') }),
  incoming: (state, { number, name }) => ({
    ...state,
    ...clear,
    call: newCall('in', 'incoming', number, name),
  }),
  ringing: (state) => inCall(state, (call) => ({ ...call, phase: 'ringing' })),
  answering: (state) => inCall(state, (call) => ({ ...call, phase: 'answering' })),
  answered: (state, { now }) =>
    inCall(state, (call) => ({ ...call, phase: 'talking', since: now })),
  muted: (state, { on }) => inCall(state, (call) => ({ ...call, muted: on })),
  keys: (state, { keys }) =>
    inCall(state, (call) => ({ ...call, keys: (call.keys + keys).slice(-MAX_KEYS_SHOWN) })),
  ended: (state, { failure }) => {
    if (!state.call) {
      return state;
    }
    const { number, name, direction, phase } = state.call;
    const entry = { number, name, direction, missed: phase === 'incoming' && !!failure };
    return {
      ...state,
      call: null,
      notice: failure ?? null,
      noticeAbout: name || number,
      recent: [entry, ...state.recent.filter((one) => one.number !== number)].slice(0, MAX_RECENT),
    };
  },

  problem: (state, { failure, about }) => ({ ...state, notice: failure, noticeAbout: about ?? '' }),
  dismiss: (state) => ({ ...state, ...clear }),
};

const clear = { notice: null, noticeAbout: '' };

/** @returns {State} the state after this event; an unknown event is a fault of the program */
export function step(state, event) {
  const next = STEPS[event.type];
  if (!next) {
    throw new Error(`no step for ${event.type}`);
  }
  return next(state, event);
}

/** One word for what the page shows, also found in `document.body.dataset.state`. */
export function pageState(state) {
  if (state.call) {
    return state.call.phase;
  }
  return state.account === 'registered' ? 'ready' : state.account;
}

function signedOut(state) {
  return state.account === 'signed-out';
}

function inCall(state, change) {
  return state.call ? { ...state, call: change(state.call) } : state;
}

function newCall(direction, phase, number, name) {
  return { direction, phase, number, name, since: null, muted: false, keys: '' };
}
