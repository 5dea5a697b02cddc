// What every command of the External API must do, one case each, for any carrier. The names are those
// of the gateway's description; a command, an event or a default of it that is missing here fails the
// suite.

import { cases as callbacks } from './callbacks.mjs';
import { cases as calls } from './calls.mjs';
import { cases as core } from './core.mjs';
import { once as pings } from './once.mjs';
import { cases as permissions } from './permissions.mjs';
import { cases as rooms } from './rooms.mjs';
import { cases as samples } from './samples.mjs';
import { cases as services } from './services.mjs';
import { cases as actions } from './session-actions.mjs';
import { cases as sessions } from './sessions.mjs';

export const cases = { ...core, ...callbacks, ...services, ...sessions, ...actions, ...calls, ...rooms };

/** What is the same over every carrier. */
export const once = { ...samples, ...permissions, ...pings };

export { checkRefusals, tenRefusals } from './permissions.mjs';

/** Events, requests and errors that need more than a client of the API, and where they are shown instead. */
export const elsewhere = {
  'event.media.call.early_answer': 'a SIP callee must play before it answers: EarlyAnswerTest',
  'event.media.room.status': 'an engine must report it: RoomFlowTest',
  'core.core.event.subclass': 'nobody is told: EventCommandsTest',
  'core.core.event.type': 'nobody is told: EventCommandsTest',
  'core.core.event.obj_id': 'nobody is told: EventCommandsTest',
  invalid_state: 'two logins must be checked at once: LoginTest',
  call_error: 'an accept must fail: CallFlowTest',
  session_failed: 'an engine must fail: SessionStepTest',
  no_mediaserver: 'an engine must be gone: SessionStepTest',
  different_mediaserver: 'there must be two engines: EngineChooserTest',
};
