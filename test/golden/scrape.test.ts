import { readFileSync, writeFileSync } from 'node:fs';
import { goldenScrape } from '../support/goldenScrape.js';
import { projectFile } from '../support/ruleFile.js';

const golden = projectFile('test/golden/scrape.txt');

/** What differs from machine to machine. */
const volatile = /^(# (HELP|TYPE) )?(process_|nodejs_|drift_exporter_build_info)/;

test('a scrape is what it was; DRIFT_UPDATE_GOLDEN=1 writes it anew', async () => {
  const stable = (await goldenScrape()).split('\n').filter((line) => !volatile.test(line));
  const scrape = stable.join('\n').replaceAll(/\n{2,}/g, '\n\n');
  if (process.env.DRIFT_UPDATE_GOLDEN === '1') writeFileSync(golden, scrape);
  expect(scrape).toBe(readFileSync(golden, 'utf8'));
});
