// Makes the JsSIP bundle the phone serves, from the version the lock file names. The result is
// checked in, so that the normal build needs no Node (docs/decisions/0030-jssip-bundle.md);
// vendor.test.mjs proves that the checked-in bytes are what this makes.
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const modules = (path) => here(`../node_modules/${path}`);

/** Where the phone looks for the bundle and its licences. */
export const targets = {
  bundle: here('../../src/main/resources/web/phone/vendor/jssip.js'),
  licences: here('../../src/main/resources/web/phone/vendor/jssip.LICENSES.txt'),
};

// JsSIP and what its bundle contains, with each package's licence file.
const parts = [
  ['jssip', 'LICENSE.md'],
  ['events', 'LICENSE'],
  ['debug', 'LICENSE'],
  ['ms', 'license.md'],
  ['sdp-transform', 'LICENSE'],
];

async function version(name) {
  return JSON.parse(await readFile(modules(`${name}/package.json`), 'utf8')).version;
}

/** The two files as they must stand in the web root. */
export async function bundle() {
  const output = await build({
    stdin: { contents: "export { default } from 'jssip';", resolveDir: here('..') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    legalComments: 'none',
    banner: { js: `/* JsSIP ${await version('jssip')}, MIT licence; see jssip.LICENSES.txt */` },
  });
  const licences = await Promise.all(
    parts.map(async ([name, file]) => {
      const text = (await readFile(modules(`${name}/${file}`), 'utf8')).trim();
      return `${name} ${await version(name)}\n\n${text.replace(/\r\n/g, '\n')}\n`;
    }),
  );
  return {
    bundle: output.outputFiles[0].text,
    licences: `jssip.js contains these packages.\n\n${licences.join('\n-----\n\n')}`,
  };
}

if (process.argv.includes('--write')) {
  const made = await bundle();
  await Promise.all(Object.entries(targets).map(([name, file]) => writeFile(file, made[name])));
}
