import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps, type Server as HttpsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { ServerLimits } from '../settings.js';
import { acceptsClient, clientOptions } from '../webConfig/clientCertificate.js';
import type { TlsSettings } from '../webConfig/tlsSettings.js';
import { limitConnections } from './connectionLimit.js';

/** How often Node looks for requests that take too long, at most. */
const LONGEST_CHECK = 1_000;
/** Longer than the minute between two scrapes would only help idle clients. */
const KEEP_ALIVE = 65_000;

/** A server for HTTP or HTTPS that clients cannot exhaust by being slow, many or verbose. Not listening yet. */
export function netServer(
  listener: RequestListener,
  limits: ServerLimits,
  tls: (() => TlsSettings | undefined) | undefined,
): Server {
  const options = {
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: Math.min(LONGEST_CHECK, limits.headersTimeout),
    keepAliveTimeout: KEEP_ALIVE,
    maxHeaderSize: limits.headerBytes,
    insecureHTTPParser: false,
  };
  const settings = tls?.();
  const server =
    settings === undefined
      ? createHttp(options, listener)
      : createHttps(
          {
            ...options,
            ...settings.context,
            ...clientOptions(settings),
            handshakeTimeout: limits.headersTimeout,
          },
          listener,
        );
  server.maxConnections = limits.connections;
  limitConnections(server, limits.connectionsPerAddress);
  server.on('secureConnection', (socket: TLSSocket) => {
    const current = tls?.();
    if (current !== undefined && !acceptsClient(socket, current)) socket.destroy();
  });
  return server;
}

/** New connections use changed certificates, authorities, versions and cipher suites. */
export function renewTls(server: Server, { context }: TlsSettings): void {
  (server as HttpsServer).setSecureContext(context);
}
