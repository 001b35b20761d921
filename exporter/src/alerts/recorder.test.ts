import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftError } from '../errors.js';
import type { AlertRange } from '../store/alerts.js';
import type { Store } from '../store/store.js';
import type { Batch } from './observation.js';
import { Recorder } from './recorder.js';
import { Spool } from './spool.js';

const batch = (content: string): Batch => ({
  observations: [],
  notification: { content, at: 0, model: '', severity: '' },
});

let folder: string;
let spool: Spool;
let warnings: string[];
let recorder: Recorder;
let written: string[];
/** What writing comes to. */
let outcome: (content: string, fingerprints: readonly string[]) => Promise<void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-recorder-'));
  spool = new Spool(folder);
  [warnings, written] = [[], []];
  outcome = () => Promise.resolve();
  recorder = new Recorder(spool, { warning: (message) => void warnings.push(message) });
});
afterEach(async () => {
  await spool.close();
  rmSync(folder, { recursive: true });
});

function attach(): void {
  const amend = async (ranges: readonly AlertRange[], _: unknown, { content = '' } = {}): Promise<void> => {
    await outcome(
      content,
      ranges.map(({ fingerprint }) => fingerprint),
    );
    written.push(content);
  };
  recorder.attach({ alerts: { amend } } as unknown as Store);
}
const replay = (signal = new AbortController().signal) => recorder.replay(signal);
const fails = (code: 'store_unreachable' | 'store_failed') => () =>
  Promise.reject(new DriftError(code, 'no'));
const rejected = (): string => readFileSync(join(folder, 'rejected.ndjson'), 'utf8');

test('while what waits is being written, what comes is on the disk at once, and follows in order', async () => {
  await recorder.record(batch('a'));
  attach();
  let goOn: () => void = () => undefined;
  outcome = () => new Promise((resolve) => (goOn = resolve));
  const replayed = replay();
  await recorder.record(batch('b'));
  expect(recorder.waiting).toBe(2);
  outcome = () => Promise.resolve();
  goOn();
  await replayed;
  expect(written).toEqual(['a', 'b']);
  expect(recorder.waiting).toBe(0);
});

test('what the store refuses for good is set aside, whether it waited or not, and nobody tells it again', async () => {
  await recorder.record(batch('waited'));
  attach();
  outcome = fails('store_failed');
  await replay();
  await recorder.record(batch('came'));
  expect(
    rejected()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([batch('waited'), batch('came')]);
  expect(warnings).toHaveLength(2);
  expect(recorder.waiting).toBe(0);
});

test('of what came together only what the store refuses is set aside', async () => {
  const [good, bad] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'].map((fingerprint) => ({
    fingerprint,
    sighting: { start: 0 },
    events: [],
  }));
  if (good === undefined || bad === undefined) throw new Error('there are two');
  attach();
  outcome = (_, fingerprints) =>
    fingerprints.includes(bad.fingerprint) ? fails('store_failed')() : Promise.resolve();
  await recorder.record({ ...batch('both'), observations: [bad, good] });
  expect(written).toEqual(['both']);
  expect(JSON.parse(rejected())).toEqual({ ...batch('both'), observations: [bad] });
});

test('a replay ends where the store goes, or when it is told to, and leaves the rest to wait', async () => {
  for (const content of ['a', 'b', 'c']) await recorder.record(batch(content));
  attach();
  const stop = new AbortController();
  outcome = (content) => (content === 'a' ? Promise.resolve(stop.abort()) : fails('store_unreachable')());
  await replay(stop.signal);
  await replay();
  expect(written).toEqual(['a']);
  expect(recorder.waiting).toBe(2);
  expect(warnings).toEqual([]);
});
