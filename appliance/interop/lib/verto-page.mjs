// A user in a browser with a public Verto client instead of the phone.

import { openTestPage, bundlePage, shown } from './sipjs-page.mjs';
import { record } from './recorder.mjs';
import { within } from './wait.mjs';

export class VertoPage {
  #account;
  #reopen;
  #close;

  /** Opens the page and logs in. */
  static async open({ origin, host, user, password, hz, shared }) {
    const self = new VertoPage();
    const script = await bundlePage('verto.js');
    const { page, close, reopen } = await openTestPage({ origin, script, hz, shared });
    self.page = page;
    self.user = user;
    self.#account = { host, user, password };
    self.#reopen = reopen;
    self.#close = close;
    try {
      await self.login();
      return self;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async login() {
    await shown(this.page, 5000, () => window.user);
    await this.page.evaluate((account) => window.user.login(account), this.#account);
    await shown(this.page, 5000, () => window.user.state !== 'offline' || window.user.cause);
    const { state, cause } = await this.page.evaluate(() => ({ ...window.user }));
    if (state === 'offline') {
      throw new Error(`Verto ${this.user}: refused with ${cause}`);
    }
  }

  /** Loads the page anew, as a user who presses F5, and logs in with what the browser has kept. */
  async reload() {
    await this.#reopen();
    await this.login();
  }

  async state(state, ms = 3000) {
    try {
      await shown(this.page, ms, (wanted) => window.user.state === wanted, state);
    } catch {
      const { state: now, cause } = await this.page.evaluate(() => ({ ...window.user }));
      throw new Error(`Verto ${this.user}: ${state} not within ${ms} ms, it is ${now} ${cause}`);
    }
  }

  /** Waits for the end of the call; its cause. */
  async ended(ms = 3000) {
    await this.state('destroy', ms);
    return this.page.evaluate(() => window.user.cause);
  }

  /** What the page says of itself. */
  get(name) {
    return this.page.evaluate((what) => window.user[what], name);
  }

  /** Tells the page to do something. */
  do(name, ...values) {
    return within(5000, `Verto ${name}`, this.page.evaluate(([what, given]) => window.user[what](...given), [name, values]));
  }

  listen() {
    return record(this.page, () => window.user.stream);
  }

  close() {
    return this.#close();
  }
}
