import { createInfluxSource, type InfluxSourceOptions } from '../../exporter/src/sources/influxdb.js';
import type { Cells, CellCounts, Feature, Source } from '../../exporter/src/sources/source.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { certificates } from '../support/certificates.js';
import { freePort } from '../services/freePort.js';

const MS = 1_000_000n;
const START = BigInt(Date.parse('2024-01-01T00:00:00Z')) * MS;
const WEEK = 7n * 86_400_000n * MS;
const relation = { table: 'readings' };
const value: Feature = { name: 'value', kind: 'numeric' };
const place: Feature = { name: 'place', kind: 'categorical' };
const numeric: Cells = {
  kind: 'numeric',
  edges: Float64Array.of(10, 50),
  center: 0,
  scale: 1,
  minimum: 0,
  maximum: 99,
};
const categorical: Cells = { kind: 'categorical', categories: ['p1'], others: ['p2'], complete: true };

const lines = Array.from(
  { length: 100 },
  (_, index) =>
    `readings,site=s${index % 4} value=${index},place="p${index % 50}",whole=${index}i ${START + BigInt(index)}`,
);

await describeInflux('an InfluxDB that', (binary) => {
  const issued = certificates();
  let server: InfluxServer;
  const opened: Source[] = [];
  const open = (options: Partial<InfluxSourceOptions> = {}): Source => {
    const { url, org, bucket, token } = server;
    const source = createInfluxSource({ name: 'metrics', url, org, bucket, token, ...options });
    opened.push(source);
    return source;
  };
  const count = (source: Source, ...features: readonly Feature[]): Promise<CellCounts[]> =>
    source.count({
      selection: { relation },
      features: (features.length === 0 ? [value] : features).map((feature) => ({
        feature,
        cells: feature.kind === 'numeric' ? numeric : categorical,
      })),
    });
  const failure = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      (error: { code: string; message: string }) => error,
    );

  beforeAll(async () => {
    server = await startInflux(binary);
    await server.write(lines);
  });
  afterEach(() => Promise.all(opened.splice(0).map((source) => source.close())));
  afterAll(() => server.stop());

  test('does not know the token', async () => {
    const { code, message } = await failure(count(open({ token: 'hunter2' })));
    expect(code).toBe('source_denied');
    expect(message).toMatch(
      /^source metrics: InfluxDB at 127\.0\.0\.1:\d+ refuses the token: unauthorized access; check token, and that it may read the bucket$/,
    );
  });

  test('asks for a token', async () => {
    const { url, org, bucket } = server;
    const source = createInfluxSource({ name: 'metrics', url, org, bucket });
    opened.push(source);
    expect(await failure(count(source))).toMatchObject({ code: 'source_denied' });
  });

  test('has no such bucket, organization or measurement', async () => {
    expect(await failure(count(open({ bucket: 'absent' })))).toMatchObject({
      code: 'source_denied',
      message: expect.stringContaining('has no bucket "absent" in organization "drift tests"'),
    });
    expect(await failure(count(open({ org: 'absent' })))).toMatchObject({
      code: 'source_denied',
      message: expect.stringContaining('check url, org and the token'),
    });
    const columns = open().columns({ table: 'reading' });
    expect(await failure(columns)).toMatchObject({
      code: 'input_missing',
      message: expect.stringMatching(
        /^source metrics: there is no measurement "reading" in bucket "points"; there is .*"readings"/,
      ),
    });
  });

  test('has no such field, or one of another kind', async () => {
    const source = open();
    expect(await failure(count(source, { name: 'valeu', kind: 'numeric' }))).toMatchObject({
      code: 'column_missing',
      message:
        'source metrics feature "valeu": there is no field or tag "valeu" in measurement "readings"; there is "place", "site", "value", "whole", "_time"',
    });
    expect(await failure(count(source, { name: 'site', kind: 'numeric' }))).toMatchObject({
      code: 'column_type',
      message: 'source metrics feature "site": is a tag, which is text, not a number; make it categorical',
    });
    expect(await failure(count(source, { name: 'place', kind: 'numeric' }))).toMatchObject({
      code: 'column_type',
    });
    expect(await failure(count(open({ rowFields: { readings: 'absent' } })))).toMatchObject({
      code: 'column_missing',
      message: expect.stringContaining('row_fields: there is no field or tag "absent"'),
    });
    const segments = source.count({
      selection: { relation },
      features: [{ feature: value, cells: numeric }],
      segments: [{ column: 'place', values: ['p1'] }],
    });
    expect(await failure(segments)).toMatchObject({
      code: 'column_type',
      message: expect.stringContaining('segments need a tag, and "place" is a field'),
    });
  });

  test('has a field of two types: it fails alone', async () => {
    const before = START - 10n * WEEK;
    await server.write([`changed f=1,g=1,n=1 ${START}`, `changed f="text",g=2,n=1i ${before}`]);
    const source = open();
    const changed = { table: 'changed' };
    const of = (feature: Feature): Promise<CellCounts[]> =>
      source.count({ selection: { relation: changed }, features: [{ feature, cells: numeric }] });
    const columns = await source.columns(changed);
    expect(columns.find(({ name }) => name === 'f')).toMatchObject({
      kind: 'unsupported',
      type: 'mixed field',
    });
    expect(await failure(of({ name: 'f', kind: 'numeric' }))).toMatchObject({ code: 'column_type' });
    expect(await of({ name: 'g', kind: 'numeric' })).toMatchObject([{ rows: 2, missing: 0 }]);
    // whole numbers that became others: each stretch is counted, both together are not
    expect(columns.find(({ name }) => name === 'n')).toMatchObject({ kind: 'numeric', integer: false });
    expect(await failure(of({ name: 'n', kind: 'numeric' }))).toMatchObject({
      message: expect.stringContaining('several types here'),
    });
    for (const range of [{ from: new Date(Number(START / MS)) }, { to: new Date(Number(START / MS)) }]) {
      const features = [{ feature: { name: 'n', kind: 'numeric' as const }, cells: numeric }];
      const counts = await source.count({ selection: { relation: changed, ...range }, features });
      expect(counts).toMatchObject([{ rows: 1, missing: 0 }]);
    }
  });

  test('answers with more than is wanted', async () => {
    expect(await failure(count(open({ answerRows: 20 }), place))).toMatchObject({
      code: 'source_failed',
      message: expect.stringContaining('the answer has more than 20 rows; exclude features'),
    });
    expect(await count(open({ answerRows: 60 }), place)).toMatchObject([
      { rows: 100, missing: 0, unseen: 96 },
    ]);
  });

  test('is not there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await failure(count(open({ url })))).toMatchObject({
      code: 'source_unreachable',
      message: expect.stringMatching(/cannot reach InfluxDB at 127\.0\.0\.1:\d+: connect ECONNREFUSED/),
    });
  });

  test('hangs, and goes on', async () => {
    const source = open({ timeoutMs: 1_000 });
    await count(source);
    server.hang();
    try {
      expect(await failure(count(source))).toMatchObject({
        code: 'source_timeout',
        message: expect.stringContaining('no answer within 1 s; raise timeout'),
      });
    } finally {
      server.goOn();
    }
    expect(await count(open())).toMatchObject([{ rows: 100 }]);
  });

  test('dies in the middle of a query, and comes back', async () => {
    const source = open();
    await count(source);
    server.hang();
    const broken = failure(count(source));
    // the request waits in the server's socket
    await new Promise((resolve) => setImmediate(resolve));
    await server.kill();
    expect(await broken).toMatchObject({ code: 'source_unreachable' });
    await server.restart();
    expect(await count(source)).toMatchObject([{ rows: 100, missing: 0 }]);
  });

  test('has names and values that are no Flux', async () => {
    const odd = [
      'with "quotes"',
      '${r._value}',
      '\\',
      '"}) |> drop(columns: ["_value"]) //',
      'größe ☃ 😀',
      "o'neil",
    ];
    const escape = (name: string): string => name.replace(/[ ,=]/g, '\\$&');
    const text = (content: string): string => `"${content.replace(/["\\]/g, '\\$&')}"`;
    const values = [...odd, 'two\nlines', '', '\t'];
    // a tag cannot end in a backslash
    const tags = odd.map((name) => (name.endsWith('\\') ? `${name}x` : name));
    const fields = odd.filter((name) => !name.endsWith('\\'));
    await server.write(
      tags.flatMap((tag, row) =>
        values.map(
          (content, column) =>
            `${escape('odd ${m} "1"')},t=${escape(tag)} ${fields.map((name) => `${escape(name)}=${text(content)}`).join(',')} ${START + BigInt(row * 100 + column)}`,
        ),
      ),
    );
    const all: Feature[] = [...fields, 't'].map((name) => ({ name, kind: 'categorical' }));
    const cells: Cells = {
      kind: 'categorical',
      categories: [...values, ...tags],
      others: [],
      complete: true,
    };
    const counts = await open().count({
      selection: { relation: { table: 'odd ${m} "1"' } },
      features: all.map((feature) => ({ feature, cells })),
      segments: [{ column: 't', values: tags }],
    });
    const rows = values.length * tags.length;
    for (const { name } of all) {
      const own = counts.filter(({ feature, segment }) => feature === name && segment === '');
      expect(own).toMatchObject([{ rows, missing: 0, unseen: 0 }]);
    }
    const apart = counts.filter(({ feature, segment }) => feature === fields[0] && segment !== '');
    expect(apart.map(({ segment, rows: own }) => [segment, own])).toEqual(
      tags.map((tag) => [`t=${tag}`, values.length]),
    );
  });

  test('speaks TLS under an authority that is known, another, or none', async () => {
    const secure = await startInflux(binary, issued.issue('127.0.0.1'));
    try {
      const { url, token } = secure;
      await secure.write(lines);
      const { cert: ca } = issued.authority;
      expect(await count(open({ url, token, ca }))).toMatchObject([{ rows: 100 }]);
      for (const wrong of [{}, { ca: issued.issue('other.example', 'itself').cert }]) {
        expect(await failure(count(open({ url, token, ...wrong })))).toMatchObject({
          code: 'source_unreachable',
          message: expect.stringMatching(/the certificate of InfluxDB at .* is not trusted: .*set ca_file/),
        });
      }
      expect(await count(open({ url, token, verify: false }))).toMatchObject([{ rows: 100 }]);
      const plain = url.replace('https:', 'http:');
      expect(await failure(count(open({ url: plain, token })))).toMatchObject({ code: 'source_failed' });
    } finally {
      await secure.stop();
    }
  });
});
