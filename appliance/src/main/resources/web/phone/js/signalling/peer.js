// How this page talks WebRTC with the gateway, whatever the signalling.

/** The gateway is reached directly: host candidates are enough, no STUN server is asked. */
export const PEER = { iceServers: [], bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' };

/**
 * With host candidates only, gathering takes milliseconds; a network interface that does not answer
 * must not hold a call up for longer than this.
 */
export const GATHERING_MS = 500;

/** Waits until the local description holds its candidates, or long enough. */
export function gathered(connection) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      connection.removeEventListener('icegatheringstatechange', check);
      resolve(connection.localDescription.sdp);
    };
    const check = () => connection.iceGatheringState === 'complete' && done();
    const timer = setTimeout(done, GATHERING_MS);
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}
