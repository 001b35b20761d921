import type { Profile } from '../../profile/profile.js';
import { gridAt, jointProfile } from '../../../../test/support/rowOutcomes.js';
import { sameLabels } from './countLabels.js';
import { LateLabels } from './lateLabels.js';

const HOUR = 3_600_000;
const grid = gridAt(0.25, 0.5);

/** Of rows with a score and a label, which may be missing. */
const counted = (rows: readonly (readonly [number, number])[]): Profile =>
  jointProfile(grid, rows, (_, label) => (Number.isNaN(label) ? {} : { label }));

const labelled = (labels: readonly number[]): Profile => counted(labels.map((label) => [0.3, label]));

/** One look that is through. */
function look(labels: LateLabels, countedFrom: number, closedUntil: number, now: number) {
  const due = labels.due(countedFrom, closedUntil, now);
  if (due !== undefined) labels.looked(due);
  return due && { from: due.from, to: due.to };
}

test('buckets whose labels came, changed or were taken back are counted again, the newest first, so many at a time', () => {
  const labels = new LateLabels(HOUR, 100 * HOUR);
  const stretch = look(labels, 0, 10 * HOUR, 0);
  expect(stretch).toEqual({ from: 0, to: 10 * HOUR });
  const before = new Map([1, 2, 4, 5].map((hour) => [hour * HOUR, labelled([0, 1, NaN])]));
  const after = new Map(before).set(1 * HOUR, labelled([0, 1, 1])).set(2 * HOUR, labelled([1, 0, NaN]));
  after.set(4 * HOUR, labelled([1, 1, NaN])).set(5 * HOUR, labelled([NaN, 1, NaN]));
  labels.compare({ from: 0, to: 10 * HOUR }, before, after.set(8 * HOUR, labelled([1])));

  // two rows whose labels are the other way round make no difference
  expect(labels.next(4)).toEqual({ from: 5 * HOUR, to: 9 * HOUR });
  labels.done({ from: 5 * HOUR, to: 9 * HOUR });
  expect(labels.oldest).toBe(HOUR);
  expect(labels.next(4)).toEqual({ from: 1 * HOUR, to: 5 * HOUR });
  labels.done({ from: 1 * HOUR, to: 5 * HOUR });
  expect(labels.next(4)).toBeUndefined();
});

test('a look at the rest keeps what waits, and one that finds it as it was lets it go', () => {
  const labels = new LateLabels(HOUR, 100 * HOUR);
  labels.compare({ from: 0, to: 8 * HOUR }, new Map(), new Map([[HOUR, labelled([1])]]));
  labels.compare({ from: 4 * HOUR, to: 8 * HOUR }, new Map(), new Map());
  expect(labels.next(4)).toEqual({ from: HOUR, to: 2 * HOUR });
  labels.compare({ from: 0, to: 8 * HOUR }, new Map(), new Map([[HOUR, labelled([NaN])]]));
  expect(labels.next(4)).toBeUndefined();
});

test('looks come with closed buckets and, where none closes, once in the time of a bucket', () => {
  const labels = new LateLabels(HOUR, 100 * HOUR);
  expect(look(labels, 0, 200 * HOUR, 0)).toEqual({ from: 100 * HOUR, to: 200 * HOUR });
  expect(look(labels, 0, 200 * HOUR, HOUR - 1)).toBeUndefined();
  expect(look(labels, 0, 200 * HOUR, HOUR)).toEqual({ from: 152 * HOUR, to: 200 * HOUR });
  expect(look(labels, 0, 201 * HOUR, HOUR)).toEqual({ from: 176 * HOUR, to: 201 * HOUR });
  expect(look(labels, 0, 241 * HOUR, HOUR)).toEqual({ from: 101 * HOUR, to: 241 * HOUR });
  expect(look(labels, 230 * HOUR, 242 * HOUR, HOUR)).toEqual({ from: 230 * HOUR, to: 242 * HOUR });
});

test('a look that failed is due again, and as far back', () => {
  const labels = new LateLabels(HOUR, 100 * HOUR);
  expect(labels.lookedUntil).toBe(-Infinity);
  const first = labels.due(0, 200 * HOUR, 0);
  expect(labels.due(0, 200 * HOUR, 1)).toEqual({ ...first, at: 1 });
  look(labels, 0, 200 * HOUR, 2);
  expect(labels.lookedUntil).toBe(200 * HOUR);
});

test('the first look after a start reaches back to what was closed before', () => {
  const labels = new LateLabels(HOUR, 100 * HOUR, 300 * HOUR);
  expect(look(labels, 0, 400 * HOUR, 0)).toEqual({ from: 200 * HOUR, to: 400 * HOUR });
  expect(look(labels, 0, 401 * HOUR, 0)).toEqual({ from: 352 * HOUR, to: 401 * HOUR });
  expect(labels.oldest).toBeUndefined();
});

test('sums that differ by the order of their rows only are the same labels; other cells are not', () => {
  const of = (rows: readonly (readonly [number, number])[]): Profile => counted(rows);
  expect(sameLabels(of([[0.3, 0.1]]), of([[0.3, 0.1 + 1e-12]]))).toBe(true);
  expect(sameLabels(of([[0.3, 0.1]]), of([[0.3, 0.1001]]))).toBe(false);
  expect(
    sameLabels(
      of([
        [0.3, 1],
        [0.1, 0],
      ]),
      of([
        [0.3, 0],
        [0.1, 1],
      ]),
    ),
  ).toBe(false);
  expect(sameLabels(undefined, of([[0.3, NaN]]))).toBe(true);
});
