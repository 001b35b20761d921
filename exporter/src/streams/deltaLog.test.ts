import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeltaLog } from './deltaLog.js';

const folder = mkdtempSync(join(tmpdir(), 'drift-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let number = 0;
const fresh = (): string => join(folder, String(++number));

/** A log of texts, and what it holds. */
async function opened(path: string, most?: number) {
  const texts: string[] = [];
  const warnings: string[] = [];
  const log = await DeltaLog.open(path, {
    read: (payload) => texts.push(...(JSON.parse(payload.toString()) as string[])),
    snapshot: () => [Buffer.from(JSON.stringify(texts))],
    warn: (message) => warnings.push(message),
    ...(most === undefined ? {} : { most }),
  });
  const add = (text: string): Promise<void> =>
    log.append(Buffer.from(JSON.stringify([text])), () => texts.push(text));
  return { log, texts, warnings, add };
}

test('what was kept is there again, in its order', async () => {
  const path = fresh();
  const first = await opened(path);
  await Promise.all(Array.from({ length: 100 }, (_, index) => first.add(String(index))));
  await first.log.close();
  const second = await opened(path);
  expect(second.texts).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
  expect(second.warnings).toEqual([]);
  await second.log.close();
});

test.each([1, 5, 13, 18])(
  'a tail of %d bytes that was not written whole is cut off, and what follows is kept',
  async (bytes) => {
    const path = fresh();
    const first = await opened(path);
    await first.add('one');
    await first.add('two');
    await first.log.close();
    const file = join(path, 'counts-00000000.log');
    truncateSync(file, readFileSync(file).length - bytes);
    const second = await opened(path);
    expect(second.texts).toEqual(['one']);
    expect(second.warnings).toEqual([
      expect.stringMatching(/counts-00000000\.log: the last \d+ bytes, from \d+ on, were not written whole/),
    ]);
    await second.add('three');
    await second.log.close();
    const third = await opened(path);
    expect(third.texts).toEqual(['one', 'three']);
    await third.log.close();
  },
);

test.each([
  ['its mark', 0],
  ['its length', 4],
  ['its checksum', 8],
  ['its payload', 20],
])(
  'damage in the middle, %s: told by file and place, all behind it is read, and nothing is thrown away',
  async (_, byte) => {
    const path = fresh();
    const first = await opened(path);
    const starts: number[] = [];
    for (const text of ['one', 'two', 'three', 'four']) {
      starts.push(first.log.size);
      await first.add(text);
    }
    await first.log.close();
    const file = join(path, 'counts-00000000.log');
    const bytes = readFileSync(file);
    const [, from = 0, to = 0] = starts;
    bytes[from + byte] = 255 - (bytes[from + byte] ?? 0);
    writeFileSync(file, bytes);
    const second = await opened(path);
    expect(second.texts).toEqual(['one', 'three', 'four']);
    expect(second.warnings).toEqual([
      `${file} is damaged from byte ${from} to ${to}: the rows that were counted there are lost, unless the disk is repaired; all the rest was read, and the file as it was is kept as ${file}.damaged`,
    ]);
    expect(readFileSync(`${file}.damaged`)).toEqual(bytes);
    await second.add('five');
    await second.log.close();
    const third = await opened(path);
    expect(third.texts).toEqual(['one', 'three', 'four', 'five']);
    expect(third.warnings).toEqual([]);
    await third.log.close();
  },
);

test('a last payload that was whole once is damage, and none that was cut short', async () => {
  const path = fresh();
  const first = await opened(path);
  await first.add('one');
  const from = first.log.size;
  await first.add('two');
  await first.log.close();
  const file = join(path, 'counts-00000000.log');
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = 0;
  writeFileSync(file, bytes);
  const second = await opened(path);
  expect(second.texts).toEqual(['one']);
  expect(second.warnings).toEqual([
    expect.stringContaining(`is damaged from byte ${from} to ${bytes.length}: `),
  ]);
  expect(readFileSync(`${file}.damaged`)).toEqual(bytes);
  await second.log.close();
});

test('a new file begins with the sum of what was kept, and files stay small', async () => {
  const path = fresh();
  const first = await opened(path, 2_000);
  for (let index = 0; index < 300; index++) await first.add(`text ${index}`);
  expect(readdirSync(path).filter((name) => name.endsWith('.log'))).toHaveLength(1);
  await first.log.close();
  // half of a file that a crash has left
  writeFileSync(join(path, 'counts-00000099.log.new'), 'half');
  const second = await opened(path);
  expect(second.texts).toEqual(first.texts);
  expect(readdirSync(path).filter((name) => name.startsWith('counts'))).toHaveLength(1);
  await second.log.close();
});

test('an older file that a crash has left beside its successor counts no more', async () => {
  const path = fresh();
  const first = await opened(path);
  await first.add('one');
  await first.log.close();
  const old = readFileSync(join(path, 'counts-00000000.log'));
  writeFileSync(join(path, 'counts-00000001.log'), old);
  appendFileSync(join(path, 'counts-00000001.log'), old);
  const second = await opened(path);
  expect(second.texts).toEqual(['one', 'one']);
  await second.log.close();
});

test('one process at a time', async () => {
  const path = fresh();
  const first = await opened(path);
  await expect(opened(path)).rejects.toMatchObject({
    code: 'stream_unwritable',
    message: expect.stringContaining(
      'another process uses it; give each exporter of a stream a name of its own',
    ),
  });
  await first.log.close();
});
