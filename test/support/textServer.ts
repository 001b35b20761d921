import { serveOnLoopback } from '../services/loopbackHttp.js';

export interface TextServer {
  /** Address of a page. */
  url(path: string): string;
  close(): Promise<void>;
}

/** Serves texts on a free loopback port, each made as it is asked for. */
export async function serveTexts(
  pages: Readonly<Record<string, () => string | Promise<string>>>,
): Promise<TextServer> {
  const { origin, stop } = await serveOnLoopback(async ({ url = '' }, _, response) => {
    const text = await pages[url]?.();
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    });
    response.end(text);
  });
  return { url: (path) => `${origin}${path}`, close: stop };
}
