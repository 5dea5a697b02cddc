// Offers, and what the cases of sessions and calls do again and again.

import assert from 'node:assert/strict';

export const CREATE = 'media/session/create';
export const INFO = 'media/session/get_info';

/** A description of G.711 without a key, or of another payload type. */
export const audio = (port, payloadType = 0) =>
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP ${payloadType}\r\n`;

export const OFFER = { sdp: audio(5004), sdp_type: 'rtp' };

/** The same with keys (RFC 4733). */
export const KEYED = {
  sdp: `${OFFER.sdp.replace('AVP 0', 'AVP 0 101')}a=rtpmap:101 telephone-event/8000\r\n`,
  sdp_type: 'rtp',
};

const BROWSER =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\n' +
  'a=mid:0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\na=rtcp-mux\r\n' +
  `a=fingerprint:sha-256 ${'AA:'.repeat(31)}AA\r\n`;

export const TRICKLED = { sdp: BROWSER, trickle_ice: true };
export const CANDIDATE = {
  sdpMid: '0',
  sdpMLineIndex: 0,
  candidate: 'candidate:1 1 udp 2130706431 127.0.0.1 5008 typ host',
};

/** Ends a session and hears of it. */
export async function destroyed(client, session_id) {
  await client.ok('media/session/destroy', { session_id });
  assert.equal((await client.event('media/session/destroyed', 3000, session_id)).code, 100011);
}

/** A call from ana to this connection of bo, invited. */
export async function invited({ ana, bo }, more = {}) {
  const { call_id } = await ana.ok('media/call/create', { callee: bo.session, type: 'session', offer: OFFER, ...more });
  const invite = await bo.invite();
  assert.equal(invite.call_id, call_id);
  return { call_id, invite };
}

/** The first of them ends a call, and all hear of it. */
export async function over(call_id, ...clients) {
  await clients[0].ok('media/call/hangup', { call_id });
  for (const client of clients) {
    const { code, reason, error } = await client.event('media/call/hangup', 3000, call_id);
    assert.ok(code > 0 && reason === error);
  }
}
