// Every type of session and every change from one to another, without a new description: who hears and
// sees whom, and who does not. A browser and a plain RTP peer walk the same way at the same time, each
// with a partner of its own; both meet one publisher.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ApiClient } from '../lib/api-client.mjs';
import { ApiPage } from '../lib/api-page.mjs';
import { TONES } from '../lib/audio.mjs';
import { executable } from '../lib/browser.mjs';
import { COLORS, seesMoving, seesNothingNew } from '../lib/color.mjs';
import { hearsOnly, hearsSilence } from '../lib/hearing.mjs';
import { available, film } from '../lib/media-files.mjs';
import { RtpPhone } from '../lib/rtp-phone.mjs';
import { gateway } from '../lib/world.mjs';

const CREATE = 'media/session/create';
const SET_TYPE = 'media/session/set_type';
// It stays when the one it is joined with ends.
const ALONE = { wait_reply: true, stop_after_peer: false };

// What the one who walks hears and sees, whether its partner hears it, and the part the partner takes
// then; in a bridge it has none of its own.
const TYPES = {
  park: {},
  echo: { from: 'self' },
  play: { fields: ({ uri }) => ({ uri, loops: 0 }), from: 'film' },
  bridge: { fields: ({ partner }) => ({ peer_id: partner.id }), from: 'partner', heard: true },
  publish: {
    fields: ({ room }) => ({ room_id: room, create_room: true }),
    part: ({ self }) => ({ type: 'listen', publisher_id: self.id }),
    heard: true,
  },
  listen: { fields: ({ publisher }) => ({ publisher_id: publisher.id }), from: 'publisher' },
  connect: { fields: ({ publisher }) => ({ peer_id: publisher.id }), from: 'publisher' },
  mcu: {
    fields: ({ conference }) => ({ room_id: conference }),
    part: ({ conference }) => ({ type: 'mcu', room_id: conference }),
    from: 'partner',
    heard: true,
  },
};
const NAMES = Object.keys(TYPES);

/** Walks that begin at each type, answered and offered, and together make every change once. */
function walks() {
  // One round over all changes (Hierholzer), cut where a type comes first and for the fifth time.
  const left = new Map(NAMES.map((from) => [from, NAMES.filter((to) => to !== from)]));
  const way = [NAMES[0]];
  const round = [];
  while (way.length) {
    const to = left.get(way.at(-1)).pop();
    if (to) {
      way.push(to);
    } else {
      round.unshift(way.pop());
    }
  }
  const seen = new Map();
  const all = [];
  for (let i = 0; i + 1 < round.length; i++) {
    const before = seen.get(round[i]) ?? 0;
    seen.set(round[i], before + 1);
    if (before === 0 || before === 4) {
      all.push({ offers: before === 0, steps: [round[i]] });
    }
    all.at(-1).steps.push(round[i + 1]);
  }
  return all;
}

test('the walks begin with every type in both roles, and make every change', () => {
  const all = walks();
  const starts = new Set(all.map(({ offers, steps }) => `${offers} ${steps[0]}`));
  const changes = new Set(all.flatMap(({ steps }) => steps.slice(1).map((to, i) => `${steps[i]} ${to}`)));
  assert.equal(starts.size, NAMES.length * 2);
  assert.equal(changes.size, NAMES.length * (NAMES.length - 1));
});

const hasPicture = (sdp) => /^m=video [1-9]/m.test(sdp);

/** A browser with a picture, as one who walks or as a partner. */
class Browser {
  constructor(user, page) {
    Object.assign(this, { user, page, api: page, hz: TONES[user] });
  }

  async create(fields, offers) {
    if (offers) {
      const made = await this.page.ok(CREATE, { ...fields, ...ALONE, offer: { sdp: await this.page.meet(COLORS[this.user]) } });
      await this.page.accept(made.answer.sdp);
      this.sees = hasPicture(made.answer.sdp);
      this.id = made.session_id;
    } else {
      const made = await this.page.ok(CREATE, { ...fields, ...ALONE });
      const sdp = await this.page.answer(made.offer.sdp, COLORS[this.user]);
      this.sees = hasPicture(made.offer.sdp);
      await this.page.ok('media/session/set_answer', { session_id: made.session_id, answer: { sdp } });
      this.id = made.session_id;
    }
    this.listener = await this.page.listen();
  }

  fresh() {
    return this.listener.skip();
  }

  end() {
    return this.page.hangup();
  }

  close() {
    return this.page.close();
  }
}

/** A phone of plain RTP, without a picture. */
class Phone {
  sees = false;

  constructor(api, hz) {
    Object.assign(this, { api, hz });
  }

  async create(fields, offers) {
    this.listener = await RtpPhone.open();
    const { description } = this.listener;
    const made = await this.api.ok(CREATE, { ...fields, ...ALONE, sdp_type: 'rtp', ...(offers ? { offer: description } : {}) });
    this.id = made.session_id;
    if (!offers) {
      await this.api.ok('media/session/set_answer', { session_id: this.id, answer: this.listener.answer(made.offer.sdp) });
    }
    this.listener.talk((made.answer ?? made.offer).sdp, this.hz);
  }

  fresh() {
    return this.listener.listen({ gaps: true });
  }

  end() {
    this.listener?.close();
    this.listener = undefined;
  }

  close() {
    this.end();
  }
}

/** Somebody who walks, and whom it meets. */
class Walk {
  constructor(self, partner, publisher, name, uri) {
    Object.assign(this, { self, partner, publisher, uri, room: `${name}-room`, conference: `${name}-conference` });
  }

  fields(type) {
    return { type, ...TYPES[type].fields?.(this) };
  }

  async begin(type, offers) {
    await this.self.create(this.fields(type), offers);
    await this.part(type);
  }

  async change(type) {
    if (this.listening) {
      // Its session would end with the publisher's.
      await this.put({ type: 'park' });
    }
    await this.self.api.ok(SET_TYPE, { session_id: this.self.id, ...this.fields(type) });
    await this.part(type);
  }

  async part(type) {
    const { part } = TYPES[type];
    this.listening = type === 'publish';
    if (part) {
      await this.put(part(this));
    } else if (type !== 'bridge') {
      await this.put({ type: 'park' });
    }
  }

  put(part) {
    return this.partner.api.ok(SET_TYPE, { session_id: this.partner.id, ...part });
  }

  async judge(type) {
    const { self, partner } = this;
    const { from, heard } = TYPES[type];
    assert.equal((await self.api.ok('media/session/get_info', { session_id: self.id })).type, type);
    await Promise.all([self.fresh(), partner.fresh()]);
    const source = from === 'film' ? FILM : this[from];
    await Promise.all([perceives(self, source), perceives(partner, heard ? self : undefined)]);
  }

  async end() {
    if (this.listening) {
      await this.put({ type: 'park' });
    }
    await this.self.api.ok('media/session/destroy', { session_id: this.self.id });
    await this.self.end();
  }
}

const FILM = { hz: TONES[1001], user: 'film', sees: true };

/** Hears and sees this one and nobody else, or nothing. */
async function perceives({ listener, sees, page }, source) {
  assert.ok(!page || sees, 'a browser is offered and answered a picture');
  await Promise.all([
    source ? hearsOnly(listener, source.hz, { within: 5000, windows: 1 }) : hearsSilence(listener, { within: 5000, windows: 1 }),
    !sees ? null : source ? seesMoving(page, 'met', source.user) : seesNothingNew(page, 'met'),
  ]);
}

const skip = !executable ? 'no Chromium' : !available ? 'no ffmpeg' : false;

describe('types of sessions', { skip, timeout: 600_000 }, () => {
  const everybody = [];
  const both = [];
  const films = [];
  let api;

  before(async () => {
    const at = await gateway();
    const open = async (user) => {
      const page = await ApiPage.open({
        origin: at.phoneUrl, url: at.demo.urls.api, user, password: at.password(user), hz: TONES[user],
      });
      const browser = new Browser(user, page);
      everybody.push(browser);
      return browser;
    };
    const path = join(at.records, 'types.webm');
    mkdirSync(at.records, { recursive: true });
    films.push(await film(path, [{ hz: FILM.hz, color: COLORS.film, seconds: 10 }]));
    const [one, two, publisher] = await Promise.all(['1000', '1002', '1003'].map(open));
    api = await ApiClient.open(at.demo.urls.api, { user: '1002', password: at.password('1002') });
    const phones = [790, 1480].map((hz) => new Phone(api, hz));
    everybody.push(...phones);
    const made = await publisher.page.ok(CREATE, {
      type: 'publish', room_id: 'types', create_room: true, wait_reply: true,
      offer: { sdp: await publisher.page.publish(COLORS[publisher.user]) },
    });
    await publisher.page.accept(made.answer.sdp);
    publisher.id = made.session_id;
    await Promise.all([two, phones[1]].map((partner) => partner.create({ type: 'park' }, true)));
    const uri = pathToFileURL(path).href;
    both.push(new Walk(one, two, publisher, 'browser', uri), new Walk(...phones, publisher, 'phone', uri));
  });

  after(async () => {
    for (const one of [api, ...everybody.map((each) => each.page)].filter((each) => each)) {
      for (const { session_id } of await one.ok('media/session/get_list')) {
        await one.request('media/session/destroy', { session_id });
      }
    }
    for (const { room_id } of (await api?.ok('media/room/get_list')) ?? []) {
      if (/^(types|(browser|phone)-(room|conference))$/.test(room_id)) {
        await api.request('media/room/destroy', { room_id });
      }
    }
    api?.close();
    films.forEach((path) => rmSync(path, { force: true }));
    await Promise.all(everybody.map((one) => one.close()));
  });

  for (const { offers, steps } of walks()) {
    test(`${offers ? 'offered' : 'answered'} ${steps.join(', ')}`, async () => {
      await Promise.all(both.map(async (walk) => {
        const done = [];
        try {
          for (const type of steps) {
            await (done.length ? walk.change(type) : walk.begin(type, offers));
            done.push(type);
            await walk.judge(type);
          }
        } catch (error) {
          error.message = `${walk.room}, ${done.join(', ')}: ${error.message}`;
          await walk.end().catch(() => {}); // the first failure tells more
          throw error;
        }
        await walk.end();
      }));
    });
  }
});
