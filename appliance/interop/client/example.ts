// What the types of the JavaScript client promise; compiled by suites/client.mjs, never run.

import { ApiError, JackfieldClient } from '../../src/main/resources/web/client/jackfield-client.js';

const client = new JackfieldClient('ws://localhost:8080/api', { user: '1000', password: 'x' });
await client.open();

const { session_id, answer } = await client.request('media/session/create', {
  type: 'echo',
  wait_reply: true,
  offer: { sdp: 'v=0' },
});
const sdp: string | undefined = answer?.sdp;
console.log(session_id.length, sdp);

client.handle('media/call/invite', ({ call_id, caller }) => {
  console.log(call_id.length, caller.name);
  return { subscribe: true };
});
client.addEventListener('media/call/hangup', ({ detail }) => console.log(detail.body?.reason.length));
client.addEventListener('open', ({ detail }) => console.log(detail.sessionId.length));
for await (const event of client.events({ class: 'media' })) {
  console.log(event.type);
}

try {
  await client.request('mine/plugin/do', { a: 1 });
} catch (error) {
  if (error instanceof ApiError) {
    console.log(error.code + 1);
  }
}

// @ts-expect-error: there is no such type of session
await client.request('media/session/create', { type: 'disco' });
// @ts-expect-error: the type is mandatory
await client.request('media/session/create', {});
client.close();
