import { createServer } from 'node:net';
import { DriftError } from '../../exporter/src/errors.js';

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new DriftError('usage', 'no free port');
  return address.port;
}
