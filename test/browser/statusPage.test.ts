/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { createServer, type DriftServer } from '../../exporter/src/server/createServer.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { dataFolder } from '../support/dataFolder.js';
import { testBackend } from '../support/testBackend.js';
import { loopback, passwords, usersYaml, withUsers } from '../support/testServer.js';
import { accessibilityProblems } from './accessibility.js';
import { describeBrowser, launchChromium } from './chromium.js';
import { openPage } from './openPage.js';
import { living, scenarios, walkedHistory } from './statusPageStates.js';

/** A little more than the page waits between two looks. */
const NEXT_LOOK = 16_000;

await describeBrowser('the status page', () => {
  const folder = dataFolder();
  const servers: DriftServer[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  /** A real server; the states may be replaced while it runs. */
  async function serve(states: ModelState[], settings = loopback) {
    const backend = testBackend(states);
    backend.history = walkedHistory(() => states);
    const limits = { closeTimeout: 100 };
    const server = createServer(backend, { settings, warn: () => undefined, limits });
    servers.push(server);
    const { url, port } = await server.start();
    return { url, port, server };
  }

  const features = (page: Page) => page.locator('button.opens');
  const said = (page: Page) => page.locator('.controls [role=status]');
  const opener = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const loadedPictures = (page: Page) =>
    page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('figure img');
      return picture !== null && picture.complete && picture.naturalWidth > 0;
    });

  test('shows every feature in every window, and passes an accessibility check, light and dark', async () => {
    const { url } = await serve([living(16)]);
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, complaints } = await openPage(browser, url, { colorScheme });
      await features(page).first().waitFor();
      expect(await features(page).count()).toBe(16);
      expect(await page.locator('tbody .cell button').count()).toBe(64);
      await features(page).first().click();
      await loadedPictures(page);
      await page.locator('.sparkline svg').first().waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  test('filters and sorts, says what is left, and keeps it in the address', async () => {
    const { url } = await serve([living(16)]);
    const { page, complaints } = await openPage(browser, url);
    await page.getByRole('searchbox').fill('ST');
    await expectText(said(page), '2 of 16 features');
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Least severity').selectOption({ label: 'critical' });
    await expectText(said(page), '6 of 16 features');
    await page.getByRole('button', { name: 'Feature', exact: true }).click();
    const names = await features(page).allTextContents();
    expect(names).toEqual([...names].sort());
    expect(await page.getByRole('columnheader', { name: 'Feature' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await page.waitForURL(/#least=3&sort=name$/);
    await page.reload();
    await expectText(said(page), '6 of 16 features');
    expect(await features(page).allTextContents()).toEqual(names);
    expect(complaints).toEqual([]);
  });

  test('shows 100 of 500 features and says so; a filter and a link reach the others', async () => {
    const { url } = await serve([living(500)]);
    const { page } = await openPage(browser, url);
    await expectText(page.locator('.more'), '100 of 500 shown.');
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    await expectText(page.locator('.more'), '200 of 500 shown.');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.locator('.more').waitFor({ state: 'detached' });
    const last = (await features(page).last().textContent()) ?? '';
    expect(await features(page).count()).toBe(500);

    const linked = await openPage(browser, `${url}/#${new URLSearchParams({ feature: last }).toString()}`);
    await opener(linked.page, last).waitFor();
    expect(await features(linked.page).count()).toBe(101);
    await linked.page.getByRole('searchbox').fill(last);
    await expectText(said(linked.page), '1 of 500 features');
  });

  test('keyboard: arrows walk the features, Enter opens details, Back closes them, a reload keeps them', async () => {
    const { url } = await serve([living(8)]);
    const { page, requests } = await openPage(browser, url);
    await features(page).first().focus();
    await page.keyboard.press('ArrowDown');
    const name = (await features(page).nth(1).textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: `Details of ${name}` }).waitFor();
    await loadedPictures(page);
    await page.getByRole('group', { name: 'Window' }).getByText('6h').click();
    await page.waitForURL(/window=6h/);
    await loadedPictures(page);
    expect(requests.filter((path) => path.includes('overlay.svg')).at(-1)).toContain('window=6h');
    await page.reload();
    expect(await opener(page, name).getAttribute('aria-expanded')).toBe('true');
    await page.goBack();
    await page.getByRole('region', { name: `Details of ${name}` }).waitFor({ state: 'detached' });
  });

  test('a refresh brings news, tells them, and keeps scroll, filter, focus and open details', async () => {
    const states = [living(16)];
    const { url } = await serve(states);
    const { page, requests } = await openPage(browser, url, { clock: true });
    await opener(page, 'carrier').click();
    await loadedPictures(page);
    await page.getByRole('searchbox').fill('c');
    await opener(page, 'credit_score').focus();
    await page.evaluate(() => scrollTo({ top: 300, behavior: 'instant' }));
    const pictures = () => requests.filter((path) => path.includes('overlay.svg')).length;
    const before = pictures();
    // a remark more above it must not push the table away
    const top = () =>
      page.evaluate(() => document.querySelector('table.features')?.getBoundingClientRect().top);
    const place = await top();

    states[0] = changed(states[0], 'credit_score');
    const redrawn = page.waitForResponse(/overlay\.svg/);
    await page.clock.runFor(NEXT_LOOK);
    await expectText(page.locator('main > [role=status]'), 'credit_score no longer drifts.');
    await redrawn;
    expect(await top()).toBe(place);
    expect(place).toBeLessThan(200);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('credit_score');
    expect(await page.getByRole('searchbox').inputValue()).toBe('c');
    expect(await opener(page, 'carrier').getAttribute('aria-expanded')).toBe('true');
    expect(pictures()).toBe(before + 1);
  });

  test('without news a refresh asks for the list alone', async () => {
    const { url } = await serve([living(4)]);
    const { page, requests } = await openPage(browser, url, { clock: true });
    await page.locator('.sparkline svg').nth(3).waitFor();
    requests.length = 0;
    const answered = page.waitForResponse(/models$/);
    await page.clock.runFor(NEXT_LOOK);
    await answered;
    expect(requests).toEqual(['/api/v1/models']);
  });

  test('a server that is gone is told of, with the age of what is shown, until it is back', async () => {
    const states = [living(4)];
    const { url, port, server } = await serve(states);
    const { page } = await openPage(browser, url, { clock: true });
    await features(page).first().waitFor();
    await server.close();
    await page.clock.runFor(NEXT_LOOK);
    await page.getByRole('alert').getByText('The exporter does not answer.').waitFor();
    await page.getByText(/What you see is as of \d+ seconds ago/).waitFor();
    expect(await features(page).count()).toBe(4);
    await serve(states, { ...loopback, listen: { host: '127.0.0.1', port } });
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  test('a login that is no longer valid is told of', async () => {
    const states = [living(4)];
    const settings = withUsers(folder.write('web.yml', usersYaml()));
    const { url, port, server } = await serve(states, settings);
    const httpCredentials = { username: 'viewer', password: passwords.viewer };
    const { page } = await openPage(browser, url, { clock: true, httpCredentials });
    await features(page).first().waitFor();
    await server.close();
    folder.write('web.yml', usersYaml({ viewer: 'another one' }));
    await serve(states, { ...settings, listen: { host: '127.0.0.1', port }, roles: {} });
    await page.clock.runFor(NEXT_LOOK);
    await page.getByRole('alert').getByText('You are not logged in.').waitFor();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
  });

  test('names stay text, whatever they hold, and fit a phone', async () => {
    const { url } = await serve(scenarios.hostile());
    const { page, complaints } = await openPage(browser, url, { viewport: { width: 360, height: 800 } });
    await page.getByRole('button', { name: '<script>alert("x")</script>', exact: true }).click();
    await loadedPictures(page);
    await opener(page, '(empty)').click();
    await page.getByText('Pictures of a feature need a name').waitFor();
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['no-models', 'No model is configured'],
    ['no-rows', 'There are no rows yet'],
    ['not-checked', 'Waiting for the first result'],
    ['stale', '5 of 8 features were drifting'],
    ['expired', 'No current result'],
  ] as const)('%s: %s', async (name, title) => {
    const { url } = await serve(scenarios[name]());
    const { page, complaints } = await openPage(browser, url);
    await expectText(page.getByRole('heading', { level: 1 }), title);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('a failing source and a model that catches up say so in words', async () => {
    const { url } = await serve(
      [...scenarios.failing(), ...scenarios['catching-up']().slice(0, 1)].map((state, index) => ({
        ...state,
        model: `model ${index}`,
      })),
    );
    const { page } = await openPage(browser, url);
    await page.getByText('New rows could not be counted').waitFor();
    await page.getByText('Promotion due:').waitFor();
    await page.getByText('1 feature could not be checked').waitFor();
    await page.getByRole('link', { name: 'model 2' }).click();
    await expectText(page.getByRole('heading', { level: 1 }), 'Catching up with the past');
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('3211');
  });
});

/** Waits until an element's text begins so. */
async function expectText(place: ReturnType<Page['locator']>, text: string): Promise<void> {
  await place.filter({ hasText: text }).waitFor({ state: 'attached' });
}

/** The state after another check, in which a feature has come to rest. */
function changed(state: ModelState | undefined, feature: string): ModelState {
  if (state === undefined) throw new Error('no state to change');
  const later = (date: Date): Date => new Date(date.getTime() + 60_000);
  return {
    ...state,
    lastSuccess: later(state.lastSuccess ?? new Date()),
    windows: state.windows.map((window) => ({ ...window, to: later(window.to) })),
    active: new Map([...state.active, [feature, { active: false }]]),
  };
}
