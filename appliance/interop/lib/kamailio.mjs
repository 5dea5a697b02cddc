// Kamailio as a carrier: registrar with one password for everybody, proxy between its users, and numbers
// that lead to whoever is registered as the account "trunk".

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as children from './children.mjs';
import { SipClient } from './sip-client.mjs';
import { until } from './wait.mjs';

const PROGRAM = ['/usr/sbin/kamailio', '/usr/local/sbin/kamailio'].find(existsSync);
const MODULES = [
  '/usr/lib/x86_64-linux-gnu/kamailio/modules',
  '/usr/lib/aarch64-linux-gnu/kamailio/modules',
].find(existsSync);

/** Whether this machine has Kamailio. */
export const available = PROGRAM !== undefined && MODULES !== undefined;

export const PASSWORD = 'carrier-secret';

export class Kamailio {
  #process;
  #directory;
  #output = '';

  /**
   * Starts it.
   *
   * @param {object} options
   * @param {string} options.host an address of its own, so that it can be told by it
   * @param {number} options.port
   * @param {string} options.account who gets calls to `prefix` and any digits
   * @param {string} options.prefix
   */
  static async start(options) {
    const kamailio = new Kamailio();
    try {
      await kamailio.#start(options);
      return kamailio;
    } catch (error) {
      await kamailio.stop();
      throw new Error(`kamailio: ${error.message}\n${kamailio.#output}`);
    }
  }

  async #start({ host, port, account, prefix }) {
    this.host = host;
    this.port = port;
    this.#directory = await mkdtemp(join(tmpdir(), 'jackfield-kamailio-'));
    const file = join(this.#directory, 'kamailio.cfg');
    await writeFile(file, CONFIG(host, port, account, prefix));
    this.#process = children.start(
      PROGRAM,
      ['-DD', '-E', '-f', file, '-L', MODULES, '-Y', this.#directory, '-m', '32', '-M', '4', '-n', '2'],
      { cwd: this.#directory, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (data) => (this.#output = (this.#output + data).slice(-8000)));
    }
    const client = await SipClient.open({ host, port });
    try {
      await until(10_000, 'it answers', async () => {
        await client.send(client.request({ method: 'OPTIONS', to: 'ping', user: 'test' }));
        return client.received
          .take(300, 'an answer', (message) => message.start.startsWith('SIP/2.0 '))
          .catch(() => null);
      });
    } finally {
      await client.close();
    }
  }

  get address() {
    return `${this.host}:${this.port}`;
  }

  async stop() {
    if (this.#process) {
      await children.stop(this.#process, 5000);
    }
    if (this.#directory) {
      await rm(this.#directory, { recursive: true, force: true });
    }
  }
}

const CONFIG = (host, port, account, prefix) => `#!KAMAILIO
debug=1
log_stderror=yes
fork=yes
children=2
tcp_children=1
disable_tcp=yes
listen=udp:${host}:${port}
alias="kamailio.test"
auto_aliases=no
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
modparam("usrloc", "db_mode", 0)
modparam("rr", "append_fromtag", 1)

request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("OPTIONS")) { sl_send_reply("200", "Here"); exit; }
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if (is_method("REGISTER|INVITE")) {
    if (!pv_www_authenticate("kamailio.test", "${PASSWORD}", "0")) { www_challenge("kamailio.test", "1"); exit; }
    consume_credentials();
  }
  if (is_method("REGISTER")) { save("location"); exit; }
  record_route();
  if ($rU =~ "^${prefix}") { $rU = "${account}"; }
  if ($rU == "503") { sl_send_reply("503", "Overloaded"); exit; }
  if (!lookup("location")) { sl_send_reply("404", "Nobody"); exit; }
  t_relay();
}
`;
