import type { CategoricalCells, Feature } from '../../exporter/src/sources/source.js';
import { expectCounts } from './expectCounts.js';
import { columnFixture, held, randomNumbers } from './fixture.js';
import { expectedCounts } from './oracle.js';
import type { Access } from './testSource.js';

const value: Feature = { name: 'value', kind: 'categorical' };
const values = [
  'a',
  'b',
  'A',
  'a ',
  '',
  null,
  'é',
  '😀',
  '｡',
  "o'neil",
  '"',
  '\\',
  'NULL',
  'a',
  'b',
  'a',
  'z',
  '{x,y}',
  '%',
];

export function testCategories(access: Access): void {
  async function check(texts: readonly (string | null)[], cells: CategoricalCells): Promise<void> {
    const { source, load } = access();
    if (held(texts, source.capabilities) === undefined) return;
    const relation = await load(columnFixture(texts, 'text'));
    const counts = await source.count({ selection: { relation }, features: [{ feature: value, cells }] });
    expectCounts(
      counts,
      expectedCounts(
        'value',
        cells,
        texts.map((text) => ({ value: text })),
      ),
      source.capabilities,
    );
  }

  test('categories, others and what the reference never had', async () => {
    const categories = ['a', '', 'é', "o'neil", '\\', '{x,y}', 'absent', 'nul\0'];
    await check(values, { kind: 'categorical', categories, others: ['b', '😀', '"'], complete: true });
  });

  test('where not all categories are known, what has no cell is other', async () => {
    await check(values, { kind: 'categorical', categories: ['a', 'b'], others: ['A'], complete: false });
  });

  test('no rows, no values, no categories', async () => {
    const cells: CategoricalCells = { kind: 'categorical', categories: ['a'], others: [], complete: true };
    await check([], cells);
    await check([null, null], cells);
    await check(['a', null], { ...cells, categories: [] });
  });

  test('ten thousand categories', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `category ${index}`);
    const random = randomNumbers(3);
    const texts = Array.from({ length: 5_000 }, () => `category ${Math.floor(random() * 11_000)}`);
    await check(texts, {
      kind: 'categorical',
      categories: names.slice(0, 100),
      others: names.slice(100),
      complete: true,
    });
  });

  test('truth values and whole numbers are categories by their text', async () => {
    const { source, load } = access();
    const columns = [
      { name: 'flag', type: 'boolean' as const },
      { name: 'code', type: 'bigint' as const },
    ];
    const rows = [
      [true, 1],
      [false, 22],
      [null, -3],
      [true, null],
    ];
    const relation = await load({ columns, rows });
    const features: Feature[] = columns.map(({ name }) => ({ name, kind: 'categorical' }));
    const cells: CategoricalCells = {
      kind: 'categorical',
      categories: ['true', '1', '-3'],
      others: [],
      complete: true,
    };
    const expected = columns.flatMap(({ name }, column) => {
      const texts = rows.map((row) => row[column] ?? null);
      return expectedCounts(
        name,
        cells,
        texts.map((text) => ({ value: text === null ? null : String(text) })),
      );
    });
    const counts = await source.count({
      selection: { relation },
      features: features.map((feature) => ({ feature, cells })),
    });
    expectCounts(counts, expected, source.capabilities);
  });
}
