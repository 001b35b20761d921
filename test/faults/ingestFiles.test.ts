import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DriftError } from '../../exporter/src/errors.js';
import { EMPTY } from '../../exporter/src/ingest/tally.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { ingestPlace } from '../support/ingestFolder.js';

const place = ingestPlace();
const { folder } = place;
const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${from + index},${(from + index) % 7}`);

async function intoTable(
  name: string,
  keys: object = {},
  columns = 'id bigint, age double precision',
): Promise<string> {
  const table = await place.table(columns);
  place.configure(name, {}, { table, ...keys });
  return table;
}
const ids = async (table: string): Promise<number[]> =>
  (await place.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => Number(id));
const upTo = (end: number): number[] => Array.from({ length: end }, (_, id) => id);

describe('a file that is not what it was', () => {
  test.each(['csv', 'ndjson'])(
    '%s with rows at its end gives the new rows, malformed ones once each',
    async (format) => {
      const name = `grown_${format}`;
      const table = await intoTable(name);
      const written = (from: number, to: number): string[] =>
        format === 'csv'
          ? lines(from, to)
          : lines(from, to).map((line) => JSON.stringify({ id: Number(line.split(',')[0]), age: 1 }));
      const file = `${name}/feed.${format}`;
      folder.lines(file, [
        ...(format === 'csv' ? ['id,age'] : []),
        ...written(0, 15),
        'broken',
        ...written(15, 25),
      ]);
      expect((await place.result(name, `feed.${format}`)).tally).toMatchObject({
        rows: 26,
        written: 25,
        refused: 1,
      });
      appendFileSync(join(folder.path, file), [...written(25, 30), 'broken', ''].join('\n'));
      expect((await place.result(name, `feed.${format}`)).tally).toMatchObject({
        rows: 6,
        written: 5,
        refused: 1,
      });
      expect(await ids(table)).toEqual(upTo(30));
      const totals = await place.query(`SELECT refused FROM drift.ingest_totals WHERE model = '${name}'`);
      expect(totals).toEqual([{ refused: 2 }]);
    },
  );

  test('one that has grown after a kill between its rows and the ledger has each row once, good or bad', async () => {
    place.configure(
      'between',
      {},
      { folder: 'out', rules: [{ column: 'age', type: 'number' }], quarantine: { path: 'bad' } },
    );
    const file = folder.lines('between/feed.csv', ['id,age', ...lines(0, 20), '20,old']);
    await place.result('between', 'feed.csv');
    const ledger = join(folder.path, 'between', 'out', '.drift-ingest');
    const [entry = ''] = readdirSync(ledger).filter((name) => /^[0-9a-f]{64}/.test(name));
    const done = JSON.parse(readFileSync(join(ledger, entry), 'utf8')) as object;
    // what a kill just before the ledger leaves behind
    const begun = { ...done, position: 0, finished: false, tally: EMPTY };
    writeFileSync(join(ledger, entry), JSON.stringify(begun));
    appendFileSync(file, [...lines(21, 25), ''].join('\n'));
    expect((await place.result('between', 'feed.csv')).tally).toMatchObject({
      rows: 25,
      written: 24,
      refused: 1,
    });
    expect(await folder.count('between/out/*.parquet')).toEqual({ rows: 24, ids: 24 });
    expect(readdirSync(join(folder.path, 'between', 'bad', 'between'))).toHaveLength(1);
  });

  test('a last line that was cut off is no end to go on from', async () => {
    await intoTable('cut');
    folder.write('cut/feed.csv', 'id,age\n0,1\n1,2');
    await place.result('cut', 'feed.csv');
    folder.write('cut/feed.csv', 'id,age\n0,1\n1,25\n2,3\n');
    await expect(place.result('cut', 'feed.csv')).rejects.toMatchObject({ code: 'input_changed' });
  });

  test('other rows under the same name are refused without a key, taken with one, or as asked', async () => {
    const table = await intoTable('changed');
    folder.lines('changed/feed.csv', ['id,age', ...lines(0, 15)]);
    await place.result('changed', 'feed.csv');
    folder.lines('changed/feed.csv', ['id,age', ...lines(10, 20)]);
    const error: unknown = await place.result('changed', 'feed.csv').catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(
      /feed\.csv: has changed since it was ingested on .* \(ingest\.key\), or .* --as-new$/,
    );
    place.configure('changed', {}, { table, key: ['id'] });
    expect((await place.result('changed', 'feed.csv')).tally).toMatchObject({
      written: 5,
      refusedBy: { unique: 5 },
    });
    place.configure('changed', {}, { table });
    folder.lines('changed/feed.csv', ['id,age', ...lines(20, 22)]);
    await place.result('changed', 'feed.csv', { asNew: true });
    expect(await ids(table)).toEqual(upTo(22));
  });
});

describe('what cannot be read', () => {
  const said = async (name: string, file: string): Promise<string> => {
    const error: unknown = await place.result(name, file).catch((thrown: unknown) => thrown);
    if (!(error instanceof DriftError)) throw error;
    return error.message.replaceAll(`${folder.path}/${name}/`, '');
  };

  test.each([
    ['missing.csv', undefined, 'missing.csv: there is no such file; check the path'],
    ['empty.csv', '', 'empty.csv: is empty; a file needs at least a header'],
    ['sheet.xlsx', 'PK', /^sheet\.xlsx: its name tells no format; known are/],
    ['zip.csv', 'PK\x03\x04', 'zip.csv: is a zip archive or a spreadsheet; save the sheet as CSV'],
    [
      'utf16.csv',
      Buffer.from('\ufeffid,age\n1,2\n', 'utf16le'),
      /^utf16\.csv: is UTF-16, not UTF-8; convert it/,
    ],
    [
      'no.parquet',
      'id,age\n1,2\n',
      'no.parquet: is no Parquet file, it holds text; if that is CSV, name it .csv',
    ],
    [
      'cut.parquet',
      'PAR1 and no more',
      /^cut\.parquet: is no Parquet file, or a damaged one; write it again/,
    ],
    [
      'array.ndjson',
      '[{"id": 1}]\n',
      'array.ndjson:1: is a JSON array; write one object a line, for example with jq -c ".[]"',
    ],
    [
      'delimiter.csv',
      'id~age\n1~2\n',
      'delimiter.csv: there is no column "id" (ingest.key), "age" (ingest.rules); the file has "id~age"',
    ],
    [
      'column.csv',
      'id,wage\n1,2\n',
      'column.csv: there is no column "age" (ingest.rules); the file has "id", "wage"',
    ],
  ])('%s', async (file, content, expected) => {
    const name = file.replace('.', '_');
    await intoTable(name, { key: ['id'], rules: [{ column: 'age', required: true }] });
    if (content !== undefined) folder.write(join(name, file), content);
    const message = await said(name, file);
    if (typeof expected === 'string') expect(message).toBe(expected);
    else expect(message).toMatch(expected);
  });

  test('lines of another encoding, and malformed JSON, fail alone', async () => {
    await intoTable('latin', { key: ['id'] }, 'id bigint, name text');
    folder.write('latin/new.csv', Buffer.from('id,name\n1,Zo\xeb\n2,Ann\n', 'latin1'));
    expect((await place.result('latin', 'new.csv')).tally).toMatchObject({
      written: 1,
      refusedBy: { malformed: 1 },
    });
    folder.write('latin/new.ndjson', '{"id":3,"name":"a"}\n{"id":4,\n\n[5]\n{"id":6}\n');
    expect((await place.result('latin', 'new.ndjson')).tally).toMatchObject({
      written: 2,
      refusedBy: { malformed: 2 },
    });
  });

  test('a file that is mostly refused is held back as a whole', async () => {
    const table = await intoTable('garbage');
    folder.lines('garbage/new.csv', ['id,age', '1,2', 'x,1', 'y,2']);
    const { status, findings } = await place.result('garbage', 'new.csv');
    expect(status).toBe('held');
    expect(findings).toEqual([
      { fails: true, message: '2 of 3 rows fail a rule, more than ingest.max_refused (0.5) allows' },
    ]);
    expect(await ids(table)).toEqual([]);
    // nothing is known of it: once rules allow it, it is taken
    place.configure('garbage', {}, { table, max_refused: 0.7 });
    expect((await place.result('garbage', 'new.csv')).tally.written).toBe(1);
  });
});

describe('a target that does not take rows', () => {
  test.each([
    [
      'not there',
      { table: 'nowhere' },
      'source database: there is no table nowhere at ADDRESS; create it, or check its name and schema',
    ],
    ['of other columns', { columns: 'other text' }, /^FILE: none of its columns is one of the target's/],
    [
      'that needs a column more',
      { columns: 'id int, must text NOT NULL' },
      /^FILE: there is no column "must" \(the target needs a value\)/,
    ],
    [
      'without the key',
      { columns: 'age int', key: ['id'] },
      'FILE: the target has no column "id" (ingest.key)',
    ],
  ])(
    '%s',
    async (
      title,
      { columns = '', ...keys }: { columns?: string; table?: string; key?: string[] },
      expected,
    ) => {
      const name = title.replaceAll(' ', '_');
      const table = columns === '' ? 'nowhere' : await place.table(columns);
      place.configure(name, {}, { table, ...keys });
      folder.lines(`${name}/new.csv`, ['id,age', ...lines(0, 3)]);
      const error = (await place.result(name, 'new.csv').catch((thrown: unknown) => thrown)) as Error;
      const message = error.message
        .replace(/127\.0\.0\.1:\d+\/\w+/, 'ADDRESS')
        .replace(join(folder.path, name, 'new.csv'), 'FILE');
      if (typeof expected === 'string') expect(message).toBe(expected);
      else expect(message).toMatch(expected);
    },
  );

  test('a user without the right to write is told which it needs, and none of its password', async () => {
    const table = await place.table('id bigint, age double precision');
    await place.query("CREATE ROLE reads_only LOGIN PASSWORD 'correct horse'");
    const url = new URL(place.url);
    url.username = 'reads_only';
    url.password = 'correct horse';
    place.configure('denied', {}, { table }, url.href);
    folder.lines('denied/new.csv', ['id,age', ...lines(0, 3)]);
    const said = async (): Promise<string> =>
      String(await place.result('denied', 'new.csv').catch((error: unknown) => error));
    // another test may have made the ledger
    await place.query('DROP SCHEMA IF EXISTS drift_ingest CASCADE');
    expect(await said()).toMatch(
      /the user may not make the ledger of what was ingested, schema drift_ingest .*docs\/INGEST\.md/,
    );
    await place.query('CREATE SCHEMA drift_ingest');
    const owner = await intoTable('owner');
    folder.lines('owner/new.csv', ['id,age', '1,1']);
    await place.result('owner', 'new.csv');
    expect(await ids(owner)).toEqual([1]);
    await place.query(
      'GRANT USAGE ON SCHEMA drift_ingest TO reads_only; GRANT SELECT, INSERT, UPDATE, DELETE ON drift_ingest.files TO reads_only',
    );
    const message = await said();
    expect(message).toMatch(
      /permission denied for table .*; grant the user usage of the schema, select and insert on the table/,
    );
    expect(message).not.toContain('horse');
    await place.query(`GRANT SELECT, INSERT ON ${table} TO reads_only`);
    expect((await place.result('denied', 'new.csv')).tally.written).toBe(3);
    await place.query(`DROP OWNED BY reads_only; DROP ROLE reads_only`);
  });

  test('a folder where no folder can be made', async () => {
    place.configure('nofolder', {}, { folder: 'file/out' });
    folder.write('nofolder/file', 'in the way');
    folder.lines('nofolder/new.csv', ['id,age', ...lines(0, 3)]);
    await expect(place.result('nofolder', 'new.csv')).rejects.toMatchObject({
      code: 'target_unwritable',
      detail: 'the target folder cannot be written (ENOTDIR); check its path and permissions',
    });
  });

  test('a database that is not there', async () => {
    const gone = await createTestDatabase();
    await gone.drop();
    place.configure('gone', {}, { table: 'any' }, gone.url);
    folder.lines('gone/new.csv', ['id,age', '1,2']);
    await expect(place.result('gone', 'new.csv')).rejects.toMatchObject({ code: 'target_unreachable' });
  });
});
