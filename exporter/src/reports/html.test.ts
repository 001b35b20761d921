import { createHash } from 'node:crypto';
import { modelOutcomes } from '../../../test/support/modelOutcomes.js';
import { hostileOutcomes, outcomes, reportOptions } from '../../../test/support/outcomes.js';
import { html } from './html.js';

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

test('one file that asks for nothing else', async () => {
  const page = await html.render(outcomes(4, 3), reportOptions);
  expect(page).not.toMatch(/\b(?:src|srcset)=|@import|url\(|<link rel="stylesheet"/);
  expect(
    [...page.matchAll(/https?:\/\/[^"' <]+/g)]
      .map(([url]) => url)
      .filter((url) => url !== 'http://www.w3.org/2000/svg'),
  ).toEqual([]);
});

test('the policy allows the script of the page and no other', async () => {
  const page = await html.render(outcomes(1, 1), reportOptions);
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
  expect(page).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(count(page, /<script/g)).toBe(1);
});

test('every feature has its place, and every link leads somewhere', async () => {
  const page = await html.render([...outcomes(9, 3, 'a'), ...outcomes(3, 1, 'b')], reportOptions);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = new Set([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id));
  expect([...targets].filter((target) => !ids.includes(target))).toEqual([]);
  expect(count(page, /<details class="feature/g)).toBe(12);
  expect(page).toContain('2 of 2 models have drifted beyond a threshold');
});

test('pictures go to the most changed features and the page says so', async () => {
  const page = await html.render(outcomes(12, 2), { ...reportOptions, maxPictures: 3 });
  expect(count(page, /<svg/g)).toBe(6);
  expect(page).toContain('the 3 most changed of 12 features');
  expect(await html.render(outcomes(3, 2), { ...reportOptions, maxPictures: 0 })).not.toContain('<svg');
});

test('hostile names stay text', async () => {
  const page = await html.render(hostileOutcomes(), reportOptions);
  expect(count(page, /<script/g)).toBe(1);

  expect(page).not.toMatch(/[\u0000\u001b\u202e]/);
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
});

test('five hundred features in twelve windows stay below ten megabytes', async () => {
  const page = await html.render(outcomes(500, 12), reportOptions);
  expect(Buffer.byteLength(page)).toBeLessThan(10e6);
  expect(count(page, /<svg/g)).toBe(200);
});

test('nothing checked, no feature and no data can be shown', async () => {
  expect(await html.render([], reportOptions)).toContain('Nothing was checked');
  const [outcome] = outcomes(1, 1);
  if (outcome === undefined) throw new Error('no outcome');
  const none = {
    ...outcome,
    result: { ...outcome.result, features: [], failed: [{ feature: 'f', error: 'no such column' }] },
  };
  const page = await html.render([none], reportOptions);
  expect(page).toContain('No feature could be checked');
  expect(page).toContain('no such column');
});

test('pictures of findings are drawn, and none where pictures are turned off', async () => {
  const made = modelOutcomes([{ window: 'a' }, { window: 'b', shift: 1, coins: 0.5 }], { rows: 1000 });
  const page = await html.render(made, { ...reportOptions, maxPictures: 1 });
  // eight metrics, and in each window a reliability diagram and the quadrants, beside two of a feature
  expect(count(page, /<svg/g)).toBe(8 + 4 + 2);
  expect(page).toContain('Reliability diagram of b');
  expect(await html.render(made, { ...reportOptions, maxPictures: 0 })).not.toContain('<svg');
});

test('each id is there once and each link leads somewhere with findings, too', async () => {
  const made = modelOutcomes([{ window: 'a' }, { window: 'b', coins: 0.5 }], { rows: 500 });
  const other = modelOutcomes([{}], { rows: 500, model: 'fraud' });
  const page = await html.render([...made, ...other], reportOptions);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  expect(targets).toContain('about-roc_auc');
  // the glossary explains what is on the page, no more
  expect(ids).not.toContain('about-mae');
});

test('details of the newest twelve windows, and how many there are before', async () => {
  const worlds = Array.from({ length: 15 }, (_, index) => ({ window: `w${index}` }));
  const page = await html.render(modelOutcomes(worlds, { rows: 100 }), { ...reportOptions, maxPictures: 0 });
  expect(count(page, /id="model-1-window-/g)).toBe(12);
  expect(page).toContain('3 earlier windows: see the JSON report');
});
