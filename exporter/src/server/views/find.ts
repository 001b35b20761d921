import { nearest } from '../../config/suggest.js';
import { DriftError, type ErrorCode } from '../../errors.js';
import type { ModelState, WindowState } from '../../monitor/state.js';
import type { KeptAlert } from '../../store/alertRecords.js';
import type { Backend } from '../backend.js';

/** @throws DriftError `model_unknown`, with the nearest name */
export function findModel(backend: Backend, name: string): ModelState {
  const states = backend.states();
  const found = states.find(({ model }) => model === name);
  if (found !== undefined) return found;
  const shard = backend.shard?.();
  const owner = shard?.elsewhere.get(name);
  if (shard !== undefined && owner !== undefined) {
    throw new DriftError(
      'model_unknown',
      `model ${JSON.stringify(name)} is watched by shard ${owner}, and this is shard ${shard.name}`,
    );
  }
  return unknown(
    'model_unknown',
    'model',
    name,
    states.map(({ model }) => model),
  );
}

/**
 * The model as one segment of its rows shows it; as it is where none is named. What holds over all windows is of all rows alone.
 * @throws DriftError `segment_unknown`, with the nearest name
 */
export function inSegment(state: ModelState, name: string | undefined): ModelState {
  if (name === undefined) return state;
  const found = state.segments.find((segment) => segment.name === name);
  if (found === undefined) {
    const names = state.segments.map((segment) => segment.name);
    return unknown('segment_unknown', 'segment', name, names);
  }
  const windows = found.windows.map((window) => ({ ...window, datasetDetected: false }));
  return { ...state, windows, active: new Map() };
}

/** Every feature that is monitored, also before the first check and where it could not be checked. */
export function featureNames({ reference, windows, failed }: ModelState): string[] {
  return [
    ...new Set([
      ...windows.flatMap(({ features }) => features.map(({ feature }) => feature)),
      ...(reference?.features ?? []).map(({ feature }) => feature.name),
      ...failed.map(({ feature }) => feature),
    ]),
  ];
}

/** @throws DriftError `feature_unknown`, with the nearest name or why it is left out */
export function assertFeature(state: ModelState, name: string): void {
  const names = featureNames(state);
  if (names.includes(name)) return;
  const excluded = state.excluded.find(({ feature }) => feature === name);
  if (excluded !== undefined) {
    const message = `feature ${JSON.stringify(name)} is left out: ${excluded.reason}`;
    throw new DriftError('feature_unknown', message);
  }
  unknown('feature_unknown', 'feature', name, names);
}

/**
 * The named window, or the shortest one.
 * @throws DriftError `window_unknown`, also where there is no result yet
 */
export function findWindow({ model, windows }: ModelState, name: string | undefined): WindowState {
  const found = name === undefined ? windows[0] : windows.find((window) => window.name === name);
  if (found !== undefined) return found;
  if (windows.length === 0) {
    throw new DriftError('window_unknown', `model ${JSON.stringify(model)} has no result yet`);
  }
  const names = windows.map((window) => window.name);
  throw new DriftError(
    'window_unknown',
    `unknown window ${JSON.stringify(name)}, expected one of ${names.join(', ')}`,
  );
}

/** Whether a picture of the feature could be drawn now. */
export function hasComparison(backend: Backend, model: string, feature: string): boolean {
  const state = backend.states().find((one) => one.model === model);
  return state?.windows[0]?.comparisons.has(feature) ?? false;
}

/** Newest first. @throws DriftError `alert_unknown` */
export async function findEpisodes(
  { alerts }: Backend,
  fingerprint: string,
): Promise<readonly [KeptAlert, ...KeptAlert[]]> {
  const [newest, ...others] = await alerts.episodes(fingerprint);
  if (newest !== undefined) return [newest, ...others];
  throw new DriftError('alert_unknown', `unknown alert ${JSON.stringify(fingerprint)}`);
}

function unknown(code: ErrorCode, what: string, name: string, names: readonly string[]): never {
  const guess = nearest(name, names);
  const hint = guess === undefined ? '' : `, did you mean ${JSON.stringify(guess)}?`;
  throw new DriftError(code, `unknown ${what} ${JSON.stringify(name)}${hint}`);
}
