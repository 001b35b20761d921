import type { Column, Relation } from '../../exporter/src/sources/source.js';
import { DriftError } from '../../exporter/src/errors.js';
import { columnFixture, type Fixture } from './fixture.js';
import type { Access } from './testSource.js';

const names = [
  'plain',
  'Upper Case',
  'with "quotes" and \'more\'',
  'a.b.c',
  'größe ☃ 漢字 😀',
  '"; DROP TABLE readings; --',
  '$1 %s \\? :name {}',
  'select',
  'a name of sixty-three bytes, which is as many as PostgreSQL take',
].map((name) => name.slice(0, 63));

const mixed: Fixture = {
  columns: [
    { name: 'id', type: 'bigint' },
    { name: 'amount', type: 'double' },
    { name: 'kind', type: 'text' },
    { name: 'paid', type: 'boolean' },
    { name: 'at', type: 'timestamptz' },
    { name: 'local', type: 'timestamp' },
  ],
  rows: [[1, 2.5, 'a', true, '2024-01-01T00:00:00Z', '2024-01-01 00:00:00']],
};

export function testColumns(access: Access): void {
  /** As they were loaded, or by name. */
  const inOrder = <Item>(items: Item[]): Item[] => (access().added === undefined ? items : [...items].sort());
  const loaded = async (relation: Relation): Promise<Column[]> => {
    const { source, added = [] } = access();
    return (await source.columns(relation)).filter(({ name }) => !added.includes(name));
  };

  test('tells columns in their own order, with their kinds', async () => {
    const { source, time } = access();
    const columns = await loaded(await access().load(mixed));
    const expected = [
      ['id', 'numeric', true],
      ['amount', 'numeric', false],
      ['kind', 'categorical', false],
      ['paid', 'categorical', false],
      ...(time === undefined ? [['at', 'timestamp', false]] : []),
      ...(source.capabilities.zonelessTimes ? [['local', 'timestamp', false]] : []),
    ];
    expect(columns.map(({ name, kind, integer }) => [name, kind, integer])).toEqual(inOrder(expected));
    for (const { type } of columns) expect(type).not.toBe('');
  });

  test('takes any name as it is', async () => {
    const fixture: Fixture = {
      columns: names.map((name) => ({ name, type: 'double' })),
      rows: [names.map((_, index) => index), names.map(() => null)],
    };
    const relation = await access().load(fixture);
    const { source } = access();
    const { mixedCase } = source.capabilities;
    const held = mixedCase ? names : names.map((name) => name.toLowerCase());
    expect((await loaded(relation)).map(({ name }) => name)).toEqual(inOrder(held));
    const summaries = await source.summarise(
      { relation },
      names.map((name) => ({ name, kind: 'numeric' })),
    );
    expect(summaries.map(({ feature, rows, missing }) => [feature, rows, missing])).toEqual(
      names.map((name) => [name, 2, 1]),
    );
    expect(summaries.map((summary) => summary.kind === 'numeric' && summary.mean)).toEqual(
      names.map((_, index) => index),
    );
  });

  test('counts rows, also of a table without any', async () => {
    const { source, load } = access();
    expect(await source.rowCount({ relation: await load(columnFixture([1, null, NaN], 'double')) })).toBe(3);
    if (!source.capabilities.emptyColumns) return;
    expect(await source.rowCount({ relation: await load(columnFixture([], 'double')) })).toBe(0);
  });

  test('names a column that is missing', async () => {
    const { source, load } = access();
    const relation = await load(columnFixture([1], 'double'));
    const failure = await source
      .summarise({ relation }, [{ name: 'absent', kind: 'numeric' }])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DriftError);
    expect(failure).toMatchObject({ code: 'column_missing', message: expect.stringContaining('"absent"') });
  });

  test('names a timestamp column that is missing', async () => {
    const { source, load } = access();
    const selection = {
      relation: await load(columnFixture([1], 'double')),
      timestampColumn: 'absent',
      from: new Date(0),
    };
    const failure = await source.rowCount(selection).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'column_missing', message: expect.stringContaining('"absent"') });
  });
}
