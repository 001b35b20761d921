import fc from 'fast-check';
import type { Task } from '../profile/outcome.js';
import { HeldCounts } from './heldCounts.js';
import type { Layout } from './layout.js';
import { decodeRecord, encodeRecord } from './records.js';
import { HeldErrors, rowErrors, type RowErrors } from './rowErrors.js';

const HOUR = 3_600_000;
const layout: Layout = { version: 'v', bucket: HOUR, features: [] };

function errorsOf(task: Task, values: readonly number[]): RowErrors {
  const kept = task === 'classification' ? Uint8Array.from(values) : Float32Array.from(values);
  return { task, rows: values.length, every: 1, values: kept };
}

/** As it is read from the log. */
function logged(errors: RowErrors): RowErrors {
  const delta = { layout, newest: 0, buckets: new Map(), errors: new Map([[0, errors]]) };
  const read = decodeRecord(encodeRecord({ keys: [], delta })).delta?.errors?.get(0);
  if (read === undefined) throw new Error('lost');
  return read;
}

const numbersOf: Readonly<Record<Task, fc.Arbitrary<number>>> = {
  classification: fc.nat(1),
  regression: fc.float({ min: 0, noNaN: true }),
};

test.each(['classification', 'regression'] as const)(
  '%s: however rows come in requests, and whenever all is written anew, the same errors are held',
  (task) => {
    const requests = fc.array(
      fc.record({ values: fc.array(numbersOf[task], { maxLength: 40 }), isRestart: fc.boolean() }),
      { maxLength: 12 },
    );
    const most = 16;
    fc.assert(
      fc.property(requests, (parts) => {
        const all = parts.flatMap(({ values }) => values);
        let held = new HeldErrors(task, most);
        for (const { values, isRestart } of parts) {
          held.add(logged(errorsOf(task, values)));
          if (!isRestart) continue;
          const again = new HeldErrors(task, most);
          again.add(logged(held.errors));
          held = again;
        }
        const { rows, every, values } = held.errors;
        expect(rows).toBe(all.length);
        expect([...values]).toEqual(all.filter((_, index) => index % every === 0));
        expect(values.length).toBeLessThanOrEqual(most);
        // no more are left out than need be
        if (every > 1) expect(all.length).toBeGreaterThan((most * every) / 2);
      }),
    );
  },
);

test('errors of another task begin anew', () => {
  const held = new HeldErrors('classification');
  held.add(errorsOf('classification', [1, 0]));
  held.add(errorsOf('regression', [2.5]));
  expect(held.errors).toEqual(errorsOf('regression', [2.5]));
});

test('each bucket has the errors of its own rows in their order, and none of rows without', () => {
  const buckets = Float64Array.of(7, 6, 7, 7, 6);
  const found = rowErrors('regression', buckets, HOUR, Float64Array.of(3, 0.5, Number.NaN, 1, Number.NaN));
  expect(found).toEqual(
    new Map([
      [7 * HOUR, errorsOf('regression', [3, 1])],
      [6 * HOUR, errorsOf('regression', [0.5])],
    ]),
  );
});

test('errors stay until they were fed, and go with their counts where nobody says how far that is', () => {
  const held = new HeldCounts(layout);
  const errors = new Map([0, 1, 2].map((hour) => [hour * HOUR, errorsOf('classification', [1])]));
  held.add({ layout, newest: 0, buckets: new Map([0, 1, 2].map((hour) => [hour * HOUR, []])), errors });
  expect(held.bytes).toBeGreaterThanOrEqual(3);
  held.drop(2 * HOUR, HOUR);
  expect(held.starts).toEqual([2 * HOUR]);
  expect(held.errors(-Infinity, 2 * HOUR).map(([start]) => start)).toEqual([HOUR]);
  // what a new file of the log begins with has them
  const again = new HeldCounts(layout);
  const { delta } = decodeRecord(encodeRecord({ keys: [], delta: held.whole() }));
  if (delta !== undefined) again.add(delta);
  expect(again.errors(0, Infinity)).toEqual(held.errors(0, Infinity));
  again.drop(Infinity);
  expect([again.isEmpty, again.bytes]).toEqual([true, 0]);
});
