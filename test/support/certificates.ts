import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, as files and as text. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  readonly authority: Certificate;
  /** A certificate for a host name or an address, by default signed by the authority. */
  issue(name: string, by?: Certificate | 'itself'): Certificate;
}

/** Issues certificates with openssl, under a folder that is removed after the tests of the file. */
export function certificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'drift-certificates-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return certificatesIn(folder);
}

/** Issues certificates with openssl into a folder. */
export function certificatesIn(folder: string): Certificates {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  let count = 0;
  const create = (name: string, by: Certificate | 'itself', isAuthority: boolean): Certificate => {
    const base = join(folder, `${++count}`);
    const [certFile, keyFile] = [`${base}.crt`, `${base}.key`];
    const kind = /^[\d.]+$/.test(name) ? 'IP' : 'DNS';
    const signer = by === 'itself' ? [] : ['-CA', by.certFile, '-CAkey', by.keyFile];
    const use = ['-addext', isAuthority ? 'keyUsage=keyCertSign' : 'keyUsage=digitalSignature'];
    const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${kind}:${name}`];
    const basic = isAuthority ? [] : ['-addext', 'basicConstraints=critical,CA:FALSE'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl(
      'req',
      '-x509',
      '-days',
      '2',
      ...curve,
      '-keyout',
      keyFile,
      '-out',
      certFile,
      ...names,
      ...use,
      ...basic,
      ...signer,
    );
    return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };
  writeFileSync(join(folder, 'empty'), '');
  const authority = create('authority.example', 'itself', true);
  return { authority, issue: (name, by = authority) => create(name, by, false) };
}
