import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runShell } from '../support/cli.js';
import { ingestPlace } from '../support/ingestFolder.js';

const place = ingestPlace();
const { folder } = place;

interface Quarantined {
  readonly row: number;
  readonly reasons: readonly { readonly rule: string }[];
  readonly raw: unknown;
}

/** A model whose rows go to a table of its own. */
async function intoTable(
  name: string,
  columns = 'id bigint, age double precision, note text',
): Promise<string> {
  const table = await place.table(columns);
  place.configure(name, {}, { table, quarantine: { path: 'bad' }, max_refused: 1 });
  return table;
}
const quarantined = (name: string): Quarantined[] =>
  readdirSync(join(folder.path, name, 'bad', name))
    .flatMap((file) =>
      folder
        .read(join(name, 'bad', name, file))
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as Quarantined)
    .sort((a, b) => a.row - b.row);
const rowsOf = (table: string): Promise<unknown[]> =>
  place.query(`SELECT id::int, age, note FROM ${table} ORDER BY id`);

test('a byte order mark, Windows line ends, line breaks in quotes and lines of other lengths leave each row its number', async () => {
  const table = await intoTable('windows');
  const lines = [
    'id,age,note',
    '1,30,"two\r\nlines"',
    '2,31',
    '3,32,"three\r\n\r\nlines"',
    '4,33,a,b',
    '5,old,c',
    '6,34,"say ""hm"""',
    '7,35,',
  ];
  folder.write('windows/new.csv', `\ufeff${lines.join('\r\n')}\r\n`);
  expect((await place.result('windows', 'new.csv')).tally).toMatchObject({
    ...{ rows: 7, written: 4, refused: 3 },
    refusedBy: { malformed: 2, type: 1 },
  });
  expect(await rowsOf(table)).toEqual([
    { id: 1, age: 30, note: 'two\r\nlines' },
    { id: 3, age: 32, note: 'three\r\n\r\nlines' },
    { id: 6, age: 34, note: 'say "hm"' },
    { id: 7, age: 35, note: null },
  ]);
  expect(quarantined('windows').map(({ row, reasons, raw }) => [row, reasons[0]?.rule, raw])).toEqual([
    [2, 'malformed', '2,31'],
    [4, 'malformed', '4,33,a,b'],
    [5, 'type', { id: '5', age: 'old', note: 'c' }],
  ]);
});

test('the quarantine keeps numbers as the text that came in', async () => {
  await intoTable('text');
  folder.lines('text/new.csv', ['id,age,note', 'x,5.0,a', 'y,1e3,b', 'z,007,c']);
  await place.result('text', 'new.csv');
  expect(quarantined('text').map(({ raw }) => raw)).toEqual([
    { id: 'x', age: '5.0', note: 'a' },
    { id: 'y', age: '1e3', note: 'b' },
    { id: 'z', age: '007', note: 'c' },
  ]);
});

test('an empty text of JSON is text where text is wanted, and no value elsewhere', async () => {
  const table = await intoTable('empty');
  folder.lines('empty/new.ndjson', ['{"id":1,"age":"","note":""}', '{"id":"2","age":null}']);
  expect((await place.result('empty', 'new.ndjson')).tally).toMatchObject({ written: 2, refused: 0 });
  expect(await rowsOf(table)).toEqual([
    { id: 1, age: null, note: '' },
    { id: 2, age: null, note: null },
  ]);
});

test('compressed files bring the rows that they hold, and damaged ones say so', async () => {
  const table = await intoTable('compressed');
  const csv = ['id,age,note', '1,30,a', '2,x,b', '3,31,c', ''].join('\n');
  folder.write('compressed/one.csv.gz', gzipSync(csv));
  folder.write('compressed/two.ndjson.gz', gzipSync('{"id":4,"age":5,"note":"d"}\n'));
  const gzip = gzipSync(Array.from({ length: 5_000 }, (_, id) => `${id},${id * 7}\n`).join(''));
  folder.write('compressed/cut.csv.gz', gzip.subarray(0, gzip.length >> 1));
  await folder.parquet({
    'compressed/whole.csv.zst': 'SELECT range AS id, random() AS age FROM range(50000)',
  });
  const zstd = readFileSync(join(folder.path, 'compressed', 'whole.csv.zst'));
  for (const part of [60, zstd.length >> 1, zstd.length - 1])
    folder.write(`compressed/cut${part}.csv.zst`, zstd.subarray(0, part));
  folder.write('compressed/no.csv.gz', csv);
  await folder.parquet({ 'compressed/three.csv.zst': "SELECT 5 AS id, 6 AS age, 'e' AS note" });
  for (const file of ['one.csv.gz', 'two.ndjson.gz', 'three.csv.zst']) await place.result('compressed', file);
  expect((await rowsOf(table)).map((row) => (row as { id: number }).id)).toEqual([1, 3, 4, 5]);
  // what cannot be read does not stop the others
  const { outcomes } = await place.ingest('compressed', ['*.gz', 'cut*.zst']);
  expect(outcomes.filter(({ result }) => result?.status === 'unchanged')).toHaveLength(2);
  expect(outcomes.flatMap(({ error }) => error?.message.replace(/.*\//, '') ?? []).sort()).toEqual([
    expect.stringMatching(/^cut\.csv\.gz: breaks off, or is damaged: .*; copy it again$/),
    ...Array.from({ length: 3 }, (): unknown => expect.stringMatching(/^cut\d+\.csv\.zst: breaks off/)),
    'no.csv.gz: is not compressed by gzip, as its name says; rename it',
  ]);
});

test('the same file twice in one command is ingested once', async () => {
  const table = await intoTable('twice');
  folder.lines('twice/new.csv', ['id,age,note', '1,30,a', '2,31,b']);
  const { outcomes } = await place.ingest('twice', ['new.csv', 'new.csv', '*.csv']);
  expect(outcomes.map(({ result }) => result?.status)).toEqual(['ingested', 'unchanged', 'unchanged']);
  expect(await rowsOf(table)).toHaveLength(2);
  expect(await place.query("SELECT rows FROM drift.ingests WHERE model = 'twice'")).toEqual([{ rows: 2 }]);
});

test('a standard input that ends amid a line brings the whole lines, and tells of the last one', async () => {
  const table = await intoTable('cut');
  const ingest = (text: string, input: string) =>
    runShell(
      `printf '${text}' | "$0" "$1" ingest --config "${join(folder.path, 'cut')}" --input ${input} --format json -`,
    );
  const files = async (text: string, input: string): Promise<unknown> => {
    const { code, out } = await ingest(text, input);
    return { code, ...(JSON.parse(out) as { files: object[] }).files[0] };
  };
  expect(await files('id,age,note\\n1,30,a\\n2,3', 'csv')).toMatchObject({
    ...{ code: 0, rows: 2, written: 1, refused_by: { malformed: 1 } },
  });
  expect(await files('{"id":3,"age":1,"note":"x"}\\n{"id":4,"a', 'ndjson')).toMatchObject({
    ...{ code: 0, rows: 2, written: 1, refused_by: { malformed: 1 } },
  });
  expect((await rowsOf(table)).map((row) => (row as { id: number }).id)).toEqual([1, 3]);
}, 60_000);

test('SQL of the configuration that a file cannot be read with is told with its line', async () => {
  folder.lines('sql/new.csv', ['id,age', '1,2']);
  const said = async (...keys: string[]): Promise<string> => {
    folder.lines('sql/monitoring_config.yaml', [
      ...[
        'models:',
        '  - name: sql',
        "    files: ['out/*.parquet']",
        '    ingest:',
        '      folder: out',
        ...keys.map((key) => `      ${key}`),
      ],
    ]);
    const { outcomes } = await place.ingest('sql', ['new.csv']);
    return outcomes[0]?.error?.message.replaceAll(folder.path, '') ?? '';
  };
  expect(await said('features:', "  - half: 'age / 2'", "  - third: 'wage / 3'")).toMatch(
    /^monitoring_config\.yaml:8 models\[0\]\.ingest\.features\[1\]: .*"wage".* \(reading \/sql\/new\.csv\)$/,
  );
  expect(await said('features:', "  - half: 'age /'")).toMatch(
    /^monitoring_config\.yaml:7 models\[0\]\.ingest\.features\[0\]: the expression or query is no SQL: /,
  );
  expect(await said('features:', "  - age: 'age + 1'")).toMatch(
    /^monitoring_config\.yaml:7 models\[0\]\.ingest\.features\[0\]: age is a column of the file, too/,
  );
  expect(await said('rules:', "  - check: 'age > 0'", "  - check: 'wage > 0'")).toMatch(
    /^monitoring_config\.yaml:8 models\[0\]\.ingest\.rules\[1\]\.check: .*"wage"/,
  );
});
