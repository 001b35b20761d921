import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { categoriesGrid, cellsProfile, gridOver, numericProfile } from '../../../test/support/samples.js';
import { referenceOf, type Reference } from '../profile/reference.js';
import { definitionHash, ReferenceStore, type SavedReference } from './referenceStore.js';

let folder: string;
let store: ReferenceStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drift-store-'));
  store = new ReferenceStore(join(folder, 'store'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A reference of one numeric and one categorical feature; other numbers make another version. */
function reference(...values: number[]): Reference {
  const grid = gridOver(values);
  return referenceOf([
    {
      feature: { name: 'amount €', kind: 'numeric', expression: 'a / "b"' },
      profile: numericProfile(grid, values),
    },
    {
      feature: { name: 'city', kind: 'categorical' },
      profile: cellsProfile(categoriesGrid({ Köln: 2, '\ud800': 1 }), [2, 1], 1),
    },
  ]);
}
const saved = (model: string, more: Partial<SavedReference> = {}): SavedReference => ({
  model,
  created: new Date('2026-01-02T03:04:05.678Z'),
  definition: 'd1',
  reference: reference(1, 2, 3.5, NaN),
  excluded: [{ feature: 'id', reason: 'unique' }],
  ...more,
});
const filesIn = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));

test('what is saved is found again as it was', async () => {
  const written = saved('flights');
  const path = await store.save(written);
  expect(relative(folder, path)).toBe(
    join('store', 'references', 'flights', `${written.reference.version}.json`),
  );
  expect(await store.list()).toEqual([written]);
  expect(await store.find('flights', 'd1')).toEqual(written);
});

test('how outcomes were read and what else was found out is found again', async () => {
  const outcome = { task: 'classification' as const, center: 0, score: 'amount €' };
  const extras = { moments: 'AAE=', curve: [[0, 0.5], null] };
  const written = saved('flights', { reference: { ...reference(1, 2), outcome, extras } });
  await store.save(written);
  expect(await store.list()).toEqual([written]);
  const path = await store.save({ ...written, reference: reference(1, 2) });
  expect(await store.list()).toEqual([saved('flights', { reference: reference(1, 2) })]);
  await writeFile(path, (await readFile(path, 'utf8')).replace('{', '{"outcome":{"task":"sorting"},'));
  await expect(store.list()).rejects.toMatchObject({ code: 'reference_corrupt' });
});

test('a store that nothing was saved in is empty', async () => {
  expect(await store.list()).toEqual([]);
  expect(await store.list('flights')).toEqual([]);
  expect(await store.find('flights', 'd1')).toBeUndefined();
});

test('the newest reference of a definition is found, and none of another model or definition', async () => {
  const [old, young] = ['2026-01-01', '2026-01-03'].map((day, index) =>
    saved('flights', { created: new Date(day), reference: reference(1, index) }),
  ) as [SavedReference, SavedReference];
  const other = saved('flights', {
    created: new Date('2026-01-02'),
    definition: 'd2',
    reference: reference(9),
  });
  for (const each of [old, young, other, saved('trains', { created: new Date('2026-01-09') })])
    await store.save(each);
  expect(await store.find('flights', 'd1')).toEqual(young);
  expect(await store.find('flights', 'd2')).toEqual(other);
  expect(await store.find('flights', 'd3')).toBeUndefined();
  expect((await store.list('flights')).map(({ created }) => created.toISOString().slice(0, 10))).toEqual([
    '2026-01-03',
    '2026-01-02',
    '2026-01-01',
  ]);
  expect(await store.list()).toHaveLength(4);
});

test('saving a version again replaces it', async () => {
  await store.save(saved('flights'));
  await store.save(saved('flights', { definition: 'd2' }));
  expect((await store.list('flights')).map(({ definition }) => definition)).toEqual(['d2']);
});

const hostile = [
  '../x',
  '..',
  '.',
  '...',
  '.hidden',
  'a/b',
  'a\\b',
  '/etc',
  'C:\\x',
  'a b',
  '',
  '%',
  '%2E',
  '*?<>|":',
  'a\0b',
  '\n',
  '👩‍👩‍👧',
  '漢字',
  '\ud800',
  'Flights',
  '-',
  'x'.repeat(1_000),
  '漢'.repeat(300),
  `${'x'.repeat(1_000)}y`,
  'con.json',
];

test('models of any name are kept apart, each in a folder of its own inside the store', async () => {
  const folders = new Set<string>();
  for (const [index, model] of hostile.entries()) {
    const path = await store.save(saved(model, { definition: String(index) }));
    const place = relative(join(folder, 'store', 'references'), dirname(path));
    expect(place).not.toMatch(/^\.|^$|[/\\]/);
    expect(place.split(sep)).toHaveLength(1);
    folders.add(place);
  }
  expect(folders.size).toBe(hostile.length);
  expect(await readdir(folder)).toEqual(['store']);
  expect(await readdir(join(folder, 'store'))).toEqual(['references']);
  for (const [index, model] of hostile.entries()) {
    expect((await store.list(model)).map((each) => [each.model, each.definition])).toEqual([
      [model, String(index)],
    ]);
  }
  expect(new Set((await store.list()).map(({ model }) => model))).toEqual(new Set(hostile));
});

test('a write that was cut off leaves nothing that is taken for a reference', async () => {
  const path = await store.save(saved('flights'));
  const content = await readFile(path, 'utf8');
  await writeFile(`${path}.7.tmp`, content.slice(0, 50));
  expect(await store.list()).toHaveLength(1);
  expect(await filesIn(folder)).toHaveLength(2);
});

test('a write that fails says where, leaves nothing half-written, and keeps what was there', async () => {
  await store.save(saved('flights'));
  const path = await store.save(saved('trains'));
  await rm(path);
  await mkdir(join(path, 'in the way'), { recursive: true });
  await expect(store.save(saved('trains'))).rejects.toMatchObject({
    code: 'output_unwritable',
    context: { file: path },
  });
  await writeFile(join(folder, 'file'), '');
  const blocked = new ReferenceStore(join(folder, 'file'));
  await expect(blocked.save(saved('flights'))).rejects.toMatchObject({ code: 'output_unwritable' });
  expect((await filesIn(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(await store.list('flights')).toEqual([saved('flights')]);
});

test('the same version saved by many at the same time is whole', async () => {
  await Promise.all(Array.from({ length: 20 }, () => store.save(saved('flights'))));
  expect(await store.list()).toEqual([saved('flights')]);
  expect(await filesIn(folder)).toHaveLength(1);
});

describe('a file that is no reference', () => {
  type Written = { features: Record<string, unknown>[] } & Record<string, unknown>;
  const changed =
    (change: (written: Written) => void) =>
    (content: string): string => {
      const written = JSON.parse(content) as Written;
      change(written);
      return JSON.stringify(written);
    };
  const feature = (key: string, value: unknown) =>
    changed(({ features: [first = {}] }) => void (first[key] = value));

  test.each<[string, (content: string) => string]>([
    ['empty', () => ''],
    ['cut off', (content) => content.slice(0, -20)],
    ['null', () => 'null'],
    ['another document', () => '{"format":1,"features":[]}'],
    ['of another format', changed((written) => void (written.format = 2))],
    ['without a model', changed((written) => void delete written.model)],
    ['of no time', changed((written) => void (written.created = 'yesterday'))],
    [
      'with features that are no list',
      changed((written) => void ((written as Record<string, unknown>).features = {})),
    ],
    ['without a grid', feature('grid', undefined)],
    ['with a grid that is no text', feature('grid', 'äöü')],
    [
      'with a grid cut off',
      changed(({ features: [first = {}] }) => void (first.grid = String(first.grid).slice(0, 40))),
    ],
    ['with a profile that is empty', feature('profile', '')],
    [
      'with the grids of two features swapped',
      changed(
        ({ features: [first = {}, second = {}] }) =>
          void ([first.grid, second.grid] = [second.grid, first.grid]),
      ),
    ],
    ['with a feature of another kind', feature('feature', { name: 'amount €', kind: 'categorical' })],
  ])('%s is told by its path, and what to do', async (_, damage) => {
    const path = await store.save(saved('flights'));
    await writeFile(path, damage(await readFile(path, 'utf8')));
    const expected = {
      code: 'reference_corrupt',
      message: `${path}: this saved reference cannot be read; delete it and build it again`,
    };
    await expect(store.list()).rejects.toMatchObject(expected);
    await expect(store.find('flights', 'd1')).rejects.toMatchObject(expected);
    expect(await store.list('trains')).toEqual([]);
  });
});

test('the hash of a definition is the same for the same definition only', () => {
  expect(definitionHash({ a: [1, 'x'] })).toBe(definitionHash({ a: [1, 'x'] }));
  expect(definitionHash({ a: [1, 'x'] })).toMatch(/^[0-9a-f]{16}$/);
  const hashes = [{}, null, { a: 1 }, { a: '1' }, { a: [1] }].map(definitionHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});
