// Causes of verto.bye (Q.850, and those FreeSWITCH has added) as failures of the signalling interface.

import { VertoError } from './verto-socket.js';

const KINDS = {
  UNALLOCATED_NUMBER: 'unknown-number',
  NO_ROUTE_DESTINATION: 'unknown-number',
  INVALID_NUMBER_FORMAT: 'bad-number',
  USER_BUSY: 'busy',
  NO_USER_RESPONSE: 'no-answer',
  NO_ANSWER: 'no-answer',
  ALLOTTED_TIMEOUT: 'no-answer',
  SUBSCRIBER_ABSENT: 'unavailable',
  USER_NOT_REGISTERED: 'unavailable',
  DESTINATION_OUT_OF_ORDER: 'unavailable',
  CALL_REJECTED: 'declined',
  INCOMPATIBLE_DESTINATION: 'no-common-codec',
  BEARERCAPABILITY_NOTAVAIL: 'no-common-codec',
  NORMAL_CIRCUIT_CONGESTION: 'overloaded',
  SWITCH_CONGESTION: 'overloaded',
  NETWORK_OUT_OF_ORDER: 'overloaded',
  RECOVERY_ON_TIMER_EXPIRE: 'no-reply',
  MEDIA_TIMEOUT: 'cut-off',
};

const TRANSFERRED = new Set(['BLIND_TRANSFER', 'ATTENDED_TRANSFER']);

const NORMAL = new Set(['NORMAL_CLEARING', 'NORMAL_UNSPECIFIED', 'PICKED_OFF', 'LOSE_RACE', ...TRANSFERRED]);

/** Whether the far end is talking with somebody else now. */
export function isTransfer(cause) {
  return TRANSFERRED.has(cause);
}

/**
 * @param {{cause?: string, causeCode?: number}} bye parameters of `verto.bye`
 * @param {'out' | 'in' | 'up'} phase a call we placed, one that rang here, or one that was up
 * @returns {import('./signalling.js').Failure | undefined} undefined if nothing went wrong
 */
export function failureOfBye({ cause = '', causeCode }, phase) {
  if (phase === 'in') {
    return cause === 'LOSE_RACE' || cause === 'PICKED_OFF' ? undefined : { kind: 'missed' };
  }
  if (NORMAL.has(cause)) {
    return undefined;
  }
  const kind = KINDS[cause] ?? (phase === 'up' ? 'cut-off' : 'failed');
  return { kind, status: causeCode, detail: cause.replaceAll('_', ' ').toLowerCase() };
}

/**
 * @param {Error} error of a request, or of the browser
 * @param {'register' | 'call'} purpose
 * @returns {import('./signalling.js').Failure}
 */
export function failureOfError(error, purpose) {
  if (!(error instanceof VertoError)) {
    return { kind: 'media-failed', detail: error.message };
  }
  if (error.code === 0) {
    return { kind: error.message === 'not connected' ? 'not-connected' : 'no-reply' };
  }
  if (purpose === 'register') {
    return { kind: 'wrong-password', detail: error.message };
  }
  return { kind: KINDS[error.data.cause] ?? 'failed', detail: error.message };
}
