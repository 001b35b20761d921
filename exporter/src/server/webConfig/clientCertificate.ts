import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { TlsSettings } from './tlsSettings.js';

/** What the TLS server asks of its clients, in Node's terms. */
export function clientOptions({ clientAuth }: TlsSettings): {
  readonly requestCert: boolean;
  readonly rejectUnauthorized: boolean;
} {
  return {
    requestCert: clientAuth !== 'NoClientCert',
    rejectUnauthorized: clientAuth === 'RequireAndVerifyClientCert',
  };
}

/** Whether a connection may go on: what Node itself does not decide. */
export function acceptsClient(socket: TLSSocket, { clientAuth, allowedNames }: TlsSettings): boolean {
  if (clientAuth === 'NoClientCert' || clientAuth === 'RequestClientCert') return true;
  const certificate = socket.getPeerCertificate();
  const given = Object.keys(certificate).length > 0;
  if (clientAuth === 'RequireAnyClientCert') return given;
  if (clientAuth === 'VerifyClientCertIfGiven') return !given || socket.authorized;
  return socket.authorized && (allowedNames.length === 0 || holdsName(certificate, allowedNames));
}

/** `DNS:a.example, IP Address:127.0.0.1, URI:spiffe://x`; names with commas are quoted by Node and never match. */
function holdsName(
  { subjectaltname = '' }: PeerCertificate | DetailedPeerCertificate,
  allowed: readonly string[],
): boolean {
  const names = subjectaltname.split(', ').map((entry) => entry.slice(entry.indexOf(':') + 1));
  return names.some((name) => allowed.includes(name));
}
