// An application of the External API in a browser.

import assert from 'node:assert/strict';
import { record } from './recorder.mjs';
import { bundlePage, openTestPage, shown } from './sipjs-page.mjs';

export class ApiPage {
  #close;

  /** Opens the page, connects and logs in. */
  static async open({ origin, url, user, password, hz, shared }) {
    const self = new ApiPage();
    const { page, close } = await openTestPage({ origin, script: await bundlePage('api.js'), hz, shared });
    self.page = page;
    self.#close = close;
    try {
      await shown(page, 5000, () => window.app);
      await page.evaluate((to) => window.app.connect(to), url);
      await self.ok('core/user/login', { user, password });
      return self;
    } catch (error) {
      await close();
      throw error;
    }
  }

  request(path, data) {
    return this.page.evaluate(([to, fields]) => window.app.request(to, fields), [path, data]);
  }

  /** A request that must succeed; its data. */
  async ok(path, data) {
    const reply = await this.request(path, data);
    assert.equal(reply.result, 'ok', `${path}: ${JSON.stringify(reply)}`);
    return reply.data ?? {};
  }

  /** Waits for an event; its body. */
  async event(path, ms = 3000) {
    try {
      await shown(this.page, ms, (to) => window.app.event(to), path);
    } catch {
      const events = await this.page.evaluate(() => window.app.events);
      throw new Error(`event ${path} not within ${ms} ms; came: ${JSON.stringify(events).slice(0, 2000)}`);
    }
    return (await this.page.evaluate((to) => window.app.event(to), path)).body ?? {};
  }

  /** Waits for the invite to a call. */
  async invite(ms = 3000) {
    await shown(this.page, ms, () => window.app.invites.length > 0);
    return this.page.evaluate(() => window.app.invites[0]);
  }

  offer() {
    return this.page.evaluate(() => window.app.offer());
  }

  /** Its answer with the microphone and, if a colour is given, a picture. */
  answer(sdp, color = null) {
    return this.page.evaluate(([offer, rgb]) => window.app.answer(offer, rgb), [sdp, color]);
  }

  accept(sdp) {
    return this.page.evaluate((answer) => window.app.accept(answer), sdp);
  }

  publish(color) {
    return this.page.evaluate((rgb) => window.app.publish(rgb), color);
  }

  /** An offer that sends and receives both: the microphone and a picture of one colour. */
  meet(color) {
    return this.page.evaluate((rgb) => window.app.meet(rgb), color);
  }

  receive(name, sdp) {
    return this.page.evaluate(([as, offer]) => window.app.receive(as, offer), [name, sdp]);
  }

  /** What the page sends in this time, kbit/s. */
  rate(ms) {
    return this.page.evaluate((time) => window.app.rate(time), ms);
  }

  drop(name) {
    return this.page.evaluate((as) => window.app.drop(as), name);
  }

  color(name) {
    return this.page.evaluate((as) => window.app.color(as), name);
  }

  /** How many pictures a receiver has shown. */
  frames(name) {
    return this.page.evaluate((as) => window.app.frames(as), name);
  }

  /** Listens to what comes on one receiver. */
  async hear(name) {
    await this.page.evaluate((as) => window.app.select(as), name);
    return this.listen();
  }

  /** Forgets the events so far. */
  clear() {
    return this.page.evaluate(() => (window.app.events = []));
  }

  async listen() {
    await shown(this.page, 3000, () => window.app.remote);
    return record(this.page, () => window.app.remote);
  }

  hangup() {
    return this.page.evaluate(() => window.app.hangup());
  }

  close() {
    return this.#close();
  }
}
