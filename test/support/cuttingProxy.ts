import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /** Bytes of answers that came since the last cut was set. */
  received(): number;
  /** Passes on so many more bytes of answers, of all connections together, then ends each connection, or resets it. */
  cutAfter(bytes: number, reset: boolean): void;
  close(): Promise<void>;
}

/** A network between client and server that breaks at a byte of our choice. */
export async function cuttingProxy({ hostname, port }: URL): Promise<CuttingProxy> {
  let [received, most, reset] = [0, Infinity, false];
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.pipe(server);
    client.on('close', () => server.destroy());
    server.on('close', () => client.end());
    server.on('data', (chunk) => {
      const passed = chunk.subarray(0, Math.max(0, most - received));
      received += chunk.length;
      if (passed.length === chunk.length) {
        client.write(chunk);
        return;
      }
      server.destroy();
      client.write(passed, () => (reset ? client.resetAndDestroy() : client.end()));
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    received: () => received,
    cutAfter(bytes, isReset) {
      [received, most, reset] = [0, bytes, isReset];
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
