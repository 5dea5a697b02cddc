// The phone at /phone/ as a person uses it: through its fields and buttons.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTone } from './audio.mjs';
import { openPage, startBrowser } from './browser.mjs';
import { keysOf } from './dtmf.mjs';
import { prepareTap, tapEvents, tapped } from './event-tap.mjs';
import { record } from './recorder.mjs';
import { realMs, until, within } from './wait.mjs';

/** One user in one browser, whose microphone is a steady tone. */
export class PhonePage {
  #browser;
  #directory;

  /**
   * Starts the browser and opens the phone; `signIn` comes next.
   *
   * @param {{phoneUrl: string, user: string, password: string, hz: number}} options
   */
  static async open({ phoneUrl, user, password, hz, before = async () => {} }) {
    const phone = new PhonePage();
    try {
      phone.user = user;
      phone.#directory = await mkdtemp(join(tmpdir(), `jackfield-phone-${user}-`));
      const microphone = await writeTone(join(phone.#directory, 'tone.wav'), { hz, seconds: 10, rate: 48000 });
      phone.#browser = await startBrowser({ microphone });
      phone.page = await openPage(phone.#browser, { bypassCSP: true });
      await prepareTap(phone.page);
      await before(phone.page);
      await phone.page.goto(`${phoneUrl}#${new URLSearchParams({ user, password })}`);
      return phone;
    } catch (error) {
      await phone.close();
      throw error;
    }
  }

  get browser() {
    return this.#browser;
  }

  /** Signs in and waits until registered; voice processing is off, it would remove a steady tone. */
  async signIn() {
    await this.rawVoice();
    await this.page.getByTestId('sign-in').click();
    await this.state('ready', 5000);
  }

  async signOut() {
    await this.page.getByTestId('settings').click();
    await this.page.getByTestId('sign-out').click();
    await this.state('signed-out');
  }

  async rawVoice() {
    await this.page.getByTestId('settings').click();
    await this.page.getByTestId('processing').uncheck();
    await this.page.getByRole('button', { name: 'Done' }).click();
  }

  /** Chooses `sip` or `api` for the next sign-in. */
  async chooseSignalling(name) {
    await this.page.getByTestId('settings').click();
    await this.page.getByTestId('signalling').selectOption(name);
    await this.page.getByRole('button', { name: 'Done' }).click();
  }

  /** Waits for `document.body.dataset.state`. */
  async state(state, ms = 3000) {
    try {
      const shown = this.page.locator(`body[data-state=${state}]`).waitFor({ timeout: realMs(ms) });
      await within(ms, state, shown);
    } catch {
      const now = await this.page.evaluate(() => document.body.dataset.state);
      const notice = await this.notice();
      throw new Error(`phone ${this.user}: ${state} not within ${ms} ms, it is ${now}; notice: ${notice}`);
    }
  }

  async dial(number) {
    await this.page.getByTestId('number').fill(number);
    await this.page.getByTestId('call').click();
  }

  async answer() {
    await this.page.getByTestId('answer').click();
  }

  async reject() {
    await this.page.getByTestId('reject').click();
  }

  async hangup() {
    await this.page.getByTestId('hangup').click();
  }

  async mute() {
    await this.page.getByTestId('mute').click();
  }

  /** Types keys on the keyboard, as a user in a call does. */
  async sendKeys(keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Reads the keys that arrive in the calls from now on, for `receivedKeys`; off with false. */
  async readKeys(on = true) {
    await tapEvents(this.page, on);
  }

  /** The keys sent to this phone since `readKeys`, when there are so many or the time is over. */
  async receivedKeys(count, ms) {
    let keys = '';
    await until(ms, 'keys', async () => {
      keys = keysOf(await tapped(this.page));
      return keys.length >= count;
    }).catch((error) => {
      // The caller compares what there is.
      if (!/not within/.test(error.message)) {
        throw error;
      }
    });
    return keys;
  }

  /** Ends what calls there are, so that one failed test does not spoil the next. */
  async idle() {
    for (;;) {
      const { state, calls } = await this.page.evaluate(() => ({ ...document.body.dataset }));
      if (!Number(calls)) {
        break;
      }
      const ends =
        state === 'incoming'
          ? this.page.getByTestId('reject')
          : ['calling', 'ringing', 'answering', 'talking'].includes(state)
            ? this.page.getByTestId('hangup')
            : this.page.locator('[data-testid=waiting-reject], [data-testid=lines] button').first();
      // The other side may end it at the same moment, and the button is gone then.
      await ends.click({ timeout: 2000 }).catch((error) => {
        if (error.name !== 'TimeoutError') {
          throw error;
        }
      });
      await this.calls(Number(calls) - 1, 5000, true);
    }
    await this.state('ready');
  }

  /** Waits until there are so many calls; with `orShown` also until one is shown. */
  async calls(count, ms = 5000, orShown = false) {
    await until(ms, `phone ${this.user}: ${count} calls`, async () => {
      const { calls, state } = await this.page.evaluate(() => ({ ...document.body.dataset }));
      return Number(calls) === count || (orShown && state !== 'ready');
    });
  }

  /** Waits for these words under the name of the other side. */
  async phase(words, ms = 5000) {
    const shown = this.page.getByTestId('phase').filter({ hasText: words }).waitFor({ timeout: realMs(ms) });
    await within(ms, `the phase ${words} of ${this.user}`, shown);
  }

  /** Presses a button by its test id. */
  async press(id) {
    await this.page.getByTestId(id).click();
  }

  /** What the notice says, or '' if there is none. */
  async notice() {
    const notice = this.page.getByTestId('notice');
    return (await notice.isVisible()) ? (await notice.innerText()).trim() : '';
  }

  /** Waits for a notice with this text. */
  async says(text, ms = 5000) {
    const shown = this.page.getByTestId('notice').filter({ hasText: text }).waitFor({ timeout: realMs(ms) });
    await within(ms, `the notice ${text}`, shown);
  }

  /** Records what the page plays of the far end: `next` for its tones, `keys` for its keys. */
  async listen() {
    return record(this.page, () => document.querySelector('[data-testid=remote-audio]').srcObject);
  }

  /** Fails if the page threw or logged an error. */
  check() {
    this.page.check_();
  }

  async close() {
    await this.#browser?.close();
    if (this.#directory) {
      await rm(this.#directory, { recursive: true, force: true });
    }
  }
}
