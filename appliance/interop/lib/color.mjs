// Which picture somebody sees: every sender paints one colour.

import assert from 'node:assert/strict';
import { until } from './wait.mjs';

export const COLORS = { 1000: [220, 30, 30], 1002: [30, 200, 30], 1003: [30, 60, 220], film: [220, 220, 30] };

const near = (a, b) => a.every((value, i) => Math.abs(value - b[i]) < 60);

/** Requires that a picture comes to show this user's colour, whoever it showed before. */
export async function comesToSee(page, name, user, ms = 10_000) {
  let last;
  const right = async () => {
    last = await page.color(name);
    return last && near(last, COLORS[user]);
  };
  await until(ms, () => `${name} comes to show ${user}; last: ${last}`, right, { every: 50 });
}

/** Requires that a page sees this user's colour, in the picture it calls by that name. */
export async function seesOnly(page, name, user, ms = 5000) {
  let last;
  const right = async () => {
    last = await page.color(name);
    const other = Object.keys(COLORS).find((each) => each !== String(user) && last && near(last, COLORS[each]));
    assert.equal(other, undefined, `${name} shows ${other}, not ${user}: ${last}`);
    return last && near(last, COLORS[user]);
  };
  await until(ms, () => `${name} shows ${user}; last: ${last}`, right, { every: 50 });
}

/** Requires that a picture moves and comes to show this user's colour, whoever it showed before. */
export async function seesMoving(page, name, user, ms = 10_000) {
  const before = await page.frames(name);
  let last;
  let frames;
  const right = async () => {
    [last, frames] = [await page.color(name), await page.frames(name)];
    return frames >= before + 3 && last && near(last, COLORS[user]);
  };
  await until(ms, () => `${name} comes to show ${user}; last: ${last}, ${frames - before} new pictures`, right, { every: 50 });
}

/** Requires that no new picture comes any more. */
export async function seesNothingNew(page, name, ms = 5000) {
  let last;
  let same = 0;
  const still = async () => {
    const frames = await page.frames(name);
    same = frames === last ? same + 1 : 0;
    last = frames;
    return same >= 5;
  };
  await until(ms, () => `${name} shows no new picture; it has shown ${last}`, still, { every: 100 });
}
