// Which scenario shows which rule. `caller` and `phone` are SIPp scenarios of signaling/sip/src/test/sipp/rules; a
// caller without a phone talks with the gateway itself, at `to`. The table of docs/sip-scenarios.md is made of this.

const PBX = 'sip-pbx';
const ECHO = 'echo@jackfield';

const alone = (rule, source, caller, more = {}) => ({ rule, source, caller, to: ECHO, ...more });
const pair = (rule, source, caller, phone, more = {}) => ({ rule, source, caller, phone, ...more });

export const SCENARIOS = [
  // Transports and parsing.
  alone('a call over UDP, the first common codec answered', 'RFC 3261 13, RFC 3264 6.1', 'call'),
  alone('a call over TCP', 'RFC 3261 18', 'call', { transport: 't1' }),
  alone('headers of 300 characters', 'RFC 3261 7.3', 'headers-of-300-characters'),
  alone('compact headers, in capitals and with blanks', 'RFC 3261 7.3.1, 7.3.3', 'headers-compact'),
  alone('OPTIONS: Allow, Accept, Supported', 'RFC 3261 11.2', 'options'),
  alone('an unknown method: 405 with Allow', 'RFC 3261 8.2.1', 'method-unknown'),
  alone('an unknown extension: 420 with Unsupported', 'RFC 3261 8.2.2.3', 'extension-unknown'),
  alone('an unknown body: 415 with Accept', 'RFC 3261 8.2.3', 'body-unknown'),
  alone('no hops left: 483', 'RFC 3261 16.3, RFC 7332', 'hops-spent'),
  alone('an unreadable description: 488 with Warning 399', 'RFC 3261 20.43', 'description-unreadable'),
  alone('no common codec: 488 with Warning 305, which names the m-line', `${PBX} codecs`, 'codecs-differ'),
  alone('BYE of an unknown dialog: 481', 'RFC 3261 15.1.2', 'dialog-unknown'),
  alone('CANCEL of an unknown INVITE: 481', 'RFC 3261 9.2', 'cancel-unknown'),
  alone('nobody of that name: 404', 'RFC 3261 21.4.5', 'nobody', { to: 'nobody@jackfield' }),
  alone('a route that refuses: 603', `${PBX} Routes`, 'rejected-by-route', { to: 'refused@jackfield' }),
  // Registrar.
  alone('several contacts, their order, and Contact: *', 'RFC 3261 10.3', 'register', { to: 'r1@jackfield' }),
  alone('a short registration: 423 with Min-Expires', 'RFC 3261 10.3', 'register-too-short', { to: 'r2@jackfield' }),
  alone('Contact: * without Expires: 0 is 400', 'RFC 3261 10.3', 'register-star-alone', { to: 'r3@jackfield' }),
  alone('Path', 'RFC 3327', 'register-path', { to: 'r5@jackfield' }),
  // Offer and answer.
  alone('a late offer', `${PBX} offer/answer`, 'late-offer'),
  alone('a late offer whose ACK brings no answer: BYE', 'RFC 3261 13.2.1', 'late-offer-no-answer'),
  alone('re-INVITE without offer: ours', 'RFC 3261 14.2', 'reinvite-without-offer'),
  alone('re-INVITE with another media address', `${PBX} decoupled legs`, 'reinvite-new-address'),
  alone('a refused re-INVITE leaves the session as it was', `${PBX} offer/answer`, 'reinvite-refused'),
  alone('a second offer before the first is settled: 500 with Retry-After', 'RFC 3261 14.2', 'second-offer-unsettled'),
  alone('OPTIONS within a dialog', 'RFC 3261 11.2', 'options-within'),
  pair('glare: the phone refuses ours with 491, it is tried again', 'RFC 3261 14.1', 'caller-holds', 'phone-glares'),
  pair('glare: theirs crosses ours and gets 491', 'RFC 3261 14.2', 'caller-holds', 'phone-offers-too'),
  // Hold.
  alone('hold: sendonly', `${PBX} hold`, 'hold-sendonly'),
  alone('hold: inactive', `${PBX} hold`, 'hold-inactive'),
  alone('hold: recvonly', `${PBX} hold`, 'hold-recvonly'),
  alone('hold: c=0.0.0.0', `${PBX} hold`, 'hold-zero-address'),
  alone('hold by UPDATE', 'RFC 3311', 'hold-by-update'),
  pair('hold of one side is told the other, and its end', `${PBX} hold`, 'caller-holds', 'phone-is-held'),
  // Early media, forks, reliability.
  pair('a call between phones, nothing of one shows on the other', `${PBX} B2BUA`, 'caller', 'phone'),
  pair('the same over TCP', `${PBX} B2BUA`, 'caller', 'phone', { transport: 't1' }),
  pair('early media is passed on', `${PBX} early media`, 'caller-hears-early', 'phone-plays-early'),
  pair('ringing is reliable for a caller that requires it; a wrong RAck: 481', 'RFC 3262 3', 'caller-acknowledges-ringing', 'phone-waits'),
  pair('1xx without a To tag', 'RFC 3261 12.1', 'caller', 'phone-rings-without-tag'),
  pair('a 2xx without description: ACK and BYE', 'sip.md Outbound', 'caller-gets-488', 'phone-answers-without-description'),
  pair('requests within the dialog follow Record-Route', 'RFC 3261 12.2.1.1', 'caller', 'phone-behind-a-proxy'),
  pair('a re-INVITE moves the target', 'RFC 3261 12.2.2', 'caller-waits', 'phone-moves'),
  // ACK.
  alone('a late ACK ends the repetition of the 200', 'RFC 3261 13.3.1.4', 'ack-lost'),
  alone('no ACK at all: BYE after 32 s', 'RFC 3261 13.3.1.4', 'ack-never'),
  // Session timers.
  alone('too short an interval: 422 with Min-SE', 'RFC 4028 6', 'interval-too-small'),
  alone('the caller refreshes if it wants to', 'RFC 4028 9', 'timer-of-the-caller'),
  alone('refreshed by UPDATE if the peer allows it', `${PBX} session timers`, 'timer-refresh-by-update'),
  alone('refreshed by re-INVITE else', `${PBX} session timers`, 'timer-refresh-by-reinvite'),
  alone('nobody refreshes: BYE', 'RFC 4028 10', 'timer-runs-out'),
  pair('a phone wants a longer interval: asked again', 'RFC 4028 7.3', 'caller', 'phone-wants-longer-interval'),
  // Digits.
  alone('digits by INFO, both forms; unknown ones are refused', `${PBX} DTMF`, 'info-digits'),
  pair('digits by INFO go on to the other side', `${PBX} DTMF`, 'caller-sends-digits', 'phone-gets-digits'),
  // Transfer.
  alone('REFER without or with an unusable Refer-To: 400', 'RFC 3515 2.4.2', 'refer-bad'),
  alone('Replaces of an unknown dialog: 481', 'RFC 3891 3', 'replaces-unknown'),
  alone('a Replaces that is none: 400', 'RFC 3891 3', 'replaces-bad'),
  // Cancel and causes.
  pair('CANCEL: 487, and the phone is cancelled with the same Reason', `${PBX} cancel`, 'caller-cancels', 'phone-is-cancelled'),
  pair('a 200 that crosses the CANCEL: ACK and BYE', 'RFC 3261 9.1, 15', 'caller-cancels', 'phone-answers-despite-cancel'),
  pair('BYE of the caller before the answer', 'RFC 3261 15', 'caller-ends-early', 'phone-rings-on'),
  pair('Reason of a BYE reaches the phone', 'RFC 3326', 'caller-ends-with-reason', 'phone-told-the-reason'),
  pair('Reason of a BYE reaches the caller', 'RFC 3326', 'caller-told-the-reason', 'phone-hangs-up'),
  pair('busy: 486', 'errors.md', 'caller-gets-486', 'phone-says-486'),
  pair('declined: 603', 'errors.md', 'caller-gets-603', 'phone-says-603'),
  pair('not found: 404', 'errors.md', 'caller-gets-404', 'phone-says-404'),
  pair('unavailable: 480', 'errors.md', 'caller-gets-480', 'phone-says-480'),
  pair('overloaded: 503', 'errors.md', 'caller-gets-503', 'phone-says-503'),
];
