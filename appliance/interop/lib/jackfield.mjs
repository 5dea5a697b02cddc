// The installed program with a configuration of the test's own, on an address of its own, beside the one
// that ./run starts.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as children from './children.mjs';
import { until } from './wait.mjs';

const PROGRAM = fileURLToPath(new URL('../../target/jackfield/bin/jackfield', import.meta.url));

export class Jackfield {
  #process;
  #directory;
  #output = '';

  /**
   * Starts it and waits until it is ready.
   *
   * @param {object} options
   * @param {string} options.host where it listens
   * @param {number} options.sip its SIP port
   * @param {number} options.base 200 media ports from here, and the web server's
   * @param {boolean} [options.secure] whether the web server also listens over TLS, at the port after the base's media ports
   * @param {string} options.service YAML of the default service, indented by four
   */
  static async start(options) {
    const jackfield = new Jackfield();
    try {
      await jackfield.#start(options);
      return jackfield;
    } catch (error) {
      await jackfield.stop();
      throw new Error(`${error.message}\n${jackfield.#output}`);
    }
  }

  async #start({ host, sip, base, secure = false, service }) {
    this.sip = `${host}:${sip}`;
    this.#directory = await mkdtemp(join(tmpdir(), 'jackfield-own-'));
    const file = join(this.#directory, 'jackfield.yaml');
    await writeFile(
      file,
      `node: {data_dir: ${this.#directory}/data, event_loops: 2, public_address: ${host}}
http: {listen: ['${host}:${base}'], tls_listen: ${secure ? `['${host}:${base + 200}']` : 'none'}}
media: {host: ${host}, webrtc_port: ${base + 1}, rtp_port_min: ${base + 10}, rtp_port_max: ${base + 199}}
services:
  default:
    api_server: none
    verto_listen: none
    sip_listen: ['sip:${host}:${sip}', 'sip:${host}:${sip};transport=tcp']
${service}
`,
    );
    this.#process = children.start(PROGRAM, ['run', '--config', file], {
      cwd: this.#directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (data) => (this.#output = (this.#output + data).slice(-20_000)));
    }
    this.web = `http://${host}:${base}`;
    this.secureWebSocket = `wss://${host}:${base + 200}`;
    await until(60_000, 'it is ready', () => fetch(`${this.web}/readyz`).then((reply) => reply.ok, () => false), { every: 100 });
  }

  /** One figure of /metrics, 0 if it is not there. */
  async figure(name) {
    const text = await (await fetch(`${this.web}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line ? Number(line.split(' ').pop()) : 0;
  }

  get output() {
    return this.#output;
  }

  async stop() {
    if (this.#process) {
      await children.stop(this.#process, 15_000);
    }
    if (this.#directory) {
      await rm(this.#directory, { recursive: true, force: true });
    }
  }
}
