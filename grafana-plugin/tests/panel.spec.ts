import { expect, test } from '@grafana/plugin-e2e';
import { dashboards, flights } from './dashboards';

const overview = { uid: 'drift-overview', queryParams: new URLSearchParams(flights) };

test('Enter on a cell of the heatmap leads to its feature', async ({ gotoDashboardPage, page }) => {
  await gotoDashboardPage(overview);
  const heatmap = page.getByRole('application', { name: /^Heatmap of \d+ features/ });
  await heatmap.scrollIntoViewIfNeeded();
  await heatmap.focus();
  await page.keyboard.press('Control+Home');
  const said = await page.getByText(/^\w+, \d{4}-\d\d-\d\d/).innerText();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/d\/drift-feature-analysis/);
  expect(new URL(page.url()).searchParams.get('var-feature')).toBe(said.split(',')[0]);
});

test('every view can be chosen in the editor, and has its options there', async ({ gotoPanelEditPage, page }) => {
  const { panels = [] } = dashboards.find(({ uid }) => uid === overview.uid) ?? {};
  const { id } = panels.find(({ type }) => type === 'driftmonitoring-drift-panel') ?? {};
  const edit = await gotoPanelEditPage({ dashboard: overview, id: String(id) });
  const options = edit.getCustomOptions('Drift');
  const views = {
    'Distribution overlay': 'Height of a bin',
    Attribution: 'Most bars',
    'Feature trend': 'Threshold bands',
    'PSI heatmap': 'Hatch without evidence',
  };
  for (const [view, option] of Object.entries(views)) {
    await options.getRadioGroup('View').check(view);
    await expect(page.getByText(option, { exact: true })).toBeVisible();
  }
});

test('a query that fails is told below what the others gave', async ({ gotoDashboardPage, page }) => {
  await page.route('**/api/ds/query*', async (route) => {
    const { queries } = route.request().postDataJSON() as { queries: Array<{ refId: string }> };
    if (!queries.some(({ refId }) => refId === 'noise_floor')) {
      return route.continue();
    }
    const response = await route.fetch();
    const { results } = (await response.json()) as { results: Record<string, object> };
    results.noise_floor = { error: 'out of memory', status: 500, frames: [] };
    return route.fulfill({ response, json: { results } });
  });
  await gotoDashboardPage(overview);
  await page.getByRole('note').first().scrollIntoViewIfNeeded();
  await expect(page.getByRole('note').first()).toContainText('Query noise_floor failed: out of memory');
  await expect(page.getByRole('application', { name: /^Heatmap of \d+ features/ })).toBeVisible();
});
