// The gateway as a user starts it: `./run`, in a process of its own.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import * as children from './children.mjs';
import { until, within } from './wait.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = join(ROOT, 'appliance', 'target', 'jackfield', 'bin', 'jackfield');

// Keeps every port, the RTP range included, below the range the system hands out to clients.
const OFFSET = Number(process.env.JACKFIELD_TEST_PORT_OFFSET ?? 2500);

// ./run may have to build first.
const START_MS = 300_000;

export class Gateway {
  #process;
  #output = '';
  #folder;
  #offset;
  #kept = new Set();

  constructor(folder, offset) {
    this.#folder = folder;
    this.#offset = offset;
  }

  /** Starts it and waits until it is ready. */
  static start(args = []) {
    const gateway = new Gateway(join(ROOT, '.run'), OFFSET);
    return gateway.#start(join(ROOT, 'run'), args, ROOT, { JACKFIELD_SERVICES_DEFAULT_RECORD_DIR: gateway.records });
  }

  /** Starts another one, which was built before, with all its files in a folder of its own; `env` configures it. */
  static startIn(folder, offset, env = {}) {
    return new Gateway(folder, OFFSET + offset).#start(PROGRAM, ['run', '--demo', folder], folder, env);
  }

  async #start(program, args, cwd, env = {}) {
    const gateway = this;
    gateway.#process = children.start(program, [...args, '--port-offset', String(this.#offset)], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Node 18 runs the hook that stops the gateway only when nothing else keeps the process alive.
    gateway.#process.unref();
    for (const stream of [gateway.#process.stdout, gateway.#process.stderr]) {
      stream.unref();
      stream.on('data', (data) => (gateway.#output = (gateway.#output + data).slice(-20_000)));
    }
    const failed = () => `the gateway is ready\n${gateway.#output}`;
    gateway.demo = await until(START_MS, failed, () => gateway.#readDemo(), { every: 50 });
    await until(10_000, failed, () => gateway.isReady(), { every: 50 });
    gateway.idle = await gateway.held();
    return gateway;
  }

  // The script becomes the program, so the process that wrote the file is ours if the ids agree.
  #readDemo() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      throw new Error(`./run ended with ${this.#process.exitCode}\n${this.#output}`);
    }
    const file = join(this.#folder, 'demo.json');
    if (!existsSync(file)) {
      return null;
    }
    const demo = JSON.parse(readFileSync(file, 'utf8') || '{}');
    return demo.pid === this.#process.pid ? demo : null;
  }

  /** Where it records. */
  get records() {
    return join(this.#folder, 'record');
  }

  /** A suite has made it open something for good, once; what comes later is compared with that. */
  keeps(name) {
    if (!this.#kept.has(name)) {
      this.#kept.add(name);
      this.idle[name] = (this.idle[name] ?? 0) + 1;
    }
  }

  /** What it has printed, the last of it. */
  get output() {
    return this.#output;
  }

  get pid() {
    return this.demo.pid;
  }

  /** `host:port` of SIP over UDP and TCP. */
  get sip() {
    return `${this.demo.sip.host}:${this.demo.sip.port}`;
  }

  /** The External API over TLS, on the web server's second port. */
  get secureApi() {
    return `wss://127.0.0.1:${8443 + this.#offset}/api`;
  }

  /** The External API on raw sockets. */
  get tcpApi() {
    return { host: '127.0.0.1', port: 9010 + this.#offset };
  }

  get tlsApi() {
    return { host: '127.0.0.1', port: 9011 + this.#offset };
  }

  get phoneUrl() {
    return this.demo.urls.phone;
  }

  password(user) {
    return this.demo.users.find((one) => one.user === user).password;
  }

  async isReady() {
    try {
      return (await fetch(this.demo.urls.ready)).ok;
    } catch {
      return false; // not listening yet
    }
  }

  /** Every figure of /metrics, by name with its labels. */
  async metrics() {
    const text = await (await fetch(this.demo.urls.metrics)).text();
    const gauges = new Set();
    const values = new Map();
    for (const line of text.split('\n')) {
      const type = /^# TYPE (\S+) gauge/.exec(line);
      if (type) {
        gauges.add(type[1]);
      }
      const value = /^([a-zA-Z_:][\w:]*)(\{.*\})? (\S+)/.exec(line);
      if (value) {
        values.set(value[1] + (value[2] ?? ''), { value: Number(value[3]), gauge: gauges.has(value[1]) });
      }
    }
    return values;
  }

  /**
   * What the gateway holds right now for calls and connections: its own gauges, all of which go back
   * to where they were when a call is over. What is counted as free is given as a negative number, so
   * that more always means more in use.
   */
  async held() {
    const held = {};
    for (const [name, { value, gauge }] of await this.metrics()) {
      if (gauge && name.startsWith('jackfield_') && !/_max$|_bytes|_info/.test(name.split('{')[0])) {
        held[name] = /_free\b/.test(name) ? -value : value;
      }
    }
    return held;
  }

  /** Where it logs. */
  get logFile() {
    return join(this.#folder, 'jackfield.log');
  }

  /** The call records, oldest first. */
  callRecords() {
    const file = join(this.#folder, 'data', 'cdr.jsonl');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return lines.filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Bytes of heap in use now, garbage included. */
  async heap() {
    let bytes = 0;
    for (const [name, { value }] of await this.metrics()) {
      if (name.startsWith('jvm_memory_used_bytes{') && name.includes('area="heap"')) {
        bytes += value;
      }
    }
    return bytes;
  }

  async threads() {
    return (await this.metrics()).get('jvm_threads_live_threads').value;
  }

  /** Ends it as nothing does that asks. */
  async kill() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await within(5000, 'the gateway is gone', ended);
  }

  /** Stops it as Ctrl-C does; fails if it does not end by itself. */
  async stop() {
    if (!(await children.stop(this.#process, 15_000))) {
      throw new Error(`the gateway did not end within 15 s of SIGTERM\n${this.#output}`);
    }
  }
}

/**
 * Waits until the gateway holds no more than it did before: sessions, legs, ports, timers, dialogs.
 * SIP keeps a finished transaction for up to 32 s (RFC 3261 timers H, J and K).
 */
export async function backTo(gateway, before, ms = 40_000) {
  let more;
  await until(
    ms,
    () => `still held: ${JSON.stringify(more)}`,
    async () => {
      const now = await gateway.held();
      more = Object.fromEntries(
        Object.entries(now)
          .filter(([name, value]) => value > (before[name] ?? 0))
          .map(([name, value]) => [name, `${before[name] ?? 0} -> ${value}`]),
      );
      return Object.keys(more).length === 0;
    },
    { every: 100 },
  );
}
