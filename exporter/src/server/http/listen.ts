import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DriftError } from '../../errors.js';
import { formatAddress, isLoopback } from '../listenAddress.js';
import type { ServerSettings } from '../settings.js';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there already',
  EACCES: 'listening there is not allowed',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such name',
};

/**
 * Listens, on all addresses where the host is empty.
 * @throws DriftError `listen_failed`
 */
export async function listen(server: Server, address: ServerSettings['listen']): Promise<void> {
  try {
    server.listen({ port: address.port, ...(address.host === '' ? {} : { host: address.host }) });
    await once(server, 'listening');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new DriftError('listen_failed', `${formatAddress(address)}: ${reasons[code] ?? code}`, {
      key: 'server.listen',
      cause,
    });
  }
  const { address: bound } = server.address() as AddressInfo;
  // a name such as localhost may stand for another address here
  if (isLoopback(address.host) && !isLoopback(bound)) {
    server.close();
    throw new DriftError('listen_failed', `${address.host} is ${bound} here, which others can reach`, {
      key: 'server.listen',
    });
  }
}
