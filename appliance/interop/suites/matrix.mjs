// Every kind of client calls every other, both ways, and those with a page send each other messages. README.md shows the same table.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { available as hasBaresip } from '../lib/baresip.mjs';
import { executable } from '../lib/browser.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/wait.mjs';

const NAMES = ['JsSIP', 'SIP.js', 'Verto', 'API', 'baresip'];

const pairs = NAMES.flatMap((from) => NAMES.filter((to) => to !== from).map((to) => [from, to]));
const skip = !executable ? 'no Chromium' : !hasBaresip ? 'no baresip' : false;

/** baresip says of texts what it likes, and sends them to people in its book alone. */
const texts = (from, to) => from !== 'baresip' && to !== 'baresip';

/** The table of README.md: a row for who calls, a column for who is called. */
export function table() {
  const cell = (from, to) => (from === to ? '' : `tones, hold, keys${texts(from, to) ? ', message' : ''}`);
  return [
    `| calls ↓ | ${NAMES.join(' | ')} |`,
    `|---${'|---'.repeat(NAMES.length)}|`,
    ...NAMES.map((from) => `| ${from} | ${NAMES.map((to) => cell(from, to)).join(' | ')} |`),
  ].join('\n');
}

test('README.md shows what the pairs are tested for', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  assert.ok(readme.includes(table()), `README.md lacks this table:\n${table()}`);
});

describe('every pair of clients', { skip, timeout: 600_000 }, () => {
  let party;

  before(async () => {
    ({ party } = await stage());
  });

  async function bothTalk(one, other) {
    const [here, there] = await Promise.all([one.listen(), other.listen()]);
    await Promise.all([
      hearsOnly(here, other.hz, { within: 4000, windows: 1 }),
      hearsOnly(there, one.hz, { within: 4000, windows: 1 }),
    ]);
    return [here, there];
  }

  for (const [from, to] of pairs) {
    test(`${from} calls ${to}`, async () => {
      const [one, other] = [party(from), party(to)];
      await Promise.all([one.readKeys(), other.readKeys()]);
      await one.call(other.user);
      await other.incoming();
      await other.answer();
      await Promise.all([one.talking(), other.talking()]);
      const [, there] = await bothTalk(one, other);

      await one.hold(true);
      await other.silent(there);
      await one.hold(false);
      await bothTalk(one, other);

      await one.press('7#');
      await other.hasKeys('7#');
      await other.press('4');
      await one.hasKeys('4');

      if (texts(from, to)) {
        const text = `${from} to ${to}: grüß dich`;
        await one.message(other.user, text);
        await until(3000, `${to} has the text`, async () => (await other.texts()).some((got) => got.text === text && got.from === one.user));
      }

      await other.hangup();
      await one.over();
    });
  }
});
