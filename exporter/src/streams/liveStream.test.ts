import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import { numericGrid } from '../profile/grid.js';
import { emptyProfile } from '../profile/profile.js';
import type { Reference } from '../profile/reference.js';
import { LiveStream, type TakingRules } from './liveStream.js';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 0, 5, 12);
const reference: Reference = {
  version: 'v',
  rows: 0,
  features: ['age', 'score'].map((name) => ({
    feature: { name, kind: 'numeric' },
    profile: emptyProfile(
      numericGrid({
        ...{ kind: 'numeric', feature: name, rows: 3, missing: 0, infinite: 0, heavy: [], distinctCount: 3 },
        ...{
          percentiles: Float64Array.from({ length: 99 }, (_, index) => index / 99),
          mean: 0.5,
          deviation: 0.25,
        },
        ...{ minimum: 0, maximum: 1 },
      }),
    ),
  })),
};
const outcome: OutcomePlan = {
  definition: {
    ...{ task: 'classification', prediction: '"score"', label: '"late"', decisionThreshold: 0.5, center: 0 },
    fields: {
      prediction: { name: 'score', reads: 'number' },
      label: { name: 'late', reads: 'flag', positive: true },
    },
  },
  score: 'score',
  outputs: ['score'],
};
const rules: TakingRules = {
  ...{ timestampColumn: 'at', bucket: HOUR, lateness: HOUR, mostRows: 100 },
  limit: () => new Date(noon + HOUR),
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stream-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** An exporter that starts in the folder, does something, and ends. */
async function during<Result>(
  plan: OutcomePlan | undefined,
  work: (stream: LiveStream) => Result | Promise<Result>,
): Promise<Result> {
  const warnings: string[] = [];
  const stream = new LiveStream('model', folder, (message) => warnings.push(message));
  await stream.open();
  stream.use(reference, rules, undefined, plan);
  try {
    return await work(stream);
  } finally {
    await stream.close();
    expect(warnings).toEqual([]);
  }
}

function send(stream: LiveStream, key: string, late: boolean | null): ReturnType<LiveStream['take']> {
  const row = { at: noon, age: 0.4, score: 0.75, late };
  return stream.take({ bytes: Buffer.from(JSON.stringify([row])), format: 'list', key });
}

/** Rows with a feature, with a label, and the sum of their labels and errors, as the monitor asks for them. */
function sums(stream: LiveStream): unknown {
  const names = ['label', 'error'];
  const [counts] = stream.held('v')?.counts(new Set(['age']), -Infinity, Infinity, names) ?? [];
  const total = (values: Float64Array = new Float64Array()): number =>
    values.reduce((sum, one) => sum + one, 0);
  const { label, error } = counts?.joint ?? {};
  return [counts?.rows, total(label?.counts), total(label?.sums), total(error?.sums)];
}

test('sums of labels are there after a restart, and once for each key', async () => {
  await during(outcome, async (stream) => {
    await send(stream, 'a', true);
    await send(stream, 'b', false);
    await send(stream, 'c', null);
    expect(await send(stream, 'a', true)).toMatchObject({ replayed: true });
    expect(sums(stream)).toEqual([3, 2, 1, 1]);
  });
  await during(outcome, async (stream) => {
    expect(sums(stream)).toEqual([3, 2, 1, 1]);
    expect(await send(stream, 'b', false)).toMatchObject({ replayed: true });
    // a label that comes later is another body
    await expect(send(stream, 'c', true)).rejects.toMatchObject({ code: 'key_reused' });
    expect(sums(stream)).toEqual([3, 2, 1, 1]);
  });
});

test('errors of rows are there after a restart in the order in which they came, and once for each key', async () => {
  const held = (stream: LiveStream): unknown =>
    stream
      .held('v')
      ?.errors(-Infinity, Infinity)
      .map(([start, { values }]) => [start, [...values]]);
  await during(outcome, async (stream) => {
    for (const late of [false, true, true, null, false].entries())
      await send(stream, `key ${late[0]}`, late[1]);
    await send(stream, 'key 0', false);
    expect(held(stream)).toEqual([[noon, [1, 0, 0, 1]]]);
  });
  await during(outcome, async (stream) => {
    expect(held(stream)).toEqual([[noon, [1, 0, 0, 1]]]);
    await send(stream, 'key 4', false);
    await send(stream, 'another', true);
    expect(held(stream)).toEqual([[noon, [1, 0, 0, 1, 0]]]);
    // the store has the counts, and detectors were not fed yet
    stream.use(reference, rules, noon + HOUR, outcome, noon);
    expect([stream.held('v')?.starts, held(stream)]).toEqual([[], [[noon, [1, 0, 0, 1, 0]]]]);
    stream.release('v', noon + HOUR);
    expect([held(stream), stream.sizes.held]).toEqual([[], 0]);
  });
});

test('what was kept without sums is gone on with, and rows that come without a label in use add none', async () => {
  await during(undefined, async (stream) => {
    await send(stream, 'a', true);
    expect(sums(stream)).toEqual([1, 0, 0, 0]);
  });
  await during(outcome, async (stream) => {
    expect(sums(stream)).toEqual([1, 0, 0, 0]);
    await send(stream, 'b', false);
    expect(sums(stream)).toEqual([2, 1, 0, 1]);
  });
  await during(outcome, (stream) => expect(sums(stream)).toEqual([2, 1, 0, 1]));
  await during(undefined, async (stream) => {
    await send(stream, 'c', true);
    expect(sums(stream)).toEqual([3, 1, 0, 1]);
  });
});
