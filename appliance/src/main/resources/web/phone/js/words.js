// What went wrong, and what to do about it, in words. One entry for each kind of failure; `help`
// may use what the other side said.

const WORDS = {
  // The page and its microphone
  'insecure-page': {
    title: 'This address cannot use your microphone',
    help: 'Browsers give the microphone only to https:// pages and to localhost. Open the phone at its https:// address.',
  },
  'no-webrtc': {
    title: 'This browser cannot make calls',
    help: 'It has no WebRTC. Use a current Chrome, Edge, Firefox or Safari.',
  },
  'no-microphone': {
    title: 'No microphone found',
    help: 'Connect a microphone or headset and call again.',
  },
  'microphone-denied': {
    title: 'The microphone is blocked',
    help: 'Allow the microphone for this page (the icon beside the address), then call again.',
  },
  'microphone-busy': {
    title: 'The microphone does not start',
    help: 'Another program may be using it. Close that program, or choose another microphone in the settings.',
  },
  'no-camera': {
    title: 'No camera found',
    help: 'Connect one and switch the camera on again. The call goes on without pictures.',
  },
  'camera-denied': {
    title: 'The camera is blocked',
    help: 'Allow the camera for this page (the icon beside the address), then switch it on again.',
  },
  'camera-busy': {
    title: 'The camera does not start',
    help: 'Another program may be using it. Close that program, or choose another camera in the settings.',
  },

  // The account
  'wrong-password': {
    title: 'Wrong user or password',
    help: 'The gateway did not accept them. Check both and sign in again.',
  },
  'unknown-user': {
    title: 'The gateway does not know this user',
    help: 'Check the user name and sign in again.',
  },
  forbidden: {
    title: 'Not allowed',
    help: 'The gateway refuses this. Ask its administrator.',
  },
  'signed-in-elsewhere': {
    title: 'Signed out',
    help: 'The same session was opened somewhere else. Sign in again to use the phone here.',
  },
  'bad-account': {
    title: 'This is no user name',
    help: 'A user name has letters, digits and -_. only, for example 1000.',
  },

  // The connection
  'not-connected': {
    title: 'No connection to the gateway',
    help: 'Wait until the phone is connected again, then call again.',
  },
  'no-reply': {
    title: 'No reply',
    help: 'The gateway did not answer in time. Try again in a moment.',
  },
  'gateway-failed': {
    title: 'The gateway could not do this',
    help: 'Try again. If it stays so, its log says why.',
  },
  overloaded: {
    title: 'The gateway takes no calls right now',
    help: 'It is starting, stopping or has no media engine. Try again in a moment.',
  },
  'bad-request': {
    title: 'The gateway did not understand the call',
    help: 'Check the number. If it is right, this is a fault worth reporting.',
  },

  // The call
  'unknown-number': {
    title: 'Nobody has this number',
    help: 'Check it and dial again.',
  },
  'bad-number': {
    title: 'This number cannot be dialled',
    help: 'Use digits, or a name without spaces.',
  },
  unavailable: {
    title: 'Not available',
    help: 'They are not signed in or did not answer. Try again later.',
  },
  'no-answer': { title: 'No answer', help: 'Try again later.' },
  busy: { title: 'Busy', help: 'They are in another call. Try again later.' },
  declined: { title: 'Call declined', help: '' },
  cancelled: { title: 'Call cancelled', help: '' },
  missed: { title: 'Missed call', help: '' },
  'no-common-codec': {
    title: 'The two phones share no sound format',
    help: 'Allow Opus, G.722 or G.711 on their phone. If theirs takes no video, switch video off in the settings here and call again.',
  },
  'media-failed': {
    title: 'No sound could be set up',
    help: 'A firewall may be in the way, or the network changed. Call again.',
  },
  'hold-failed': {
    title: 'The call could not be held or taken back',
    help: 'Try again in a moment.',
  },
  'transfer-failed': {
    title: 'Not transferred, the call is still yours',
    help: 'Take it back, or try another number.',
  },
  transferred: { title: 'Transferred', help: '' },
  'cut-off': { title: 'The call was cut off', help: 'Call again.' },
  failed: { title: 'The call did not work', help: 'Try again.' },
};

// The plain status line adds nothing to these.
const SAID_ALREADY = new Set([
  'wrong-password',
  'unknown-user',
  'unknown-number',
  'busy',
  'declined',
  'cancelled',
  'unavailable',
]);

/**
 * @param {import('./signalling/signalling.js').Failure} failure
 * @returns {{title: string, help: string, detail: string}}
 */
export function inWords(failure) {
  const words = WORDS[failure.kind] ?? WORDS.failed;
  const reason = WORDS[failure.why]?.title;
  const plain = failure.status && failure.detail?.startsWith(`${failure.status} `);
  const detail = plain && SAID_ALREADY.has(failure.kind) ? '' : (failure.detail ?? '');
  const help = reason ? `${reason}. ${words.help}` : words.help;
  return { title: words.title, help, detail };
}

/** The kinds that have words; a test holds the signalling modules to them. */
export const kinds = Object.keys(WORDS);
