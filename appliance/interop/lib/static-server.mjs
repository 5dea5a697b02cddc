// Serves the phone's files and the client's as the gateway does, for tests of the pages alone.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { extname, join, normalize } from 'node:path';

const ROOT = fileURLToPath(new URL('../../src/main/resources/web/', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** @returns {Promise<{origin: string, close: () => Promise<void>}>} */
export async function serveWeb() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/phone/config.json') {
      response.setHeader('content-type', 'application/json');
      response.end('{"sip_ws":"/sip","domain":"jackfield","conference":"3000"}');
      return;
    }
    if (pathname === '/phone/contacts.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ users: ['1000', '1001', '1002', '1003'].map((user) => ({ user })) }));
      return;
    }
    const inside = /^\/(phone|client)\//.test(pathname) ? pathname : `/home${pathname}`;
    const path = join(ROOT, normalize(inside.endsWith('/') ? `${inside}index.html` : inside));
    try {
      const body = await readFile(path);
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
