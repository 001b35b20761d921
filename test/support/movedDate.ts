import { readFileSync } from 'node:fs';

/**
 * Loaded before the exporter (`--import`), lets its clock stand where the file of DRIFT_TEST_CLOCK says, in milliseconds
 * since the epoch: a test can set it, forward and back. Timers go on as they do.
 */
const Machine = Date;
const file = process.env.DRIFT_TEST_CLOCK ?? '';
const now = (): number => Number(readFileSync(file, 'utf8'));

globalThis.Date = new Proxy(Machine, {
  construct: (target, given: ConstructorParameters<DateConstructor>, newTarget) =>
    Reflect.construct(target, (given as unknown[]).length === 0 ? [now()] : given, newTarget) as Date,
  get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
});
