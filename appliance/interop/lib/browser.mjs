// Headless Chromium, one process a user: the microphone's tone belongs to the process.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { realMs } from './wait.mjs';

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage', // a chroot may have no /dev/shm
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
];

/** The browser to test with, or undefined. */
export const executable = [process.env.CHROMIUM, ...EXECUTABLES].find(
  (path) => path && existsSync(path),
);

/**
 * Starts a browser.
 *
 * @param {{microphone?: string, fakeUi?: boolean}} [options] a WAV file to loop as the microphone
 */
export async function startBrowser({ microphone, flags = [], without = [] } = {}) {
  return chromium.launch({
    executablePath: executable,
    args: [
      ...FLAGS.filter((flag) => !without.includes(flag)),
      ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}`] : []),
      ...flags,
    ],
  });
}

/**
 * A page whose faults fail the test: what it throws or logs as an error is kept, and `check()`
 * throws it.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(realMs(10_000));
  const faults = [];
  page.on('pageerror', (error) => faults.push(error));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket connection|ERR_CONNECTION/.test(message.text())) {
      faults.push(new Error(`console: ${message.text()}`));
    }
  });
  page.check_ = () => {
    if (faults.length) {
      throw faults[0];
    }
  };
  return page;
}
