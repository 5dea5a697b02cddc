// What the tests with the gateway share: one gateway, started with the first test that asks for it.

import { after } from 'node:test';
import { TONES } from './audio.mjs';
import { Baresip } from './baresip.mjs';
import { killAll } from './children.mjs';
import { Gateway } from './gateway.mjs';
import { PhonePage } from './phone-page.mjs';

let starting;

/** The gateway under test. */
export function gateway() {
  starting ??= Gateway.start();
  return starting;
}

/** To be called once by the test file: stops what `gateway()` started, and what failed tests have left. */
export function stopAtEnd() {
  after(async () => {
    try {
      await (await starting?.catch(() => null))?.stop();
    } finally {
      killAll();
    }
  });
}

/** A signed-in user at /phone/. */
export async function phoneOf(user, { signalling = 'sip' } = {}) {
  const at = await gateway();
  const phone = await PhonePage.open({
    phoneUrl: at.phoneUrl,
    user,
    password: at.password(user),
    hz: TONES[user],
  });
  try {
    await phone.chooseSignalling(signalling);
    await phone.signIn();
    return phone;
  } catch (error) {
    await phone.close();
    throw error;
  }
}

/** A registered user with baresip. */
export async function baresipOf(user, options = {}) {
  const at = await gateway();
  return Baresip.start({
    user,
    password: options.password ?? at.password(user),
    registrar: at.sip,
    hz: TONES[user],
    ...options,
  });
}
