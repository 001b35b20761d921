import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spool } from './spool.js';

let parent: string;
const opened: Spool[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'drift-spool-'));
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  rmSync(parent, { recursive: true });
});

const folder = () => join(parent, 'spool');
const file = () => join(folder(), 'alerts.ndjson');
function spoolOf(most?: number): Spool {
  const spool = new Spool(folder(), most);
  opened.push(spool);
  return spool;
}

async function drained(spool: Spool): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let line = await spool.next(); line !== undefined; line = await spool.next()) {
    found.push(JSON.parse(line.text));
    await line.done();
  }
  return found;
}

test('what was added comes out in order, after a restart too, and then the file is empty', async () => {
  const first = spoolOf();
  for (const number of [1, 2, 3])
    await first.add({ number, text: 'x'.repeat(100_000), odd: '\n"\ud83d\ude00' });
  expect(first.length).toBe(3);
  await first.close();
  const second = spoolOf();
  await second.recover();
  expect(second.length).toBe(3);
  const [one] = (await drained(second)) as { number: number; odd: string }[];
  expect(one).toMatchObject({ number: 1, odd: '\n"\ud83d\ude00' });
  expect(second.length).toBe(0);
  expect(statSync(file()).size).toBe(0);
});

test('nothing is written before something waits, and then for nobody else to read', async () => {
  const spool = spoolOf();
  await spool.recover();
  expect(existsSync(folder())).toBe(false);
  await spool.add(1);
  expect(statSync(folder()).mode & 0o777).toBe(0o700);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('half a line at the end is cut off, and the next one stands on its own', async () => {
  const first = spoolOf();
  await first.add('whole');
  await first.close();
  appendFileSync(file(), '{"torn": "by a po');
  const second = spoolOf();
  await second.recover();
  await second.add('next');
  expect(await drained(second)).toEqual(['whole', 'next']);
});

test('a file that holds nothing but half a line is empty', async () => {
  const first = spoolOf();
  await first.add('whole');
  await first.close();
  writeFileSync(file(), '{"torn"');
  const second = spoolOf();
  await second.recover();
  expect(second.length).toBe(0);
  expect(await second.next()).toBeUndefined();
});

test('lines may be added while others are done with', async () => {
  const spool = spoolOf();
  await spool.add(1);
  const one = await spool.next();
  await spool.add(2);
  await one?.done();
  expect(statSync(file()).size).toBeGreaterThan(0);
  expect(await drained(spool)).toEqual([2]);
});

test('a full spool says so, keeps what it has, and takes more once there is room', async () => {
  const spool = spoolOf(50);
  await spool.add('x'.repeat(40));
  await expect(spool.add('y'.repeat(40))).rejects.toMatchObject({
    code: 'spool_unwritable',
    message: expect.stringContaining('full: 1 messages and looks wait'),
  });
  expect(await drained(spool)).toEqual(['x'.repeat(40)]);
  await spool.add('y'.repeat(40));
});

test('two processes do not share one', async () => {
  await spoolOf().add(1);
  await expect(spoolOf().add(2)).rejects.toMatchObject({
    code: 'spool_unwritable',
    message: expect.stringContaining('store.spool'),
  });
});

test('a folder that cannot be made is named', async () => {
  writeFileSync(join(parent, 'spool'), 'a file');
  await expect(spoolOf().add(1)).rejects.toMatchObject({
    code: 'spool_unwritable',
    message: expect.stringContaining(folder()),
  });
});

test('what will never be taken is set aside for people', async () => {
  const spool = spoolOf(9);
  await spool.add('poison');
  await spool.setAside('"poison"');
  await spool.setAside('more than there is room for');
  const rejected = join(folder(), 'rejected.ndjson');
  expect(readFileSync(rejected, 'utf8')).toBe('"poison"\n');
  expect(statSync(rejected).mode & 0o777).toBe(0o600);
});
