// One gateway of its own with the five kinds of clients, shared by the suites that have them call each other.

import { after } from 'node:test';
import { startBrowser } from './browser.mjs';
import { Jackfield } from './jackfield.mjs';
import { openParties } from './parties.mjs';
import { freeUdpPort } from './sipp.mjs';
import { gateway } from './world.mjs';

const HOST = '127.0.0.40';
const BASE = 18_600;
const PASSWORD = 'stage-secret';
const USERS = ['jo', 'sue', 'vera', 'ana', 'bo'];

let opening;

/**
 * The stage, opened with the first suite that asks for it.
 *
 * @returns {Promise<{own: Jackfield, browser: object, party: (name: string) => object}>}
 */
export function stage() {
  opening ??= open();
  return opening;
}

after(async () => {
  const open = await opening?.catch(() => null);
  await Promise.all(open?.parties.map((one) => one.close()) ?? []);
  await Promise.all([open?.browser.close(), open?.own.stop()]);
});

async function open() {
  await gateway(); // ./run has built the program
  const sip = await freeUdpPort();
  const [own, browser] = await Promise.all([
    Jackfield.start({
      host: HOST,
      sip,
      base: BASE,
      secure: true,
      service: `
    users: [${USERS.map((user) => `{user: ${user}, password: ${PASSWORD}}`).join(', ')}]
`,
    }),
    startBrowser({ flags: ['--ignore-certificate-errors'] }),
  ]);
  try {
    const parties = await openParties({ origin: own.web, webSocket: own.secureWebSocket, sip: own.sip, password: PASSWORD }, browser);
    return {
      own,
      browser,
      parties,
      party: (name) => parties.find((one) => one.name === name),
    };
  } catch (error) {
    await Promise.all([browser.close(), own.stop()]);
    throw error;
  }
}
