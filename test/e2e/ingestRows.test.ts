import { readFileSync, statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ingestPlace, resultOf } from '../support/ingestFolder.js';

const place = ingestPlace();
const { folder } = place;
const HEADER = 'id,age,kind,at';
const people = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => {
    const id = from + index;
    return `${id},${20 + (id % 50)},${id % 2 ? 'a' : 'b'},2024-01-01T00:00:00Z`;
  });
const bad = [
  '100,150,a,2024-01-01T00:00:00Z',
  '101,old,b,2024-01-01T00:00:00Z',
  '102,30,b,tomorrow',
  '103,30',
  '1,30,a,2024-01-01T00:00:00Z',
  '104,110,c,2024-01-01',
  '1.5,30,a,2024-01-01',
  ',30,a,2024-01-01',
  '105,30.5,a,2024-01-01',
];
const TABLE = 'id bigint NOT NULL, age integer, kind text, at timestamptz, twice double precision';
const rules = [{ column: 'age', range: [0, 120] }];
const reference = { timestamp_column: 'at', reference: { files: 'reference.csv' } };

/** A model of people, with a reference, whose rows go to a table of its own. */
async function intoTable(name: string, keys: object = {}): Promise<string> {
  const table = await place.table(TABLE);
  folder.lines(join(name, 'reference.csv'), [HEADER, ...people(0, 200)]);
  place.configure(name, { ...reference, source: 'files' }, { table, key: ['id'], rules, ...keys });
  return table;
}

const quarantined = (name: string, model = name) =>
  readdirSync(join(folder.path, name, 'bad', model)).flatMap((file) =>
    readFileSync(join(folder.path, name, 'bad', model, file), 'utf8')
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { row: number; reasons: { rule: string; column?: string }[]; raw: unknown },
      ),
  );

test('good rows are written, bad ones are counted by the first rule that each fails, unusual ones are flagged', async () => {
  const table = await intoTable('rules', { features: [{ twice: 'age * 2' }], quarantine: { path: 'bad' } });
  folder.lines('rules/new.csv', [HEADER, ...people(0, 50), ...bad]);
  const { status, tally } = await place.result('rules', 'new.csv');
  expect(status).toBe('ingested');
  expect(tally).toMatchObject({
    ...{ rows: 59, written: 51, refused: 8, failing: 9 },
    refusedBy: { malformed: 1, type: 4, range: 1, required: 1, unique: 1 },
    failingBy: {
      ...{ malformed: 1, 'type age': 2, 'type at': 1, 'type id': 1, 'range age': 1 },
      ...{ 'required id': 1, 'unique id': 1, 'allowed kind': 1 },
    },
    oldest: Date.UTC(2024, 0, 1),
    newest: Date.UTC(2024, 0, 1),
  });
  const [written] = await place.query(
    `SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids, sum(age)::int AS ages, sum(twice) AS twice,
       count(*) FILTER (WHERE kind = 'c')::int AS unusual FROM ${table}`,
  );
  expect(written).toEqual({ rows: 51, ids: 51, ages: 2225 + 110, twice: 2 * (2225 + 110), unusual: 1 });

  const refused = quarantined('rules').sort((a, b) => a.row - b.row);
  expect(
    refused.map(({ row, reasons }) => [row, ...reasons.map(({ rule, column }) => `${rule} ${column ?? ''}`)]),
  ).toEqual([
    [51, 'range age'],
    [52, 'type age'],
    [53, 'type at'],
    [54, 'malformed '],
    [55, 'unique id'],
    [57, 'type id'],
    [58, 'required id'],
    [59, 'type age'],
  ]);
  expect(refused[0]?.raw).toEqual({ id: '100', age: '150', kind: 'a', at: '2024-01-01T00:00:00Z' });
  expect(refused[3]?.raw).toBe('103,30');
  const kept = join(folder.path, 'rules', 'bad', 'rules');
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(kept)) expect(statSync(join(kept, file)).mode & 0o777).toBe(0o600);
});

test('a file that was ingested is left alone, under another name, too', async () => {
  const table = await intoTable('again');
  folder.lines('again/new.csv', [HEADER, ...people(0, 25), ...bad]);
  const first = await place.result('again', 'new.csv');
  folder.lines('again/copy.csv', [HEADER, ...people(0, 25), ...bad]);
  for (const file of ['new.csv', 'copy.csv']) {
    const again = await place.result('again', file);
    expect(again).toMatchObject({ status: 'unchanged', tally: first.tally });
  }
  expect(await place.query(`SELECT count(*)::int AS rows FROM ${table}`)).toEqual([{ rows: 26 }]);
  const records = await place.query("SELECT rows FROM drift.ingests WHERE model = 'again'");
  expect(records).toEqual([{ rows: 34 }]);
});

test('a key that is in the table already is refused, whoever has written it', async () => {
  const table = await intoTable('known');
  await place.query(`INSERT INTO ${table} (id) VALUES (3), (17)`);
  folder.lines('known/new.csv', [HEADER, ...people(0, 25)]);
  expect((await place.result('known', 'new.csv')).tally).toMatchObject({
    ...{ written: 23, refused: 2 },
    refusedBy: { unique: 2 },
  });
  expect(await place.query(`SELECT count(*)::int AS rows FROM ${table}`)).toEqual([{ rows: 25 }]);
});

test('Parquet, NDJSON and CSV of the same rows bring the same rows into a table', async () => {
  folder.lines('formats.csv', [HEADER, ...people(0, 40), '40,,,']);
  await folder.parquet({ 'formats.parquet': `SELECT * FROM read_csv('${folder.path}/formats.csv')` });
  folder.ndjson('formats.ndjson', 41, (id) =>
    id === 40
      ? { id, extra: null }
      : { id, age: 20 + (id % 50), kind: id % 2 ? 'a' : 'b', at: '2024-01-01T00:00:00Z' },
  );
  const found = [];
  for (const format of ['csv', 'parquet', 'ndjson']) {
    const table = await intoTable(format);
    const { tally, left } = await place.result(format, `../formats.${format}`);
    expect(tally).toMatchObject({
      rows: 41,
      written: 41,
      failingBy: { 'required age': 1, 'required kind': 1, 'required at': 1 },
    });
    expect(left).toEqual(format === 'ndjson' ? ['extra'] : []);
    found.push(await place.query(`SELECT id, age, kind, at FROM ${table} ORDER BY id`));
  }
  expect(found[0]).toHaveLength(41);
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
});

test('values arrive as they are: quotes, line breaks, empty text, wide numbers, zones', async () => {
  const table = await place.table(
    'id bigint, name text, price numeric, exact numeric(20,4), at timestamptz, local timestamp, day date, yes boolean, u uuid, j jsonb, kind text',
  );
  place.configure('values', { timestamp_time_zone: 'America/New_York' }, { table });
  const rows = [
    {
      ...{
        id: '9007199254740993',
        name: 'a "b",\nc\\d\t',
        price: '1.23456789012345678901234567890',
        exact: '12345678901234.5678',
      },
      ...{ at: '2024-07-01 00:00:00', local: '2024-07-01 12:00:00', day: '2024-02-29', yes: true },
      ...{ u: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', j: { b: [1] }, kind: 'NULL' },
    },
    { id: -1, name: 'ä€😀', kind: '', at: '2024-07-01T00:00:00+02:00', local: '2024-07-01T12:00:00Z' },
  ];
  folder.lines(
    'values/new.ndjson',
    rows.map((row) => JSON.stringify(row)),
  );
  expect((await place.result('values', 'new.ndjson')).tally).toMatchObject({ written: 2, refused: 0 });
  const [second, first] = await place.query<Record<string, unknown>>(
    `SELECT id::text, name, price::text, exact::text, at, local::text, day::text, yes, u::text, j, kind FROM ${table} ORDER BY id`,
  );
  expect(first).toEqual({
    ...{
      id: '9007199254740993',
      name: 'a "b",\nc\\d\t',
      price: '1.23456789012345678901234567890',
      exact: '12345678901234.5678',
    },
    ...{ at: new Date('2024-07-01T04:00:00Z'), local: '2024-07-01 12:00:00', day: '2024-02-29', yes: true },
    ...{ u: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', j: { b: [1] }, kind: 'NULL' },
  });
  expect(second).toMatchObject({
    id: '-1',
    name: 'ä€😀',

    kind: '',
    at: new Date('2024-06-30T22:00:00Z'),
    local: '2024-07-01 08:00:00',
  });
});

test('what only the database can tell is refused row by row', async () => {
  const table = await place.table('id integer UNIQUE, age integer CHECK (age < 60), kind varchar(2)');
  place.configure('checks', {}, { table, quarantine: { path: 'bad' } });
  const row = (id: number): string => `${id},${id === 7 || id === 23 ? 61 : 30},${id === 5 ? 'abc' : 'a'}`;
  folder.lines('checks/new.csv', [
    'id,age,kind',
    ...Array.from({ length: 30 }, (_, id) => row(id)),
    '3,30,a',
  ]);
  expect((await place.result('checks', 'new.csv')).tally).toMatchObject({
    ...{ written: 27, refused: 4 },
    refusedBy: { database: 3, length: 1 },
  });
  const said = quarantined('checks').map(({ row, reasons }) => [row, JSON.stringify(reasons)] as const);
  expect(said.map(([number]) => number).sort((a, b) => a - b)).toEqual([6, 8, 24, 31]);
  expect(said.find(([number]) => number === 8)?.[1]).toMatch(/violates check constraint/);
  expect(said.find(([number]) => number === 31)?.[1]).toMatch(
    /duplicate key value violates unique constraint/,
  );
});

test('a key of a type that only the database knows is refused where it is malformed or there already', async () => {
  const table = await place.table('address inet, age integer');
  await place.query(`INSERT INTO ${table} VALUES ('10.0.0.3', 30)`);
  place.configure('addresses', {}, { table, key: ['address'], quarantine: { path: 'bad' } });
  const addresses = Array.from({ length: 20 }, (_, last) => `10.0.0.${last}`);
  folder.lines('addresses/new.csv', [
    'address,age',
    ...[...addresses, '10.0.0.256', 'nowhere'].map((address) => `${address},30`),
  ]);
  expect((await place.result('addresses', 'new.csv')).tally).toMatchObject({
    ...{ written: 19, refused: 3 },
    refusedBy: { database: 2, unique: 1 },
  });
  expect(quarantined('addresses').map(({ row }) => row)).toEqual([4, 21, 22]);
  expect(await place.query(`SELECT count(*)::int AS rows FROM ${table}`)).toEqual([{ rows: 20 }]);
});

test('rules are flagged or refused as asked, and a configured one takes the place of the learned one', async () => {
  const checks = [
    { column: 'kind', allowed: ['a', 'b', 'c'] },
    { column: 'age', required: false, range: [null, 200] },
    { check: "age < 100 or kind = 'a'", name: 'old_b', on_failure: 'flag' },
    { column: 'kind', matches: '^[a-z]$' },
  ];
  await intoTable('configured', { rules: checks, learned: 'refuse' });
  folder.lines('configured/new.csv', [
    HEADER,
    ...[
      '1,150,c,2024-01-01',
      '2,,a,2024-01-01',
      '3,250,a,2024-01-01',
      '4,30,d,2024-01-01',
      '5,30,A,2024-01-01',
      '6,30,a,',
    ],
    ...people(100, 110),
  ]);
  expect((await place.result('configured', 'new.csv')).tally).toMatchObject({
    ...{ written: 12, refused: 4, failing: 5 },
    refusedBy: { range: 1, allowed: 2, required: 1 },
    failingBy: { 'check old_b': 1, 'range age': 1, 'allowed kind': 2, 'matches kind': 1, 'required at': 1 },
  });
});

test('a Parquet target keeps the columns of its first file, and refuses what does not fit them', async () => {
  place.configure('parquet', {}, { key: ['id'], features: [{ twice: 'age * 2' }], max_refused: 1 });
  folder.lines('parquet/one.csv', ['id,age,code', '1,30,007', '2,31.5,008']);
  folder.lines('parquet/two.csv', ['id,age,code', '2,40,1', '3,old,2', '4,50,3']);
  await place.result('parquet', 'one.csv');
  expect((await place.result('parquet', 'two.csv')).tally).toMatchObject({
    written: 1,
    refusedBy: { unique: 1, type: 1 },
  });
  const store = join(folder.path, 'parquet', 'out');
  await folder.parquet({ 'all.parquet': `SELECT * FROM '${store}/*.parquet' ORDER BY id` });
  const table = await place.table('id bigint, age double precision, code text, twice double precision');
  place.configure('readback', {}, { table });
  await place.result('readback', '../all.parquet');
  expect(await place.query(`SELECT id::int, age, code, twice FROM ${table}`)).toEqual([
    { id: 1, age: 30, code: '007', twice: 60 },
    { id: 2, age: 31.5, code: '008', twice: 63 },
    { id: 4, age: 50, code: '3', twice: 100 },
  ]);
});

test('a row that is mended, or whose rule has changed, is brought in from the quarantine, once; the others stay', async () => {
  const table = await intoTable('replay', { quarantine: { path: 'bad' } });
  folder.lines('replay/new.csv', [HEADER, ...people(0, 20), ...bad]);
  await place.result('replay', 'new.csv');
  const { tally: before } = resultOf((await place.ingest('replay', 'quarantine')).outcomes.slice(0, 1));
  expect(before).toMatchObject({ written: 0 });
  const kept = quarantined('replay');
  expect(kept.map(({ row }) => row).sort((a, b) => a - b)).toEqual([21, 22, 23, 24, 25, 27, 28, 29]);

  // 150 is good now
  const keys = {
    table,
    key: ['id'],
    rules: [{ column: 'age', range: [0, 200] }],
    quarantine: { path: 'bad' },
  };
  place.configure('replay', { ...reference, source: 'files' }, keys);
  const { outcomes } = await place.ingest('replay', 'quarantine');
  expect(outcomes.map(({ result }) => result?.tally.written).filter((written) => written !== 0)).toEqual([1]);
  await place.ingest('replay', 'quarantine');
  expect(await place.query(`SELECT count(*)::int AS rows, max(age) AS age FROM ${table}`)).toEqual([
    { rows: 22, age: 150 },
  ]);
  const still = quarantined('replay');
  expect(still.map(({ row }) => row).sort((a, b) => a - b)).toEqual([22, 23, 24, 25, 27, 28, 29]);
  expect(still.find(({ row }) => row === 24)?.raw).toBe('103,30');
  const totals = await place.query<{ refused: number }>(
    "SELECT refused FROM drift.ingest_totals WHERE model = 'replay'",
  );
  expect(totals.reduce((sum, { refused }) => sum + refused, 0)).toBe(8);
});
