// Every command, field, default, range, error and event of the External API, over every transport and
// with clients that were not written with the gateway. The list of what to test is the gateway's own
// description: what has no case fails.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { ApiContract } from '../lib/api-contract.mjs';
import { fieldProbes, runProbes, spellingProbes } from '../lib/api-probes.mjs';
import { ApiService, ApiWorld } from '../lib/api-world.mjs';
import { hasOpenssl, hasPython, openssl, python, raw, webSocket } from '../lib/carriers.mjs';
import { gateway } from '../lib/world.mjs';
import { cases, checkRefusals, elsewhere, once, tenRefusals } from './conformance/index.mjs';

const noPython = (await hasPython()) ? false : 'no Python with websockets';
const noOpenssl = (await hasOpenssl()) ? false : 'no openssl';

const CARRIERS = [
  { name: 'ws, node ws', kind: 'ws', open: (at) => webSocket(at.url('ws')) },
  { name: 'wss, Python websockets', kind: 'wss', open: (at) => python(at.url('wss')), skip: noPython },
  { name: 'tcp, node socket, lines', kind: 'tcp', open: (at) => raw({ ...at.address('tcp'), framing: 'lines' }) },
  { name: 'tcp, node socket, lengths', kind: 'tcp', open: (at) => raw({ ...at.address('tcp'), framing: 'lengths' }) },
  { name: 'tls, openssl s_client, lines', kind: 'tls', open: (at) => openssl(at.address('tls')), skip: noOpenssl },
  {
    name: 'tls, node socket, lengths',
    kind: 'tls',
    open: (at) => raw({ ...at.address('tls'), secure: true, framing: 'lengths' }),
  },
];

describe('the External API keeps to its description', { timeout: 600_000 }, () => {
  let at;
  let contract;
  let service;
  let refusals;

  before(async () => {
    at = await gateway();
    contract = await ApiContract.of(new URL('/api/asyncapi.json', at.phoneUrl));
    service = await ApiService.make(at);
    refusals = tenRefusals(new ApiWorld(service, contract, CARRIERS[0]));
    refusals.catch(() => {}); // told by the test that waits for it
  });

  after(() => service?.delete());

  test('the description is valid AsyncAPI', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const ajv = new Ajv({ strict: false, validateFormats: false });
    assert.ok(ajv.validate(schema, contract.document), ajv.errorsText());
  });

  test('every command of the description has a case here', () => {
    const without = contract.commands.map((one) => one.name).filter((name) => !(name in cases));
    assert.deepEqual(without, []);
  });

  for (const carrier of CARRIERS) {
    describe(carrier.name, { skip: carrier.skip ?? false }, () => {
      let w;

      before(async () => {
        w = new ApiWorld(service, contract, carrier);
        await w.begin();
      });

      after(() => w?.end());

      const all = carrier === CARRIERS[0] ? { ...cases, ...once } : cases;
      for (const [name, run] of Object.entries(all)) {
        test(name, { timeout: 60_000 }, async () => {
          await w.begin();
          await run(w);
          w.checked();
        });
      }

      test('nothing is done before the login', async () => {
        const one = await w.anonymous();
        const paths = contract.commands.map((command) => command.path).filter((path) => path !== 'core/user/login');
        assert.deepEqual(await Promise.all(paths.map((path) => one.refused(path))), paths.map(() => 100031));
        assert.equal(await one.refused('nothing/at_all'), 100031);
        one.close();
      });

      test('unknown commands are told', async () => {
        assert.equal(await w.ana.refused('nothing/at_all'), 100006);
        assert.match(await w.ana.refusal('media/session/dance'), /'dance'/);
        assert.equal(await w.ana.refused('media/nothing/create'), 100042);
      });

      test('every field: missing, wrong types, ranges, lenient forms, older names', async () => {
        const one = await w.client(service.admin);
        await runProbes(one, contract.commands.flatMap(fieldProbes));
        one.close();
      });

      test('every older spelling of a command', async () => {
        const one = await w.client(service.admin);
        await runProbes(one, contract.commands.flatMap(spellingProbes));
        one.close();
      });
    });
  }

  test('failed logins take longer each time, and the tenth closes', async () => checkRefusals(await refusals));

  test('every reply, error, event, request and default of the description has been seen, or is shown elsewhere', () => {
    assert.deepEqual(contract.unseen(elsewhere), []);
  });
});
