// One call by SIPp, for a test that runs in another network: node one-call.mjs HOST PORT USER PASSWORD NUMBER.

import { manyCallsWithSipp } from './sipp.mjs';

const [host, port, user, password, number] = process.argv.slice(2);
const call = { user, password, number, hz: 440, seconds: 2, calls: 1, perSecond: 1 };
const { exitCode, output } = await manyCallsWithSipp({ gateway: { host, port: Number(port) }, ...call });
if (exitCode !== 0) {
  console.error(output);
}
process.exitCode = exitCode;
