import { readFileSync } from 'node:fs';
import * as sourceTypes from '../../exporter/src/sources/index.js';
import type { Capabilities } from '../../exporter/src/sources/source.js';
import { projectFile } from '../support/ruleFile.js';

const rows: Readonly<Record<keyof Capabilities, string>> = {
  exactPercentiles: "the reference's percentiles are exact",
  exactDistances: 'exact distances in one-shot checks',
  moments: 'means and Wasserstein distances',
  joint: 'sums of label, prediction and error',
  jointMoments: 'means and products of all numeric features together',
  segments: 'segments',
  expressions: 'features that are expressions',
  queries: 'a query of your own in place of a table',
  nonFinite: 'NaN and infinities',
  untimed: 'rows without a time',
  zonelessTimes: 'times without a zone',
  mixedCase: 'names of columns in upper and lower case',
  emptyColumns: 'tables without rows, columns without values',
};

test('the page says what each source declares', () => {
  const page = readFileSync(projectFile('docs/SOURCES.md'), 'utf8');
  const types = Object.entries(sourceTypes);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(['', ...types.map(([name]) => `\`${name}\``)]).replace('|  |', '| |'),
    `|${'---|'.repeat(types.length + 1)}`,
    ...(Object.keys(rows) as (keyof Capabilities)[]).map((key) =>
      line([rows[key], ...types.map(([, { capabilities }]) => (capabilities[key] ? 'yes' : 'no'))]),
    ),
  ];
  // the first table of the page
  expect(page.match(/^\|.*\|$/gm)?.slice(0, table.length)).toEqual(table);
});
