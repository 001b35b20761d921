import { FieldType } from '@grafana/data';
import type { Series } from '../../frames/series';
import { isGap, usualStep } from './steps';

/** Another reference came into use. */
export interface Promotion {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly model: string;
  readonly version: string;
}

/**
 * Promotions by time. A table of references says when each happened. A metric only says which version is in use: one that begins
 * while no other was known before is just where the data begins.
 */
export function promotionsOf(series: readonly Series[], models: ReadonlySet<string>): Promotion[] {
  const references = series.filter(
    ({ role, labels: { model = '' } }) => role === 'reference' && (model === '' || models.has(model))
  );
  const isEvent = ({ field }: Series): boolean => field.type === FieldType.time;
  const events = references.filter(isEvent).flatMap((each) => startsOf(each).slice(0, 1));
  const starts = references.filter((each) => !isEvent(each)).flatMap(startsOf);
  const told = new Set(events.map(({ model, version }) => JSON.stringify([model, version])));
  const changes = changesOf(starts).filter(({ model, version }) => !told.has(JSON.stringify([model, version])));
  return [...events, ...changes].sort((a, b) => a.time - b.time);
}

/** Where a version begins, and begins again. */
function startsOf({ times, values, labels: { model = '', version = '' } }: Series): Promotion[] {
  const present = times.filter((time, index) => Number.isFinite(time) && values[index] !== null && values[index] !== 0);
  const step = usualStep(present);
  return present
    .filter((time, index) => index === 0 || isGap(present[index - 1] ?? NaN, time, step))
    .map((time) => ({ time, model, version }));
}

function changesOf(starts: readonly Promotion[]): Promotion[] {
  const current = new Map<string, string>();
  return [...starts]
    .sort((a, b) => a.time - b.time)
    .filter(({ model, version }) => {
      const before = current.get(model);
      current.set(model, version);
      return before !== undefined && before !== version;
    });
}
