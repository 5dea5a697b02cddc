// Starts the phone: reads where the gateway is, joins controller and views.

import { Phone } from './phone.js';
import { View } from './view.js';
import { takeCredentials } from './account.js';

// Where SIP over WebSocket is served and which domain the users live in; the gateway's own values
// stand in config.json, these are its defaults.
const DEFAULTS = { sip_ws: '/sip', domain: 'jackfield' };

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
const url = new URL(config.sip_ws, location.href);
url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const phone = new Phone({ url: url.href, domain: config.domain });
const view = new View(document, phone);
view.start(account);
