import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';
import { dirname } from 'node:path';

const login = `${dirname(require.resolve('@grafana/plugin-e2e'))}/auth`;
/** A browser other than Playwright's own. */
const { CHROMIUM: executablePath, GRAFANA_URL: baseURL = 'http://localhost:3000' } = process.env;

/** Tests in any Grafana that has been given the dashboards, the panel and the flights' example: GRAFANA_URL says where. */
export default defineConfig<PluginOptions>({
  testDir: './tests',
  // a dashboard asks dozens of queries
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL,
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu'] },
  },
  projects: [
    { name: 'login', testDir: login, testMatch: [/.*\.js/] },
    {
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], storageState: 'playwright/.auth/admin.json' },
      dependencies: ['login'],
    },
  ],
});
