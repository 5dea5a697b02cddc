// The checked-in JsSIP bundle is what the published packages give (docs/decisions/0030).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bundle, targets } from '../vendor/bundle-jssip.mjs';

test('the JsSIP bundle and its licences are made from the locked packages', async () => {
  const made = await bundle();
  for (const [name, file] of Object.entries(targets)) {
    assert.ok((await readFile(file, 'utf8')) === made[name], `${file} differs: run "npm run vendor"`);
  }
});
