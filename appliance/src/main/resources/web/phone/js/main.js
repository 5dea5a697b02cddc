// Starts the phone: reads where the gateway is, joins controller and views.

import { Phone } from './phone.js';
import { View } from './view.js';
import { takeCredentials } from './account.js';
import { ApiSignalling } from './signalling/api.js';
import { SipSignalling } from './signalling/sip.js';

// Where SIP over WebSocket and the External API are served and which domain the users live in; the
// gateway's own values stand in config.json, these are its defaults.
const DEFAULTS = { sip_ws: '/sip', api: '/api', domain: 'jackfield' };

async function readConfig() {
  try {
    const response = await fetch('config.json', { signal: AbortSignal.timeout(5000) });
    return response.ok ? { ...DEFAULTS, ...(await response.json()) } : DEFAULTS;
  } catch (error) {
    console.warn('config.json could not be read, using defaults:', error);
    return DEFAULTS;
  }
}

const account = takeCredentials(window);
const config = await readConfig();

function webSocket(path) {
  const url = new URL(path, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

const phone = new Phone({
  sip: (user) => new SipSignalling({ url: webSocket(config.sip_ws), domain: config.domain, ...user }),
  api: (user) => new ApiSignalling({ url: webSocket(config.api), ...user }),
});
const view = new View(document, phone);
view.start(account);
