// What the phone knows, as a value, and the one function that changes it: `step(state, event)`. Nothing
// here touches the page or the network. What happens to a call stands in calls-model.js.

import { callSteps } from './calls-model.js';

/**
 * @typedef {object} State
 * @property {'signed-out' | 'connecting' | 'registered' | 'reconnecting'} account
 * @property {string} user
 * @property {import('./calls-model.js').CallState[]} calls in the order they began
 * @property {string | null} current  id of the call that is shown
 * @property {'keypad' | 'contacts' | 'history'} tab what is shown when no call is
 * @property {import('./signalling/signalling.js').Failure | null} notice
 * @property {string} noticeAbout     whom the notice is about, '' for the phone itself
 * @property {PastCall[]} history     newest first
 * @property {string[]} contacts      the other users of the gateway
 */

/**
 * @typedef {object} PastCall
 * @property {string} number
 * @property {string} name
 * @property {'out' | 'in'} direction
 * @property {boolean} missed
 * @property {number} at      when it began, ms since 1970
 * @property {number} seconds how long both talked
 */

/** @type {State} */
export const START = {
  account: 'signed-out',
  user: '',
  calls: [],
  current: null,
  tab: 'keypad',
  notice: null,
  noticeAbout: '',
  history: [],
  contacts: [],
};

const clear = { notice: null, noticeAbout: '' };

const STEPS = {
  'sign-in': (state, { user, history }) => ({ ...START, account: 'connecting', user, history }),
  connecting: (state) => ({ ...state, account: 'connecting' }),
  registered: (state) => ({ ...state, account: 'registered' }),
  reconnecting: (state) => (signedOut(state) ? state : { ...state, account: 'reconnecting' }),
  refused: (state, { failure }) => ({ ...START, notice: failure, noticeAbout: state.user }),
  'sign-out': () => START,
  contacts: (state, { contacts }) => ({ ...state, contacts }),
  'forget-history': (state) => ({ ...state, history: [] }),
  tab: (state, { tab }) => ({ ...state, tab }),

  problem: (state, { failure, about }) => ({ ...state, notice: failure, noticeAbout: about ?? '' }),
  dismiss: (state) => ({ ...state, ...clear }),

  ...callSteps(clear),
};

/** @returns {State} the state after this event; an unknown event is a fault of the program */
export function step(state, event) {
  const next = STEPS[event.type];
  if (!next) {
    throw new Error(`no step for ${event.type}`);
  }
  return next(state, event);
}

/** The call that is shown, or undefined. */
export function currentCall(state) {
  return state.calls.find((call) => call.id === state.current);
}

/** One word for what the page shows, also found in `document.body.dataset.state`. */
export function pageState(state) {
  const call = currentCall(state);
  if (call) {
    return call.phase;
  }
  return state.account === 'registered' ? 'ready' : state.account;
}

function signedOut(state) {
  return state.account === 'signed-out';
}
