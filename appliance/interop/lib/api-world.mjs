// A service of its own for the conformance of the External API, with all four transports, and the
// clients its cases use.

import { createSocket } from 'node:dgram';
import { unzipSync } from 'node:zlib';
import { ApiClient } from './api-client.mjs';
import { Mailbox } from './wait.mjs';

const SERVICE = 'conformance';
const USERS = ['ana', 'bo', 'carl', 'dora'];
const ADMIN = 'boss';
const TRANSPORTS = ['tcp', 'tls', 'ws', 'wss'];

/** The service, made over the API and deleted at the end. */
export class ApiService {
  name = SERVICE;
  admin = ADMIN;
  /** The port of each transport. */
  ports = {};
  /** Log entries of clients as GELF messages. */
  logs = new Mailbox();
  #gelf = createSocket('udp4');

  static async make(gateway) {
    const service = new ApiService();
    service.root = gateway.demo.core_admin;
    service.sip = `${gateway.demo.urls.sip_ws}/${SERVICE}`;
    service.verto = `${gateway.demo.urls.verto}/${SERVICE}`;
    await new Promise((resolve) => service.#gelf.bind(0, '127.0.0.1', resolve));
    service.#gelf.on('message', (data) => service.logs.put(JSON.parse(data[0] === 0x7b ? data : unzipSync(data))));
    service.control = await ApiClient.open(`${gateway.demo.urls.api}/core`, service.root);
    const { listen } = await service.control.ok('core/service/create', {
      name: SERVICE,
      api_server: TRANSPORTS.map((transport) => `${transport}:127.0.0.1:0`).join(', '),
      users: USERS.map((user) => ({ user, password: service.password(user) })),
      admin_user: ADMIN,
      admin_password: service.password(ADMIN),
      plugins: ['room', 'call', 'sip', 'verto'],
      sip_auth: 'none',
      api_gelf_server: '127.0.0.1',
      api_gelf_port: service.#gelf.address().port,
    });
    for (const address of listen) {
      const [transport, port] = [address.split(':')[0], address.split(':').pop()];
      service.ports[transport] = Number(port);
    }
    return service;
  }

  password(user) {
    return user === this.root.user ? this.root.password : `secret of ${user}`;
  }

  /** Where a socket of this transport goes. */
  address(transport) {
    return { host: '127.0.0.1', port: this.ports[transport] };
  }

  url(transport) {
    return `${transport}://127.0.0.1:${this.ports[transport]}/`;
  }

  async delete() {
    this.#gelf.close();
    await this.control.ok('core/service/delete', { service: SERVICE });
    this.control.close();
  }
}

let number = 0;

/** The clients of one carrier: ana, bo, boss (administrator of the service) and root (of all). */
export class ApiWorld {
  #clients = [];

  /**
   * @param {ApiService} service
   * @param contract what everything that comes is held against
   * @param {{kind: string, open: (service: ApiService) => Promise<object>}} carrier
   */
  constructor(service, contract, carrier) {
    this.service = service;
    this.contract = contract;
    this.carrier = carrier;
  }

  unique = (prefix) => `${prefix}-${process.pid}-${++number}`;

  async #kept(carrier, login) {
    const one = await ApiClient.over(carrier, { contract: this.contract, ...login });
    this.#clients.push(one);
    return one;
  }

  /** A connection before its login. */
  async anonymous() {
    return this.#kept(await this.carrier.open(this.service), {});
  }

  async client(user, more = {}) {
    const login = { user, password: this.service.password(user), ...more };
    return this.#kept(await this.carrier.open(this.service), login);
  }

  /** Whoever is at the other end of this carrier, before the login. */
  connected(carrier) {
    return this.#kept(carrier, {});
  }

  /** Logs in whom a case may need, unless they are there. */
  async begin() {
    if ([this.ana, this.bo, this.boss, this.root].every((one) => one?.closeCode === null)) {
      this.#clients.forEach((one) => one.forget());
      return;
    }
    const users = ['ana', 'bo', ADMIN, this.service.root.user];
    [this.ana, this.bo, this.boss, this.root] = await Promise.all(users.map((user) => this.client(user)));
  }

  /** Fails if anything that came to any client was not as described. */
  checked() {
    this.#clients.forEach((client) => client.checked());
    this.#clients = this.#clients.filter((client) => client.closeCode === null);
  }

  end() {
    this.#clients.forEach((client) => client.close());
  }
}
