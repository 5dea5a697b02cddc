// ./test --long packages: the packages are built twice and are the same; the Debian package is installed in a clean
// system, run as its unit says, called, upgraded, removed and purged; the RPM is installed into an empty root.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import * as children from '../lib/children.mjs';
import { DebianRoot, command } from '../lib/root.mjs';
import { until } from '../lib/wait.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(ROOT, '.run', 'roots');
const CALL = fileURLToPath(new URL('../lib/one-call.mjs', import.meta.url));
const SUITES = (process.env.JACKFIELD_TEST_SUITES ?? 'bookworm,trixie').split(',');
const BUILD = ['-q', '-B', '-ntp', '-Ppackages', '-DskipTests', '-pl', 'appliance', '-am', 'package'];
const LONG = { timeout: 3_600_000 };
const missing = ['debootstrap', 'lintian', 'rpm', 'ip'].filter((name) => !['/usr/bin', '/usr/sbin', '/sbin'].some((at) => existsSync(join(at, name))));
const skip = process.getuid() !== 0 ? 'needs root' : missing.length > 0 ? `not here: ${missing}` : false;

const work = skip ? '' : await mkdtemp(join(tmpdir(), 'jackfield-packages-'));
const built = join(ROOT, 'appliance', 'target', 'packages');
let deb;
let rpm;

/** Its packages' names with what they hold. */
async function sums(folder) {
  const names = (await readdir(folder)).sort();
  return names.map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`);
}

/** The same sources elsewhere, without what was built of them. */
async function copyOfSources() {
  const copy = join(work, 'again');
  await mkdir(copy);
  for (const name of (await command('git', '-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard')).split('\n')) {
    if (name !== '' && existsSync(join(ROOT, name))) {
      await cp(join(ROOT, name), join(copy, name), { preserveTimestamps: false });
    }
  }
  return copy;
}

before(async () => {
  if (skip) {
    return;
  }
  await rm(built, { recursive: true, force: true });
  await command('mvn', '-f', join(ROOT, 'pom.xml'), ...BUILD);
  const names = await readdir(built);
  const machine = process.arch === 'arm64' ? ['arm64.deb', 'aarch64.rpm'] : ['amd64.deb', 'x86_64.rpm'];
  [deb, rpm] = machine.map((end) => join(built, names.find((name) => name.endsWith(end))));
}, LONG);

after(async () => {
  if (work) {
    await rm(work, { recursive: true, force: true });
  }
});

test('two builds give the same bytes', { skip, ...LONG }, async () => {
  const copy = await copyOfSources();
  await command('mvn', '-f', join(copy, 'pom.xml'), ...BUILD);
  const first = await sums(built);
  assert.equal(first.length, 4, String(first));
  assert.deepEqual(await sums(join(copy, 'appliance', 'target', 'packages')), first);
});

test('lintian finds no error', { skip, ...LONG }, async () => {
  const found = await command('lintian', '--allow-root', '--fail-on', 'none', '--tag-display-limit', '0', deb);
  assert.deepEqual(found.split('\n').filter((line) => line.startsWith('E:')), []);
});

test('the unit is valid and exposes little', { skip }, async () => {
  const unit = join(ROOT, 'systemd', 'jackfield.service');
  const judged = await command('systemd-analyze', 'security', '--offline=true', unit);
  const [, level] = /Overall exposure level for \S+: ([0-9.]+)/.exec(judged);
  assert.ok(Number(level) <= 2.0, `exposure ${level}`);
});

test('the RPM goes into an empty root and out of it', { skip, ...LONG }, async () => {
  const root = join(work, 'rpm');
  await mkdir(root);
  // Its scripts want a system; what they say is looked at below.
  const at = ['--root', root];
  await command('rpm', ...at, '--initdb');
  await command('rpm', ...at, '-i', '--nodeps', '--noscripts', '--nosignature', rpm);
  for (const file of ['usr/bin/jackfield', 'usr/lib/systemd/system/jackfield.service', 'etc/jackfield/jackfield.yaml', 'usr/share/man/man1/jackfield.1.gz']) {
    assert.ok(statSync(join(root, file)).isFile(), file);
  }
  assert.match(await command(join(root, 'usr/bin/jackfield'), 'check', '--config', join(root, 'etc/jackfield/jackfield.yaml')), /good/i);
  const config = await command('rpm', ...at, '-q', '--configfiles', 'jackfield');
  assert.match(config, /\/etc\/jackfield\/jackfield\.yaml/);
  const scripts = await command('rpm', ...at, '-q', '--scripts', 'jackfield');
  await writeFile(join(work, 'scripts'), scripts.replace(/^\S+ scriptlet.*$/gm, ''));
  await command('sh', '-n', join(work, 'scripts'));
  await command('rpm', ...at, '-e', '--nodeps', '--noscripts', 'jackfield');
  assert.ok(!existsSync(join(root, 'usr/lib/jackfield')));
});

for (const suite of SUITES) {
  describe(`Debian ${suite}`, { skip, ...LONG }, () => {
    let root;
    let clean;
    let program;

    /** As the unit does: its command, its user. */
    async function start() {
      const unit = await readFile(root.path('/usr/lib/systemd/system/jackfield.service'), 'utf8');
      const [, line] = /^ExecStart=(.+)$/m.exec(unit);
      const [, user] = /^User=(.+)$/m.exec(unit);
      program = root.start(user, ...line.split(' '));
      let output = '';
      for (const stream of [program.stdout, program.stderr]) {
        stream.on('data', (data) => (output += data));
      }
      await until(60_000, () => `ready\n${output}`, async () => {
        assert.equal(program.exitCode, null, output);
        return root.inside('curl', '-sf', 'http://127.0.0.1:8080/readyz').then(() => true, () => false);
      }, { every: 200 });
    }

    const call = () => root.inside(process.execPath, CALL, '127.0.0.1', '5060', '1000', 'secret', '9196');
    const records = () => readFileSync(root.path('/var/lib/jackfield/cdr.jsonl'), 'utf8').trim().split('\n');

    before(async () => {
      root = await DebianRoot.of(suite, CACHE, join(work, suite));
      clean = await root.files();
    }, LONG);

    after(async () => {
      if (program) {
        await children.stop(program, 15_000);
      }
      await root.close();
    });

    async function install(file) {
      await cp(file, root.path('/tmp/jackfield.deb'));
      // What it asked would be answered with what stands there: the operator's file stays.
      await root.run('apt-get', 'install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', '/tmp/jackfield.deb');
    }

    test('installs, starts as its unit says, and takes a call', async () => {
      await install(deb);
      assert.equal((await root.run('stat', '-c', '%U:%G %a', '/etc/jackfield/jackfield.yaml')).trim(), 'root:jackfield 640');
      assert.equal((await root.run('stat', '-c', '%U:%G %a', '/var/lib/jackfield')).trim(), 'jackfield:jackfield 750');
      assert.ok(existsSync(root.path('/usr/lib/jackfield/lib/jackfield.jsa')), 'the classes of the start are recorded');
      const file = root.path('/etc/jackfield/conf.d/test.yaml');
      await writeFile(file, 'services: {default: {users: [{user: "1000", password: secret}], routes: [{when: {number: "9196"}, to: echo}]}}\n');
      await chmod(file, 0o644);
      await appendFile(root.path('/etc/jackfield/jackfield.yaml'), '# mine\n');
      assert.match(await root.run('jackfield', 'check'), /good/i);
      await start();
      await call();
      assert.ok(await children.stop(program, 15_000), 'it ends by itself');
      assert.equal(program.exitCode, 0);
      assert.equal(records().length, 1);
    });

    test('an upgrade keeps configuration and call records', async () => {
      const folder = join(work, `${suite}-newer`);
      await command('dpkg-deb', '-R', deb, folder);
      const control = join(folder, 'DEBIAN', 'control');
      await writeFile(control, (await readFile(control, 'utf8')).replace(/^Version: .*$/m, 'Version: 99'));
      await appendFile(join(folder, 'etc/jackfield/jackfield.yaml'), '# theirs\n');
      const newer = join(work, `${suite}.deb`);
      await command('dpkg-deb', '--root-owner-group', '-Znone', '-b', folder, newer);
      await install(newer);
      assert.match(await root.run('dpkg-query', '-W', 'jackfield'), /99/);
      assert.match(await readFile(root.path('/etc/jackfield/jackfield.yaml'), 'utf8'), /# mine/);
      await start();
      await call();
      assert.ok(await children.stop(program, 15_000), 'it ends by itself');
      assert.equal(records().length, 2);
    });

    test('removed, it leaves configuration and records; purged, nothing', async () => {
      await root.run('apt-get', 'remove', '-y', 'jackfield');
      assert.ok(existsSync(root.path('/etc/jackfield/jackfield.yaml')));
      assert.equal(records().length, 2);
      assert.ok(!existsSync(root.path('/usr/lib/jackfield')));
      await root.run('apt-get', 'purge', '-y', 'jackfield');
      assert.deepEqual((await root.files()).filter((file) => !clean.includes(file)), []);
      await assert.rejects(root.run('getent', 'passwd', 'jackfield'));
    });
  });
}
