import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { bundle } from './bundle.js';

const folder = mkdtempSync(join(tmpdir(), 'drift-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, Object.keys(files)[0] ?? '');
}

test('modules run once each, before those that need them, and keep their names to themselves', () => {
  const entry = write({
    'main.js':
      "import { double as twice } from './double.js';\nimport { step } from './step.js';\nconst hidden = 1;\nresults.push(twice(step), hidden);\n//# sourceMappingURL=main.js.map",
    'double.js':
      "import { step } from './step.js';\nconst hidden = 2;\nexport function double(value) {\n  return value * hidden;\n}\nresults.push(`double ${step}`);\n",
    'step.js': "results.push('step');\nconst own = 21;\nexport { own as step };\n",
  });
  const results: unknown[] = [];
  runInNewContext(bundle(entry), { results });
  expect(results).toEqual(['step', 'double 21', 42, 1]);
});

test('a package comes with its licence', () => {
  const text = bundle(write({ 'usesPackage.js': "import { h } from 'preact';\nexport const node = h;\n" }));
  expect(text).toMatch(/MIT License[\s\S]*Jason Miller/);
});

test('a circle of imports is refused with the files on it', () => {
  const entry = write({
    'one.js': "import { two } from './two.js';\nexport const one = two;\n",
    'two.js': "import { one } from './one.js';\nexport const two = one;\n",
  });
  expect(() => bundle(entry)).toThrow(/circular import: .*one\.js → .*two\.js → .*one\.js/);
});

test.each([
  ['export * from', "export * from './step.js';\n"],
  ['a default export', 'export default 1;\n'],
  ['a namespace', "import * as all from './step.js';\nall;\n"],
])('%s is refused rather than left out', (_, text) => {
  expect(() => bundle(write({ 'odd.js': text }))).toThrow(/cannot bundle .*odd\.js/);
});
