// Starts the phone: reads where the gateway is, joins controller and views.

import { Phone } from './phone.js';
import { View } from './views/view.js';
import { takeCredentials } from './account.js';
import { ApiSignalling } from './signalling/api.js';
import { SipSignalling } from './signalling/sip.js';
import { VertoSignalling } from './signalling/verto.js';

// Where the gateway serves what, which domain the users live in, and the number of a conference; its own
// values stand in config.json, these are its defaults.
const DEFAULTS = { sip_ws: '/sip', verto: '/verto', api: '/api', domain: 'jackfield', conference: '' };

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

const phone = new Phone(
  {
    sip: (user) => new SipSignalling({ url: webSocket(config.sip_ws), domain: config.domain, ...user }),
    verto: (user) => new VertoSignalling({ url: webSocket(config.verto), ...user }),
    api: (user) => new ApiSignalling({ url: webSocket(config.api), ...user }),
  },
  config,
);
new View(document, phone).start(account);
