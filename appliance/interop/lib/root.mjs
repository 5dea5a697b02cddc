// A Debian system in a folder, made by debootstrap, with a network of its own: what a package does to a machine.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as children from './children.mjs';

const run = promisify(execFile);
const MAKE_MS = 900_000;
const COMMAND_MS = 900_000;
const LARGE = 64 * 1024 * 1024;
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

/** Runs a program of this machine and returns what it prints; fails with it otherwise. */
export async function command(program, ...args) {
  const { stdout } = await run(program, args, { timeout: COMMAND_MS, maxBuffer: LARGE });
  return stdout;
}

export class DebianRoot {
  constructor(folder, namespace) {
    this.folder = folder;
    this.namespace = namespace;
  }

  /** A copy of the system kept in `cache`, which is made first where it is not there. */
  static async of(suite, cache, folder) {
    const kept = join(cache, suite);
    if (!existsSync(kept)) {
      await mkdir(cache, { recursive: true });
      await rm(`${kept}.new`, { recursive: true, force: true });
      const packages = '--include=default-jre-headless,systemd,ca-certificates';
      await run('debootstrap', ['--variant=minbase', packages, suite, `${kept}.new`], { timeout: MAKE_MS, maxBuffer: LARGE });
      await rename(`${kept}.new`, kept);
    }
    await command('cp', '-a', '--reflink=auto', kept, folder);
    const namespace = `jackfield-${suite}-${process.pid}`;
    await command('ip', 'netns', 'add', namespace);
    await command('ip', '-n', namespace, 'link', 'set', 'lo', 'up');
    const root = new DebianRoot(folder, namespace);
    await command('mount', '-t', 'proc', 'proc', root.path('/proc'));
    return root;
  }

  async close() {
    await command('umount', this.path('/proc'));
    await command('ip', 'netns', 'del', this.namespace);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Where a file of the system lies for us. */
  path(absolute) {
    return join(this.folder, absolute);
  }

  /** Runs a program of the system as root and returns what it prints. */
  async run(program, ...args) {
    const { stdout } = await run('chroot', [this.folder, program, ...args], {
      timeout: COMMAND_MS,
      maxBuffer: LARGE,
      env: ENVIRONMENT,
    });
    return stdout;
  }

  /** Starts a program of the system within its network, as `user`, who may open low ports and nothing else. */
  start(user, program, ...args) {
    const may = ['--bounding-set=-all,+net_bind_service', '--inh-caps=-all,+net_bind_service', '--ambient-caps=-all,+net_bind_service'];
    const as = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--no-new-privs', ...may];
    return children.start('ip', ['netns', 'exec', this.namespace, 'chroot', this.folder, ...as, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: ENVIRONMENT,
    });
  }

  /** Runs a program of this machine within the system's network. */
  inside(program, ...args) {
    return command('ip', 'netns', 'exec', this.namespace, program, ...args);
  }

  /** Every path below the system's root but what changes by itself. */
  async files() {
    const omitted = ['proc', 'sys', 'dev', 'run', 'tmp', 'var/cache', 'var/log', 'var/lib/apt', 'var/lib/dpkg', 'var/lib/systemd'];
    const prune = omitted.flatMap((name) => ['-o', '-path', `./${name}`]).slice(1);
    const { stdout } = await run('find', ['.', '(', ...prune, ')', '-prune', '-o', '-print'], { cwd: this.folder, maxBuffer: LARGE });
    return stdout.split('\n').filter(Boolean).sort();
  }
}
