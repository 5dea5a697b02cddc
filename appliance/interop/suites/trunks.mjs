// Trunks with real peers: Kamailio as a carrier we register with, a second gateway as one known by its address.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Baresip, available as hasBaresip } from '../lib/baresip.mjs';
import { hearsOnly } from '../lib/hearing.mjs';
import { Jackfield } from '../lib/jackfield.mjs';
import { Kamailio, PASSWORD, available as hasKamailio } from '../lib/kamailio.mjs';
import { freeUdpPort } from '../lib/sipp.mjs';
import { until } from '../lib/wait.mjs';
import { gateway } from '../lib/world.mjs';

const HERE = '127.0.0.10';
const THERE = '127.0.0.20';
const CARRIER = '127.0.0.30';
const HZ = { here: 500, there: 700, carrier: 900 };
const skip = hasKamailio ? (hasBaresip ? false : 'no baresip') : 'no Kamailio';

describe('trunks', { skip, timeout: 600_000 }, () => {
  const opened = [];
  let here;
  let kamailio;
  let phones;
  let ports;

  const closing = async (starting) => {
    const resource = await starting;
    opened.unshift(resource);
    return resource;
  };

  const carrier = () =>
    closing(Kamailio.start({ host: CARRIER, port: ports.carrier, account: 'trunk', prefix: '4930' }));

  const phone = (user, password, registrar, hz, domain) =>
    closing(Baresip.start({ user, password, registrar, hz, domain }));

  before(async () => {
    // ./run has built the program.
    await gateway();
    ports = { here: await freeUdpPort(), there: await freeUdpPort(), carrier: await freeUdpPort() };
    kamailio = await carrier();
    [here] = await Promise.all([
      closing(
        Jackfield.start({
          host: HERE,
          sip: ports.here,
          base: 18_200,
          service: `
    users: [{user: '1000', password: here-secret}]
    trunks:
      - name: kamailio
        address: ${CARRIER}:${ports.carrier}
        username: trunk
        password: ${PASSWORD}
        register: true
        register_expires: 60s
        from_domain: kamailio.test
        options_interval: 1s
        inbound: in
      - {name: there, address: '${THERE}:${ports.there}', options_interval: 1s}
      - {name: nobody, address: '127.0.0.40:5060', options_interval: 0s}
    routes:
      - {name: in, when: {from: trunk:kamailio, number: '4930(\\d+)'}, to: $1}
      - {name: out, when: {from: user, number: '0(\\d+)'}, set: {number: $1}, to: trunk:kamailio}
      - {name: other, when: {from: user, number: '9(\\d+)'}, set: {number: $1}, to: trunk:there}
      - {name: around, when: {from: user, number: '8(\\d+)'}, set: {number: $1}, to: 'trunk:nobody,kamailio,there'}`,
        }),
      ),
      closing(
        Jackfield.start({
          host: THERE,
          sip: ports.there,
          base: 18_500,
          service: `
    users: [{user: '1001', password: there-secret}]
    trunks:
      - {name: here, address: '${HERE}:${ports.here}'}
    routes:
      - {name: back, when: {from: user, number: '9(\\d+)'}, set: {number: $1}, to: trunk:here}`,
        }),
      ),
    ]);
    const made = await Promise.all([
      phone('1000', 'here-secret', `${HERE}:${ports.here}`, HZ.here),
      phone('1001', 'there-secret', `${THERE}:${ports.there}`, HZ.there),
      phone('2000', PASSWORD, kamailio.address, HZ.carrier, 'kamailio.test'),
    ]);
    phones = { here: made[0], there: made[1], carrier: made[2] };
  });

  after(async () => {
    for (const each of opened) {
      await each.stop();
    }
  });

  const figure = (name, trunk) => here.figure(`jackfield_sip_trunk_${name}{service="default",trunk="${trunk}"}`);

  async function talk(a, b, number) {
    await phones[a].dial(number);
    await phones[b].incoming();
    await phones[b].answer();
    await Promise.all([phones[a].established(), phones[b].established()]);
    const [near, far] = await Promise.all([phones[a].listen(), phones[b].listen()]);
    await Promise.all([hearsOnly(near, HZ[b]), hearsOnly(far, HZ[a])]);
    await phones[a].hangup();
    await phones[b].closed(5000);
  }

  test('we are registered with Kamailio, and call its users', async () => {
    await until(20_000, 'registered', async () => (await figure('registered', 'kamailio')) === 1);
    await talk('here', 'carrier', '02000');
  });

  test('Kamailio brings calls for our numbers', async () => {
    await talk('carrier', 'here', '49301000');
  });

  test('a second gateway is called, and calls back, known by its address', async () => {
    await talk('here', 'there', '91001');
    await talk('there', 'here', '91000');
  });

  test('a dead first trunk costs a call nothing but its patience', async () => {
    await talk('here', 'carrier', '82000');
  });

  test('Kamailio gone: down after three questions, calls go the other way, and come back with it', async () => {
    await kamailio.stop();
    await until(40_000, 'it is down', async () => (await figure('up', 'kamailio')) === 0);
    await talk('here', 'there', '81001');
    kamailio = await carrier();
    await until(40_000, 'it is up', async () => (await figure('up', 'kamailio')) === 1);
    assert.equal(await figure('calls', 'kamailio'), 0);
  });
});
