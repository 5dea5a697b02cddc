// SIP's final responses and JsSIP's causes as failures of the signalling interface.

// RFC 3261 section 21. What is not here falls back to its class: 4xx, 5xx, 6xx.
const KINDS = {
  400: 'bad-request',
  401: 'wrong-password',
  403: 'forbidden',
  404: 'unknown-number',
  407: 'wrong-password',
  408: 'no-reply',
  410: 'unknown-number',
  415: 'no-common-codec',
  480: 'unavailable',
  484: 'bad-number',
  486: 'busy',
  487: 'cancelled',
  488: 'no-common-codec',
  503: 'overloaded',
  504: 'no-reply',
  600: 'busy',
  603: 'declined',
  604: 'unknown-number',
  606: 'no-common-codec',
};

// In the answer to a REGISTER these speak of the account, not of the number called.
const REGISTER_KINDS = { 403: 'wrong-password', 404: 'unknown-user' };

const CAUSES = {
  'Connection Error': 'not-connected',
  'Request Timeout': 'no-reply',
  'No Answer': 'no-answer',
  Expires: 'no-answer',
  'No ACK': 'no-reply',
  'Bad Media Description': 'no-common-codec',
  'Incompatible SDP': 'no-common-codec',
  'Missing SDP': 'no-common-codec',
  'WebRTC Error': 'media-failed',
  'RTP Timeout': 'media-failed',
  'Authentication Error': 'wrong-password',
};

/** @returns {string} the failure kind of one of JsSIP's causes */
export function kindOfCause(cause) {
  return CAUSES[cause] ?? 'failed';
}

/**
 * @param {object} response a final response: `status_code`, `reason_phrase`, `getHeader(name)`
 * @param {string} cause JsSIP's word for it
 * @param {'register' | 'call'} purpose
 * @returns {import('./signalling.js').Failure}
 */
export function failureOfResponse(response, cause, purpose) {
  const status = response.status_code;
  const kind =
    (purpose === 'register' && REGISTER_KINDS[status]) ||
    KINDS[status] ||
    (status >= 600 ? 'declined' : status >= 500 ? 'gateway-failed' : kindOfCause(cause));
  return { kind, status, detail: warningText(response) || `${status} ${response.reason_phrase}` };
}

/**
 * A call that was up and ended: a failure only if the BYE says so (Reason, RFC 3326), or if the
 * connection broke.
 */
export function failureOfHangup({ originator, message, cause }) {
  if (cause === 'Terminated') {
    return originator === 'remote' ? failureOfReason(message?.getHeader('Reason')) : undefined;
  }
  return { kind: kindOfCause(cause) };
}

/** @returns {string} the text of a Warning header (RFC 3261 section 20.43), or '' */
export function warningText(message) {
  const match = /^\s*\d{3}\s+\S+\s+"((?:[^"\\]|\\.)*)"/.exec(message.getHeader('Warning') ?? '');
  return match ? match[1].replace(/\\(.)/g, '$1') : '';
}

function failureOfReason(reason) {
  const match = /^\s*Q\.850\s*;.*\bcause=(\d+)/i.exec(reason ?? '');
  if (!match || match[1] === '16' || match[1] === '31') {
    return undefined; // normal clearing
  }
  const text = /\btext="([^"]*)"/i.exec(reason);
  return { kind: 'cut-off', detail: text ? text[1] : `Q.850 cause ${match[1]}` };
}
