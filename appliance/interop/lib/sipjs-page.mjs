// A user in a browser with SIP.js instead of the phone.

import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTone } from './audio.mjs';
import { openPage, startBrowser } from './browser.mjs';
import { record } from './recorder.mjs';
import { realMs, within } from './wait.mjs';

/** Bundles a script of pages/ for a browser. */
export async function bundlePage(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../pages/${name}`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
  });
  return outputFiles[0].text;
}

/**
 * A browser whose microphone is a tone, with a page of ours at the gateway's own origin.
 *
 * @returns {Promise<{page: object, reopen: () => Promise<void>, close: () => Promise<void>}>}
 */
export async function openTestPage({ origin, script, hz }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-page-'));
  let browser;
  const close = async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const microphone = await writeTone(join(directory, 'tone.wav'), { hz, seconds: 10, rate: 48000 });
    browser = await startBrowser({ microphone });
    const page = await openPage(browser, { bypassCSP: true });
    const reopen = async () => {
      // A real page of the gateway, emptied: Chromium keeps a made-up one away from local addresses.
      await page.goto(new URL('/healthz', origin).href);
      await page.setContent('<!doctype html><link rel="icon" href="data:,"><audio autoplay></audio>');
      await page.addScriptTag({ content: script, type: 'module' });
    };
    await reopen();
    return { page, reopen, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until a function is true in the page. */
export async function shown(page, ms, is, argument = null) {
  const seen = page.waitForFunction(is, argument, { timeout: realMs(ms), polling: 20 });
  await within(ms, `the page: ${is}`, seen);
}

export class SipJsPage {
  #close;

  /** Opens the page and registers. */
  static async open({ origin, server, domain = 'jackfield', user, password, hz }) {
    const self = new SipJsPage();
    const { page, close } = await openTestPage({ origin, script: await bundlePage('sipjs.js'), hz });
    self.page = page;
    self.user = user;
    self.#close = close;
    try {
      await shown(page, 5000, () => window.user);
      await page.evaluate((account) => window.user.register(account), { server, domain, user, password });
      await self.state('ready', 5000);
      return self;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async state(state, ms = 3000) {
    try {
      await shown(this.page, ms, (wanted) => window.user.state === wanted, state);
    } catch {
      const { state: now, refused } = await this.page.evaluate(() => ({ ...window.user }));
      throw new Error(`SIP.js ${this.user}: ${state} not within ${ms} ms, it is ${now} ${refused}`);
    }
  }

  dial(number) {
    return this.page.evaluate((to) => window.user.call(to), number);
  }

  answer() {
    return within(5000, 'SIP.js answers', this.page.evaluate(() => window.user.answer()));
  }

  hangup() {
    return this.page.evaluate(() => window.user.hangup());
  }

  hold(on) {
    return within(5000, 'SIP.js holds', this.page.evaluate((now) => window.user.hold(now), on));
  }

  /** Transfers the other side; the last status told. */
  transfer(number) {
    return within(15_000, 'SIP.js transfers', this.page.evaluate((to) => window.user.transfer(to), number));
  }

  listen() {
    return record(this.page, () => window.user.stream);
  }

  close() {
    return this.#close();
  }
}
