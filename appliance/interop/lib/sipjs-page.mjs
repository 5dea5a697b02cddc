// A user in a browser with SIP.js instead of the phone.

import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTone } from './audio.mjs';
import { openPage, startBrowser } from './browser.mjs';
import { prepareTap } from './event-tap.mjs';
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
 * A page of ours at the gateway's own origin, whose microphone is a tone: in a browser of its own, or in
 * one that is shared.
 *
 * @returns {Promise<{page: object, reopen: () => Promise<void>, close: () => Promise<void>}>}
 */
export async function openTestPage({ origin, script, hz, shared }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-page-'));
  let browser;
  let page;
  const close = async () => {
    await (shared ? page?.context().close() : browser?.close());
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const microphone = await writeTone(join(directory, 'tone.wav'), { hz, seconds: 10, rate: 48000 });
    browser = shared ?? (await startBrowser({ microphone }));
    page = await openPage(browser, { bypassCSP: true, ignoreHTTPSErrors: true });
    if (shared) {
      await toneMicrophone(page, hz);
      await prepareTap(page);
      await wireLog(page);
    }
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

/** Makes a tone the page's microphone; that of the browser is one for all its pages. */
async function toneMicrophone(page, hz) {
  await page.addInitScript((frequency) => {
    let tone;
    navigator.mediaDevices.getUserMedia = async () => {
      if (!tone) {
        const context = new AudioContext({ sampleRate: 48000 });
        tone = new GainNode(context, { gain: 0.35 });
        const oscillator = new OscillatorNode(context, { frequency });
        oscillator.connect(tone);
        oscillator.start();
      }
      const out = new MediaStreamAudioDestinationNode(tone.context, { channelCount: 1 });
      tone.connect(out);
      return out.stream;
    };
  }, hz);
}

/**
 * Keeps the first line of what the page's WebSockets send (`> `) and receive (`< `) in `window.wire`, the
 * sockets in `window.sockets`, the peer connections in `window.peers`.
 */
async function wireLog(page) {
  await page.addInitScript(() => {
    window.wire = [];
    window.sockets = [];
    window.peers = [];
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
      constructor(...configuration) {
        super(...configuration);
        window.peers.push(this);
      }
    };
    const note = (way, data) => typeof data === 'string' && window.wire.push(`${way} ${data.split('\r\n', 1)[0]}`);
    window.WebSocket = class extends window.WebSocket {
      constructor(...address) {
        super(...address);
        window.sockets.push(this);
        this.addEventListener('message', ({ data }) => note('<', data));
      }

      send(data) {
        note('>', data);
        super.send(data);
      }
    };
  });
}

/** Waits until a function is true in the page. */
export async function shown(page, ms, is, argument = null) {
  const seen = page.waitForFunction(is, argument, { timeout: realMs(ms), polling: 20 });
  await within(ms, `the page: ${is}`, seen);
}

/** A user in a browser with SIP.js, or with JsSIP, whose page is driven in the same way. */
export class SipJsPage {
  #library;
  #account;
  #reopen;
  #close;

  /** Opens the page and registers. */
  static async open({ origin, server, domain = 'jackfield', user, password, hz, shared, library = 'sipjs' }) {
    const self = new SipJsPage();
    const { page, close, reopen } = await openTestPage({ origin, script: await bundlePage(`${library}.js`), hz, shared });
    self.page = page;
    self.user = user;
    self.#library = library;
    self.#account = { server, domain, user, password };
    self.#reopen = reopen;
    self.#close = close;
    try {
      await self.#register();
      return self;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async #register() {
    await shown(this.page, 5000, () => window.user);
    await this.page.evaluate((account) => window.user.register(account), this.#account);
    await this.state('ready', 5000);
  }

  /** Loads the page anew, as a user who presses F5, and registers again; what it was in is forgotten. */
  async reload() {
    await this.#reopen();
    await this.#register();
  }

  /** Tells the page to do something. */
  do(name, ...values) {
    return within(15_000, `${this.#library} ${name}`, this.page.evaluate(([what, given]) => window.user[what](...given), [name, values]));
  }

  /** What the page says of itself. */
  get(name) {
    return this.page.evaluate((what) => window.user[what], name);
  }

  async state(state, ms = 3000) {
    try {
      await shown(this.page, ms, (wanted) => window.user.state === wanted, state);
    } catch {
      const { state: now, refused } = await this.page.evaluate(() => ({ ...window.user }));
      throw new Error(`${this.#library} ${this.user}: ${state} not within ${ms} ms, it is ${now} ${refused}`);
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
