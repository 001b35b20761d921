import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { projectFile } from '../../support/ruleFile.js';
import { accessibilityProblems } from '../accessibility.js';
import type { OpenPage } from '../openPage.js';
import { describePanel } from './describePanel.js';
import { showScene } from './panelPage.js';
import * as registry from './scenes/index.js';

const GOLDENS = projectFile('test/browser/panel/goldens/');
/** What a failed comparison leaves, to look at. */
const FAILED = join('build', 'goldens');
/** Share of the pixels that may differ: another release of the browser smooths edges and letters otherwise. */
const TOLERANCE = 0.01;

const scenes: Record<string, Scene> = Object.assign({}, ...Object.values(registry));
/** Of each view a usual picture, a narrow one, and what else looks unlike those. */
const shown = [
  'distributionOverlay-one',
  'distributionOverlay-narrow',
  'distributionOverlay-cumulative',
  'distributionOverlay-categories',
  'psiHeatmap-few',
  'psiHeatmap-narrow',
  'psiHeatmap-scale',
  'attribution-few',
  'attribution-narrow',
  'featureTrend-one',
  'featureTrend-narrow',
  'featureTrend-windows',
];

await describePanel('the pictures of the panel', (show) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await show({ frames: [], width: 100, height: 100 });
  });

  const cases = shown.flatMap((name) => (['light', 'dark'] as const).map((theme) => ({ name, theme })));
  test.each(cases)('$name, $theme; DRIFT_UPDATE_GOLDEN=1 writes it anew', async ({ name, theme }) => {
    const { [name]: scene } = scenes;
    if (scene === undefined) throw new Error(`no scene is called ${name}`);
    const { page, complaints } = opened;
    await showScene(page, { ...scene, theme });
    const picture = await page.getByTestId('panel').screenshot();
    const golden = new URL(`${name}-${theme}.png`, GOLDENS);
    if (process.env.DRIFT_UPDATE_GOLDEN === '1') writeFileSync(golden, picture);
    expect(difference(readFileSync(golden), picture, `${name}-${theme}`)).toBeLessThan(TOLERANCE);
    // axe has complaints of its own
    expect(complaints.splice(0)).toEqual([]);
    expect(await accessibilityProblems(page)).toEqual([]);
    complaints.length = 0;
  });
});

/** The share of the pixels in which two pictures differ; all of them where they differ in size. */
function difference(expected: Buffer, actual: Buffer, name: string): number {
  const [before, after] = [PNG.sync.read(expected), PNG.sync.read(actual)];
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return 1;
  const marked = new PNG({ width, height });
  const share = pixelmatch(before.data, after.data, marked.data, width, height) / (width * height);
  if (share >= TOLERANCE) {
    mkdirSync(FAILED, { recursive: true });
    writeFileSync(join(FAILED, `${name}.png`), actual);
    writeFileSync(join(FAILED, `${name}-difference.png`), PNG.sync.write(marked));
  }
  return share;
}
