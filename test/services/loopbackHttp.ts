import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../support/certificates.js';

export interface LoopbackHttp {
  readonly port: number;
  readonly origin: string;
  stop(): Promise<void>;
}

/** Called once a request has come whole; where it fails, the connection ends. */
export type Handle = (
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
) => Promise<void> | void;

/** A server on a free port of 127.0.0.1, which speaks HTTPS where it has a certificate. */
export async function serveOnLoopback(handle: Handle, certificate?: Certificate): Promise<LoopbackHttp> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await handle(request, Buffer.concat(chunks).toString(), response);
    })().catch(() => response.destroy());
  };
  const server =
    certificate === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ cert: certificate.cert, key: certificate.key }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
