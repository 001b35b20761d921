import { expect, test } from '@grafana/plugin-e2e';
import { dashboards, flights } from './dashboards';

// high enough for all panels, which are drawn only where they are seen
test.use({ viewport: { width: 1600, height: 4000 } });

for (const { uid, title, panels } of dashboards) {
  test(`${title} shows the flights' year without a broken panel`, async ({ gotoDashboardPage, page, selectors }) => {
    const broken: string[] = [];
    page.on('pageerror', ({ message }) => broken.push(message));
    const dashboard = await gotoDashboardPage({ uid, queryParams: new URLSearchParams(flights) });
    for (const panel of panels) {
      // titles hold variables
      const name = panel.title.replaceAll(/\$\{\w+:text\}/g, '.+');
      await expect(page.getByRole('heading', { name: new RegExp(`^${name}$`) }).first()).toBeVisible();
    }
    // the button is called Cancel while queries run
    await expect(dashboard.getByGrafanaSelector(selectors.components.RefreshPicker.runButtonV2)).toHaveText(/Refresh/);
    await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
    await expect(dashboard.getByGrafanaSelector(selectors.components.Panels.Panel.status('error'))).toHaveCount(0);
    await expect(page.getByText('This view failed to draw the data')).toHaveCount(0);
    expect(broken).toEqual([]);
  });
}

test('a dashboard leads to another with its variables and its time', async ({ gotoDashboardPage, page }) => {
  await gotoDashboardPage({ uid: 'drift-overview', queryParams: new URLSearchParams(flights) });
  await page.getByRole('link', { name: 'Feature Analysis' }).first().click();
  await expect(page).toHaveURL(/\/d\/drift-feature-analysis.*/);
  const { searchParams } = new URL(page.url());
  for (const [name, value] of Object.entries(flights)) {
    expect({ name, value: searchParams.get(name) }).toEqual({ name, value });
  }
});
