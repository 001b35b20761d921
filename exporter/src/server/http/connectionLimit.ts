import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';

/** Closes connections of an address that holds too many already, so that one client cannot keep all others out. */
export function limitConnections(server: HttpServer, perAddress: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > perAddress) socket.destroy();
  });
}
