// Everything, in one process, one suite after the other: the browsers and phones of two suites would
// take each other's processor time, and the tests judge by ear. One gateway serves all of them.

import { stopAtEnd } from '../lib/world.mjs';

stopAtEnd();
await import('../suites/harness.mjs');
await import('../suites/vendor.mjs');
await import('../suites/phone-alone.mjs');
await import('../suites/phone-access.mjs');
await import('../suites/phone-and-baresip.mjs');
await import('../suites/phone-api.mjs');
await import('../suites/phone-features.mjs');
await import('../suites/phone-reconnects.mjs');
await import('../suites/echo.mjs');
await import('../suites/two-sip-phones.mjs');
await import('../suites/two-browsers.mjs');
await import('../suites/refusals.mjs');
await import('../suites/start.mjs');
await import('../suites/api-protocol.mjs');
await import('../suites/api-abuse.mjs');
await import('../suites/api.mjs');
await import('../suites/sessions.mjs');
await import('../suites/services.mjs');
await import('../suites/api-conformance.mjs');
await import('../suites/rooms.mjs');
await import('../suites/conference.mjs');
await import('../suites/bitrate.mjs');
await import('../suites/files.mjs');
await import('../suites/client.mjs');
await import('../suites/verto.mjs');
await import('../suites/call-features.mjs');
await import('../suites/sip-rules.mjs');
await import('../suites/matrix.mjs');
await import('../suites/browsers.mjs');
await import('../suites/sip-abuse.mjs');
await import('../suites/trunks.mjs');
await import('../suites/trunk-drills.mjs');
await import('../suites/nothing-left.mjs');
await import('../suites/stop.mjs');
