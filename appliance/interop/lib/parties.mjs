// The five kinds of clients the gateway knows, driven alike: who they are, what they can do in a call, and
// what comes to them.

import assert from 'node:assert/strict';
import { ApiPage } from './api-page.mjs';
import { Baresip } from './baresip.mjs';
import { keysOf } from './dtmf.mjs';
import { tapEvents, tapped } from './event-tap.mjs';
import { hearsSilence } from './hearing.mjs';
import { SipJsPage } from './sipjs-page.mjs';
import { VertoPage } from './verto-page.mjs';
import { until } from './wait.mjs';

const SILENCE = { within: 2500, windows: 1 };

/** What the parties with a page have in common. */
class PageParty {
  constructor(name, user, hz, page) {
    Object.assign(this, { name, user, hz, client: page });
  }

  listen() {
    return this.client.listen();
  }

  /** Requires that nothing is heard. */
  async silent(listener) {
    await hearsSilence(listener, SILENCE);
  }

  /** To be called before a call: from then on keys are read. */
  async readKeys() {
    await tapEvents(this.client.page);
  }

  /** Requires these keys, as RFC 4733 packets. */
  async hasKeys(keys) {
    let heard = '';
    await until(5000, () => `${this.name} gets the keys ${keys}, got ${heard}`, async () => {
      heard = keysOf(await tapped(this.client.page));
      return heard.length >= keys.length;
    });
    assert.equal(heard, keys);
  }

  texts() {
    return this.client.get('texts');
  }

  close() {
    return this.client.close();
  }
}

class SipParty extends PageParty {
  call(number) {
    return this.client.dial(number);
  }

  async incoming() {
    await this.client.state('incoming', 5000);
  }

  answer() {
    return this.client.answer();
  }

  talking() {
    return this.client.state('talking', 5000);
  }

  hold(on) {
    return this.client.hold(on);
  }

  press(keys) {
    return this.client.do('keys', keys);
  }

  hangup() {
    return this.client.hangup();
  }

  over() {
    return this.client.state('ready', 3000);
  }

  async message(to, text) {
    const status = await this.client.do('message', to, text);
    assert.equal(status, 200, `${this.name} sends a message to ${to}`);
  }
}

class VertoParty extends PageParty {
  call(number) {
    return this.client.do('call', number);
  }

  incoming() {
    return this.client.state('ringing', 5000);
  }

  answer() {
    return this.client.do('answer');
  }

  talking() {
    return this.client.state('active', 5000);
  }

  hold(on) {
    return this.client.do(on ? 'hold' : 'unhold');
  }

  press(keys) {
    return this.client.do('keys', keys);
  }

  hangup() {
    return this.client.do('hangup');
  }

  over() {
    return this.client.state('destroy', 3000);
  }

  message(to, text) {
    return this.client.do('message', to, text);
  }
}

class ApiParty extends PageParty {
  #call;

  async call(number) {
    this.client.clear();
    const sdp = await this.client.offer();
    const { call_id } = await this.client.ok('media/call/create', { callee: number, backend: 'embedded', offer: { sdp } });
    this.#call = call_id;
  }

  async incoming() {
    const { call_id, offer } = await this.client.invite(5000);
    this.#call = call_id;
    this.offer = offer.sdp;
    await this.client.ok('media/call/ringing', { call_id });
  }

  async answer() {
    const sdp = await this.client.answer(this.offer);
    this.offer = undefined;
    await this.client.ok('media/call/accepted', { call_id: this.#call, answer: { sdp } });
    this.accepted = true;
  }

  async talking() {
    if (!this.accepted) {
      const { answer } = await this.client.event('media/call/answer', 5000);
      await this.client.accept(answer.sdp);
    }
    this.accepted = false;
  }

  hold(on) {
    return this.client.ok(`media/call/${on ? 'hold' : 'unhold'}`, { call_id: this.#call });
  }

  press(digits) {
    return this.client.ok('media/call/send_dtmf', { call_id: this.#call, digits });
  }

  async hangup() {
    await this.client.ok('media/call/hangup', { call_id: this.#call });
    await this.client.hangup();
  }

  async over() {
    await this.client.event('media/call/hangup', 3000);
    await this.client.hangup();
  }

  async message(to, text) {
    assert.equal((await this.client.ok('core/user/send_message', { user: to, text })).delivered, 1);
  }

  async texts() {
    const events = await this.client.page.evaluate(() => window.app.events);
    return events.filter((one) => one.type === 'text_message').map(({ body }) => ({ from: body.from, text: body.text }));
  }
}

class PhoneParty {
  constructor(name, user, hz, phone) {
    Object.assign(this, { name, user, hz, client: phone });
  }

  async call(number) {
    await this.client.forget();
    await this.client.dial(number);
  }

  incoming() {
    return this.client.incoming();
  }

  answer() {
    return this.client.answer();
  }

  talking() {
    return this.client.established();
  }

  hold(on) {
    return this.client.command(on ? 'hold' : 'resume');
  }

  press(keys) {
    return this.client.sendKeys(keys);
  }

  /** It writes down nothing while nothing comes. */
  async silent(listener) {
    await hearsSilence(listener, SILENCE).catch((error) => assert.match(error.message, /baresip hears .* more/));
  }

  async readKeys() {
    await this.client.forget();
  }

  /** Requires these keys, most of them: baresip misses one whose first packets are late. */
  async hasKeys(keys) {
    const heard = await this.client.keys(keys, keys.length, 5000);
    assert.ok(heard.length >= keys.length / 2, `${this.name} gets the keys ${keys}, got ${heard}`);
  }

  listen() {
    return this.client.listen();
  }

  hangup() {
    return this.client.hangup();
  }

  over() {
    return this.client.closed(3000);
  }

  close() {
    return this.client.stop();
  }
}

/**
 * Opens all five, the four in pages in one browser.
 *
 * @param {object} at
 * @param {string} at.origin the gateway's web pages
 * @param {string} at.webSocket its WebSockets, without path
 * @param {string} at.sip `host:port` of SIP over UDP
 * @param {string} at.password of every user
 */
export async function openParties({ origin, webSocket, sip, password }, shared) {
  const opened = [];
  const add = async (Party, name, user, hz, opening) => opened.push(new Party(name, user, hz, await opening));
  try {
    const page = (user, hz) => ({ origin, user, password, hz, shared });
    await add(SipParty, 'JsSIP', 'jo', 440, SipJsPage.open({ ...page('jo', 440), server: `${webSocket}/sip`, library: 'jssip' }));
    await add(SipParty, 'SIP.js', 'sue', 620, SipJsPage.open({ ...page('sue', 620), server: `${webSocket}/sip` }));
    await add(VertoParty, 'Verto', 'vera', 1930, VertoPage.open({ ...page('vera', 1930), host: `${webSocket}/verto` }));
    await add(ApiParty, 'API', 'ana', 850, ApiPage.open({ ...page('ana', 850), url: `${webSocket}/api` }));
    await add(PhoneParty, 'baresip', 'bo', 1150, Baresip.start({ user: 'bo', password, registrar: sip, hz: 1150 }));
    return opened;
  } catch (error) {
    await Promise.all(opened.map((one) => one.close()));
    throw error;
  }
}
