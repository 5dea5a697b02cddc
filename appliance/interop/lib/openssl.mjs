// openssl as a client of the External API over TLS, and as the maker of certificates.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as children from './children.mjs';
import { Mailbox } from './wait.mjs';

const PATIENCE = 15_000;

/** Writes a self-signed certificate with that common name over `cert.pem` and `key.pem` of a folder. */
export function certificate(folder, name) {
  const files = { tls_certfile: join(folder, 'cert.pem'), tls_keyfile: join(folder, 'key.pem') };
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
      .concat('-subj', `/CN=${name}`, '-keyout', files.tls_keyfile, '-out', files.tls_certfile),
    { stdio: 'ignore' },
  );
  return files;
}

/** `openssl s_client` with one JSON object a line each way. */
export class SClient {
  closed = false;
  #process;
  #said = new Mailbox();
  #stderr = '';

  static async connect(port) {
    const client = new SClient();
    client.#process = children.start('openssl', ['s_client', '-quiet', '-connect', `127.0.0.1:${port}`], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let rest = '';
    client.#process.stdout.on('data', (data) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop();
      lines.forEach((line) => client.#said.put(JSON.parse(line)));
    });
    client.#process.stderr.on('data', (data) => (client.#stderr += data));
    client.#process.once('exit', () => (client.closed = true));
    return client;
  }

  say(message) {
    this.#process.stdin.write(JSON.stringify(message) + '\n');
  }

  /** Sends a request and waits for its response. */
  ask(tid, path, data = {}) {
    const [eventClass, subclass, cmd] = path.split('/');
    this.say({ class: eventClass, subclass, cmd, data, tid });
    return this.#said.take(PATIENCE, `reply to ${path}`, (m) => 'result' in m && m.tid === tid);
  }

  /** Common name of the certificate it was shown, once something was said. */
  get peer() {
    return /CN ?= ?(\S+)/.exec(this.#stderr)?.[1];
  }

  stop() {
    return children.stop(this.#process, 5_000);
  }
}
