/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { builtPanel, interFont, type GrafanaPackages } from '../../services/builtPanel.js';
import { openPage, type OpenPage } from '../openPage.js';

declare global {
  interface Window {
    drift: { show(scene: Scene): Promise<void>; selections: string[] };
  }
}

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<style>@font-face { font-family: Inter; font-weight: 100 900; src: url(/inter.woff2) }
*, *::before, *::after { box-sizing: border-box } body { margin: 8px } table { border-collapse: collapse }</style></head>
<body><main><h1 style="position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden">Panel</h1><div id="panel"></div></main>
<script src="/system.js"></script><script src="/amd.js"></script><script src="/page.js"></script></body></html>`;

/** The built panel in a page with the real Grafana packages, as Grafana would show it. */
export class PanelPages {
  readonly #servers: Server[] = [];

  constructor(private readonly browser: Browser) {}

  /** Opens the page and shows a scene. */
  async show(scene: Scene, packages: GrafanaPackages = 'oldest'): Promise<OpenPage> {
    const opened = await openPage(this.browser, await this.#serve(packages));
    // Grafana's own font, so that text is as wide as it is there, on every machine
    await opened.page.evaluate(() => document.fonts.load('12px Inter'));
    await showScene(opened.page, scene);
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  async #serve(packages: GrafanaPackages): Promise<string> {
    const { moduleFile, pageFolder } = await builtPanel();
    const files: Record<string, string> = {
      '/inter.woff2': interFont,
      '/module.js': moduleFile,
      '/page.js': join(pageFolder(packages), 'page.js'),
      '/system.js': join(pageFolder(packages), 'system.js'),
      '/amd.js': join(pageFolder(packages), 'amd.js'),
    };
    const server = createServer((request, response) => {
      const file = files[request.url ?? ''];
      if (file === undefined) {
        response.writeHead(200, { 'content-type': 'text/html' }).end(html);
        return;
      }
      const type = file.endsWith('.woff2') ? 'font/woff2' : 'text/javascript';
      void readFile(file).then((content) => response.writeHead(200, { 'content-type': type }).end(content));
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }
}

/** Shows a scene on a page that is open, which gets its size; resolves when it has been painted. */
export async function showScene(page: Page, scene: Scene): Promise<void> {
  await page.setViewportSize({ width: scene.width + 16, height: scene.height + 16 });
  await page.waitForFunction(() => 'drift' in window);
  // as text: a hundred thousand numbers of their own take the browser's driver half a minute
  await page.evaluate((text) => window.drift.show(JSON.parse(text) as Scene), JSON.stringify(scene));
}
