import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describePrometheus } from '../services/prometheus.js';
import { projectFile } from '../support/ruleFile.js';
import { runWith } from '../support/runWith.js';

const filesIn = (folder: string): string[] =>
  readdirSync(projectFile(folder)).map((name) => fileURLToPath(projectFile(folder + name)));

await describePrometheus('promtool', ({ promtool }) => {
  test.each(filesIn('provisioning/prometheus/rules/'))('takes the rules in %s', async (file) => {
    const { output, code } = await runWith(promtool, ['check', 'rules', '--lint-fatal', file]);
    expect({ output, code }).toEqual({ output: expect.stringContaining('SUCCESS') as unknown, code: 0 });
  });

  test.each(filesIn('provisioning/prometheus/tests/'))('finds that rules do as %s says', async (file) => {
    const { output, code } = await runWith(promtool, ['test', 'rules', file]);
    expect({ output, code }).toEqual({ output: expect.stringContaining('SUCCESS') as unknown, code: 0 });
  });

  test('has nothing to complain of in a scrape', async () => {
    const scrape = readFileSync(projectFile('test/golden/scrape.txt'), 'utf8');
    expect(await runWith(promtool, ['check', 'metrics'], scrape)).toEqual({ output: '', code: 0 });
  });
});
