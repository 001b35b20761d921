import { modelOutcomes } from '../../../../test/support/modelOutcomes.js';
import { hostileNames, outcomes, reportOptions, thresholds } from '../../../../test/support/outcomes.js';
import * as detected from '../../detection/model/index.js';
import { html } from '../html.js';
import { modelReports, type ModelReport } from '../models.js';
import { findingList } from './findingList.js';
import type { FindingView, PageOptions } from './findingView.js';

const options: PageOptions = { pictures: false, thresholds };

/** A quiet month, one in which the world changed, one in which two features go together, and one without labels. */
const year = modelOutcomes([
  { window: '2026-01' },
  { window: '2026-02', shift: 1, coins: 0.6, isLocal: true },
  { window: '2026-03', correlation: 0.8 },
  { window: '2026-04', labelled: 0 },
]);
const [report] = modelReports(year) as [ModelReport];

function view(id: string): FindingView {
  const found = findingList.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no view of ${id}`);
  return found;
}

/** Details as a reader sees them. */
async function details(id: string, window: number, of = report): Promise<string> {
  const page = await view(id).details(of, window, options);
  return page
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

test('each finding has a view under its own name, in the order of findings', () => {
  const order = Object.values(detected).sort((a, b) => a.order - b.order);
  expect(findingList.map(({ id }) => id)).toEqual(order.map(({ id }) => id));
});

test('what was not found takes no space in any format', async () => {
  const [none] = modelReports(outcomes(3, 2)) as [ModelReport];
  for (const { isIn, overview, details: of, lines, markdown } of findingList) {
    expect(isIn(none)).toBe(false);
    expect(await overview(none, options)).toBe('');
    expect(await of(none, 0, options)).toBe('');
    expect([...lines(none), ...markdown(none)]).toEqual([]);
  }
  const page = await html.render(outcomes(3, 2), reportOptions);
  expect(page).not.toMatch(/What happened|The model as a whole/);
});

test('a window that has no finding is not told of, the others are', async () => {
  const [some] = modelReports([...outcomes(2, 1), ...year]) as [ModelReport];
  expect(await view('story').details(some, 0, options)).toBe('');
  expect(view('performance').lines(some)).toHaveLength(year.length);
});

test('the story is told of the worst and the latest window, and of the others on demand', async () => {
  const page = await view('story').overview(report, options);
  const [told = '', others = ''] = page.split('<details');
  expect(told).toMatch(/2026-02.*worst.*ROC AUC fell from 0\.\d+ to 0\.\d+/s);
  expect(told).toMatch(/2026-04.*latest.*No label has come yet/s);
  expect(told).not.toContain('2026-01');
  expect(others).toContain('2026-01');
  expect(view('story').lines(report)).toEqual([
    expect.stringMatching(/^2026-02 \(worst\): ROC AUC fell/),
    expect.stringMatching(/^2026-04 \(latest\): No label has come yet/),
    '2 other windows: see the HTML report',
  ]);
});

test('performance over the windows tells what is worse, and why nothing was measured', async () => {
  const lines = view('performance').lines(report);
  expect(lines[0]).toMatch(
    /^2026-01: ROC AUC 0\.\d{3} \([+−]0\.\d{3} within chance, reference 0\.\d{3}, estimated 0\.\d{3}\)$/,
  );
  expect(lines[1]).toMatch(/worse/);
  expect(lines[3]).toMatch(/not measured \(no row with a score has a label yet\)/);
  const page = await view('performance').overview(report, options);
  expect(page).toContain('no row with a score has a label yet.');
});

test('a window’s performance has every metric with its change, and estimates where labels are missing', async () => {
  const worse = await details('performance', 1);
  expect(worse).toMatch(
    /ROC AUC 0\.\d{3} 0\.\d{3} −0\.\d{3} ± 0\.\d{3} worse 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\) \+0\.\d{3}, beyond its band/,
  );
  expect(worse).toContain('Expected calibration error');
  const unlabelled = await details('performance', 3);
  expect(unlabelled).toMatch(/ROC AUC 0\.\d{3} – – – 0\.\d{3}/);
});

test('concept drift, changes, attribution and importance name what has changed', async () => {
  expect(await details('concept', 1)).toMatch(
    /Detected: .*ROC AUC 0\.\d{3} → 0\.\d{3}: .*income <?0?\.?\d*.*changed/s,
  );
  expect(await details('concept', 0)).toMatch(/^Not detected: /);
  const parts = await details('changes', 1);
  expect(parts).toMatch(/Label rate \d+\.\d %? ?→|Label rate/);
  expect(parts).toMatch(/score output [+−]\d+\.\d\d [+−]\d+\.\d\d/);
  expect(parts).toMatch(/Mean prediction .* Error rate /s);
  expect(await details('attribution', 1)).toMatch(/income \d+/);
  expect(await details('importance', 1)).toMatch(/income \d+\s?% .*act/);
});

test('the parts of a change add up to it', async () => {
  const parts = await details('changes', 1);
  const [, total] = /Label rate [^(]*\(([+−][\d.]+) points\)/.exec(parts) ?? [];
  const [, ...three] = /score output ([+−]?[\d.]+) ([+−]?[\d.]+) ([+−]?[\d.]+)/.exec(parts) ?? [];
  const number = (text = ''): number => Number(text.replace('−', '-'));
  expect(three.map(number).reduce((sum, part) => sum + part, 0)).toBeCloseTo(number(total), 1);
});

test('covariate shift names the pair, and says when it cannot be told', async () => {
  expect(await details('covariate', 2)).toMatch(
    /^Detected: .*Most changed pair: a and b , correlation [+−]?0\.\d\d → \+0\.\d\d/,
  );
  expect(await details('covariate', 0)).toMatch(/^Not detected: no certain change/);
  const [few] = modelReports(modelOutcomes([{}], { rows: 20 })) as [ModelReport];
  expect(await details('covariate', 0, few)).toMatch(/^Not to be told: 20 rows are too few/);
});

test('segments are named in sentences', async () => {
  expect(await details('segment_shares', 1)).toMatch(
    /\d+ % of the drift of income comes from tier=high, which has \d+ % of the rows\./,
  );
});

test('of many features the first are shown, and how many more there are', async () => {
  const features = Array.from({ length: 60 }, (_, index) => `feature_${index}`);
  const wide = modelOutcomes([{ shift: 1, coins: 0.5 }], { features, rows: 200 });
  const [of] = modelReports(wide) as [ModelReport];
  for (const id of ['concept', 'changes', 'importance']) {
    expect(await details(id, 0, of)).toMatch(/and (48|50|5\d) more features/);
  }
  expect((await view('changes').details(of, 0, options)).length).toBeLessThan(40_000);
});

test('hostile names stay text, in a story too', async () => {
  const made = modelOutcomes(
    [
      { window: hostileNames[0] ?? '', shift: 1, coins: 0.6 },
      { window: 'b', shift: 1 },
    ],
    {
      features: hostileNames,
      rows: 500,
    },
  );
  const page = await html.render(made, reportOptions);
  expect([...page.matchAll(/<script/g)]).toHaveLength(1);
  expect(page).not.toMatch(/[\u0000\u001b\u202e]/);
});

test('a regression is told in the unit of its label, and by its mean absolute error', async () => {
  const made = modelOutcomes([{ window: 'a' }, { window: 'b', coins: 0.5 }], {
    task: 'regression',
    rows: 1000,
  });
  const [of] = modelReports(made) as [ModelReport];
  expect(view('performance').lines(of)[1]).toMatch(
    /^b: Mean absolute error \(MAE\) 1\.\d+ \(\+0\.\d+ worse, reference 0\.\d+\)$/,
  );
  expect(await details('changes', 1, of)).toMatch(/^Mean label [−\d.]+ → [−\d.]+ \([+−]?[\d.]+\) /);
  expect(await details('performance', 1, of)).not.toContain('Scores up to');
});
