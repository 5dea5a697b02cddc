// What takes seconds and is the same over every carrier.

import assert from 'node:assert/strict';
import { webSocket } from '../../lib/carriers.mjs';
import { until } from '../../lib/wait.mjs';

export const once = {
  async 'pings of the gateway'(w) {
    const eager = { name: w.unique('pings'), ping_interval: 1, api_server: 'ws:127.0.0.1:0', users: [{ user: 'eve', password: 'e' }] };
    const { listen } = await w.root.ok('core/service/create', eager);
    const eve = await w.connected(await webSocket(`ws://127.0.0.1:${listen[0].split(':').pop()}/`));
    await eve.ok('core/user/login', eager.users[0]);
    await until(5000, 'a ping', () => eve.pings.length > 0);
    assert.deepEqual(eve.pings[0], { time: 1 });
    eve.answer = () => null;
    assert.equal(await eve.closed(20_000), 4000, 'a ping that is not answered closes');
    await w.root.ok('core/service/delete', { service: eager.name });
  },
};
