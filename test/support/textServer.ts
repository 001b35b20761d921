import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TextServer {
  /** Address of a page. */
  url(path: string): string;
  close(): Promise<void>;
}

/** Serves texts on a free loopback port, each made as it is asked for. */
export async function serveTexts(
  pages: Readonly<Record<string, () => string | Promise<string>>>,
): Promise<TextServer> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    void Promise.resolve(page?.()).then((text) => {
      response.writeHead(text === undefined ? 404 : 200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
