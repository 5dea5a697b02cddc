// Processes the tests start. None outlives the test run, however it ends.

import { spawn } from 'node:child_process';
import { within } from './wait.mjs';

const running = new Set();
process.once('exit', killAll);

/** Ends all that still run: what a failed test has left would keep the test run from ending. */
export function killAll() {
  running.forEach((child) => child.kill('SIGKILL'));
}

/** Starts a program whose end `stop` waits for. */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends it in its own time, or at once when that is over. Returns whether it ended by itself. */
export async function stop(child, ms) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return true;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  try {
    await within(ms, `${child.spawnfile} ends`, ended);
    return true;
  } catch {
    child.kill('SIGKILL');
    await ended;
    return false;
  }
}
