// Takes the network away from what talks to some ports, with iptables: connections are reset and refused,
// datagrams vanish, both ways.

import { execFileSync } from 'node:child_process';

const IPTABLES = 'iptables';

function rules({ host, tcp, udp }) {
  return ['-d', '-s'].flatMap((way) => {
    const port = way === '-d' ? '--dport' : '--sport';
    return [
      ['OUTPUT', '-p', 'tcp', way, host, port, String(tcp), '-j', 'REJECT', '--reject-with', 'tcp-reset'],
      ['OUTPUT', '-p', 'udp', way, host, port, String(udp), '-j', 'DROP'],
    ];
  });
}

const run = (...args) => execFileSync(IPTABLES, ['-w', ...args], { stdio: 'pipe' });

/** Why the network cannot be cut here, or false. */
export const uncuttable = (() => {
  try {
    run('-n', '-L', 'OUTPUT');
    return false;
  } catch {
    return 'no iptables, or not allowed to use it';
  }
})();

/** Cuts the network; the function returned brings it back, once. */
export function cut(ports) {
  const made = [];
  const restore = () => {
    process.off('exit', restore);
    made.splice(0).forEach((rule) => run('-D', ...rule));
  };
  process.on('exit', restore);
  try {
    for (const rule of rules(ports)) {
      run('-I', ...rule);
      made.push(rule);
    }
  } catch (error) {
    restore();
    throw error;
  }
  return restore;
}
