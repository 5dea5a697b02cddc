// SIPp as a phone that registers, answers every call and sends back each RTP packet it gets.

import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as children from './children.mjs';
import { within } from './wait.mjs';

/**
 * Registers the user and answers until stopped.
 *
 * @returns {Promise<{stop: () => Promise<void>, errors: () => Promise<string>}>}
 */
export async function echoingCallee({ gateway, user, password }) {
  const directory = await mkdtemp(join(tmpdir(), 'jackfield-callee-'));
  const [port, mediaPort] = await freePorts(2);
  const log = join(directory, 'errors.log');
  const start = async (name, scenario, more) => {
    const file = join(directory, `${name}.xml`);
    await writeFile(file, scenario.replaceAll('@USER@', user));
    return children.start(
      '/usr/bin/sipp',
      [
        `${gateway.host}:${gateway.port}`,
        ...['-sf', file, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(port), '-mp', String(mediaPort)],
        ...['-nostdin', '-trace_err', '-error_file', log, ...more],
      ],
      { cwd: directory, stdio: ['ignore', 'ignore', 'ignore'] },
    );
  };
  const errors = async () => (existsSync(log) ? readFile(log, 'utf8') : '');
  const registering = await start('register', REGISTER, ['-m', '1', '-au', user, '-ap', password]);
  const registered = new Promise((resolve) => registering.once('exit', resolve));
  try {
    if ((await within(10_000, `${user} registers`, registered)) !== 0) {
      throw new Error(`${user} cannot register\n${await errors()}`);
    }
  } finally {
    await children.stop(registering, 1000);
  }
  const answering = await start('answer', ANSWER, ['-rtp_echo']);
  return {
    errors,
    stop: async () => {
      await children.stop(answering, 1000);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePorts(count) {
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  await Promise.all(sockets.map((one) => new Promise((resolve) => one.bind(0, '127.0.0.1', resolve))));
  const ports = sockets.map((one) => one.address().port);
  await Promise.all(sockets.map((one) => new Promise((resolve) => one.close(resolve))));
  return ports;
}

const registerMessage = (cseq, extra) => `
    REGISTER sip:jackfield SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:@USER@@jackfield>;tag=[pid]r[call_number]
    To: <sip:@USER@@jackfield>
    Call-ID: [call_id]
    CSeq: ${cseq} REGISTER
    Contact: <sip:@USER@@[local_ip]:[local_port]>
    Expires: 3600
    Max-Forwards: 70${extra}
    Content-Length: 0

`;

const REGISTER = `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="register">
  <send retrans="500"><![CDATA[${registerMessage(1, '')}]]></send>
  <recv response="401" auth="true"/>
  <send retrans="500"><![CDATA[${registerMessage(2, '\n    [authentication]')}]]></send>
  <recv response="200"/>
</scenario>
`;

const response = (line, extra) => `
    SIP/2.0 ${line}
    [last_Via:]
    [last_From:]
    [last_To:]${extra}
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:@USER@@[local_ip]:[local_port]>`;

const TAG = ';tag=[pid]u[call_number]';

const ANSWER = `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="answer">
  <recv request="INVITE"/>
  <send><![CDATA[${response('180 Ringing', TAG)}
    Content-Length: 0

]]></send>
  <send retrans="500"><![CDATA[${response('200 OK', TAG)}
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=sipp 1 1 IN IP4 [media_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000
]]></send>
  <recv request="ACK"/>
  <recv request="BYE"/>
  <send><![CDATA[${response('200 OK', '')}
    Content-Length: 0

]]></send>
</scenario>
`;
