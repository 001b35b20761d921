import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPage {
  readonly page: Page;
  /** What the console, scripts and dialogs have said, and requests to other servers. */
  readonly complaints: string[];
  /** Paths that the page has asked for. */
  readonly requests: string[];
}

/** Opens an address in a profile of its own. With `clock`, time stands under the test's control. */
export async function openPage(
  browser: Browser,
  url: string,
  { clock = false, ...options }: BrowserContextOptions & { readonly clock?: boolean } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  const requests: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol === 'data:') return;
    requests.push(asked.pathname + asked.search);
    if (asked.origin !== origin) complaints.push(`request: ${request.url()}`);
  });
  if (clock) await page.clock.install();
  await page.goto(url);
  return { page, complaints, requests };
}
