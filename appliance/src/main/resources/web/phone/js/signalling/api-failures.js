// Reasons of the External API (docs/api/errors.md) as failures of the signalling interface.

const KINDS = {
  100002: 'gateway-failed',
  100003: 'gateway-failed',
  100005: 'no-reply',
  100014: 'overloaded',
  100044: 'bad-number',
  300001: 'overloaded',
  300005: 'no-common-codec',
  300014: 'media-failed',
  300015: 'no-common-codec',
  300016: 'no-common-codec',
  300040: 'media-failed',
  305003: 'declined',
  305004: 'no-answer',
  305005: 'unavailable',
  305006: 'no-answer',
  305008: 'missed',
  305009: 'cut-off',
  305010: 'cut-off',
  305020: 'busy',
  305021: 'unavailable',
  305022: 'unknown-number',
  305023: 'no-common-codec',
  305024: 'no-reply',
};

// Q.850 causes, which other protocols may have passed on.
const CAUSES = { 1: 'unknown-number', 17: 'busy', 18: 'no-answer', 19: 'no-answer', 20: 'unavailable', 21: 'declined', 88: 'no-common-codec' };

const TRANSFERRED = 305025;

// The ways a call ends when nothing is wrong: somebody hung up, or another phone took the call.
const NORMAL = new Set([16, 100001, 100011, 100013, 300020, 300021, 305007, 305011, TRANSFERRED, 306001, 308001]);

/** Whether the far end is talking with somebody else now. */
export function isTransfer(code) {
  return code === TRANSFERRED;
}

/**
 * @param {{code: number, reason: string}} body of a `hangup` event
 * @returns {import('./signalling.js').Failure | undefined} undefined if nothing went wrong
 */
export function failureOfHangup({ code, reason }) {
  return NORMAL.has(code) ? undefined : { kind: kindOf(code), detail: reason };
}

/**
 * @param {Error} error of the client
 * @param {'register' | 'call'} purpose
 * @returns {import('./signalling.js').Failure}
 */
export function failureOfError(error, purpose) {
  if (error.code === 100030) {
    return { kind: purpose === 'register' ? 'wrong-password' : 'forbidden', detail: error.error };
  }
  switch (error.constructor.name) {
    case 'ApiError':
      return { kind: kindOf(error.code), detail: error.error };
    case 'DeadlineError':
      return { kind: 'no-reply' };
    case 'ConnectionError':
      return { kind: 'not-connected' };
    default: // the browser's own: no description could be made of this microphone or that offer
      return { kind: 'media-failed', detail: error.message };
  }
}

function kindOf(code) {
  return KINDS[code] ?? CAUSES[code] ?? 'failed';
}
