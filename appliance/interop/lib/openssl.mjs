// openssl as the maker of certificates.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Writes a self-signed certificate with that common name over `cert.pem` and `key.pem` of a folder. */
export function certificate(folder, name) {
  const files = { tls_certfile: join(folder, 'cert.pem'), tls_keyfile: join(folder, 'key.pem') };
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
      .concat('-subj', `/CN=${name}`, '-keyout', files.tls_keyfile, '-out', files.tls_certfile),
    { stdio: 'ignore' },
  );
  return files;
}
