// Every type of session and every change from one to another; minutes, as 72 steps are judged by ear.

import { stopAtEnd } from '../lib/world.mjs';

stopAtEnd();
await import('../suites/session-types.mjs');
