/** States of the monitor as of now, for looking at the status page: real profiles and verdicts, moved to the present. */
import { initialState, type ModelState } from '../../exporter/src/monitor/state.js';
import type { Backend } from '../../exporter/src/server/backend.js';
import type { ScorePoint } from '../../exporter/src/store/records.js';
import { segmentName } from '../../exporter/src/sources/segments.js';
import { driftingState, stateOf, windowEnd } from '../support/modelStates.js';
import { wholeModel } from '../support/wholeModel.js';
import { hostileNames, hostileOutcomes } from '../support/outcomes.js';

const HOUR = 3_600_000;
const lengths = ['1h', '6h', '1d', '7d'];

/** So many features in windows of 1 h to 7 d, checked a minute ago. */
export function living(features: number, model?: string): ModelState {
  return present(driftingState(features, model, lengths));
}

/** The state, moved to the present, with what its reference varies by itself and what has been left out. */
function present(state: ModelState, age = 0): ModelState {
  const shift = Date.now() - windowEnd.getTime() - 5 * 60_000 - age;
  const move = (date: Date): Date => new Date(date.getTime() + shift);
  return {
    ...state,
    timeZone: 'America/New_York',
    team: 'risk',
    ...(state.reference && {
      reference: { ...state.reference, rows: 1_204_332, created: move(new Date('2025-11-02T00:00:00Z')) },
    }),
    ...(state.watermark && { watermark: move(state.watermark) }),
    ...(state.lastSuccess && { lastSuccess: move(state.lastSuccess) }),
    active: new Map(
      [...state.active].map(([name, { active, since }], index) => [
        name,
        since === undefined
          ? { active }
          : { active, since: new Date(move(since).getTime() - index * 7 * HOUR) },
      ]),
    ),
    windows: state.windows.map((window, index) => ({
      ...window,
      from: move(window.from),
      to: move(window.to),
      expires: move(window.expires),
      features: window.features.map((result, place) => ({
        ...result,
        reference_variation: { psi: ((0.06 / (index + 1)) * (1 + (place % 5))) / 3 },
      })),
    })),
    excluded: [
      {
        feature: 'application_id',
        reason: 'almost every value occurs once: 20,432 distinct values in 20,432 rows',
      },
    ],
  };
}

/** The state with what is told of the model as a whole in its longest window. */
function withFindings(state: ModelState): ModelState {
  const last = state.windows.length - 1;
  return {
    ...state,
    windows: state.windows.map((window, index) =>
      index === last ? { ...window, model: wholeModel } : window,
    ),
  };
}

/** The state with segments of these values, besides the rest; every seventh has changed as the whole has. */
function segmented(state: ModelState, values: readonly string[]): ModelState {
  const quiet = state.windows.map((window) => ({
    ...window,
    features: window.features.map((result) => ({ ...result, drifted: false, severity: 'none' as const })),
  }));
  return {
    ...state,
    segments: [...values, undefined].map((value, index) => ({
      name: segmentName('sales_channel', value),
      column: 'sales_channel',
      value: value ?? null,
      windows: index % 7 === 3 ? state.windows.slice(index % 4) : quiet,
    })),
  };
}

function hostile(): ModelState {
  const windows = hostileOutcomes().map(
    ({ comparisons }, index) => [lengths[index] ?? '', comparisons] as const,
  );
  const list = hostileNames.join(' ');
  const state = present(stateOf({ model: list, windows: Object.fromEntries(windows) }));
  return {
    ...state,
    team: list,
    source: list,
    ...(state.reference && { reference: { ...state.reference, version: list } }),
    excluded: [{ feature: list, reason: list }],
    failed: [{ feature: list, error: list }],
    warnings: [list],
    failure: { at: new Date(), stage: 'count', message: list },
  };
}

const model = { name: 'credit risk', source: 'warehouse', time_zone: 'UTC' };

/** What the page can be asked to show. */
export const scenarios = {
  '3-features': () => [living(3)],
  '16-features': () => [living(16)],
  '500-features': () => [living(500)],
  segments: () => [
    segmented(
      living(16),
      Array.from({ length: 40 }, (_, index) =>
        index === 5 ? '' : index === 10 ? 'other' : `branch ${index}`,
      ),
    ),
  ],
  'quiet-segments': () => [segmented(living(8), ['web', 'branch'])],
  'hostile-segments': () => [segmented(living(8), hostileNames)],
  'whole-model': () => [withFindings(living(8))],
  'no-models': () => [],
  'no-rows': () => [{ ...initialState({ ...model, team: undefined }), lastSuccess: new Date() }],
  'not-checked': () => [initialState({ ...model, team: undefined })],
  'catching-up': () => [
    {
      ...initialState({ ...model, team: undefined }),
      reference: living(3).reference,
      progress: { done: 3_211, total: 8_760 },
    },
    living(8, 'fraud'),
  ],
  failing: () => [
    {
      ...living(8),
      failure: {
        at: new Date(Date.now() - 40_000),
        stage: 'count' as const,
        message: 'source warehouse: cannot connect to db.example.org:5432: connection refused',
      },
      failed: [{ feature: 'employment_length', error: 'column "employment_length" does not exist' }],
      warnings: ['feature region: 14 categories hold fewer than 10 rows each'],
      promotionDue: true,
    },
    living(4, 'fraud'),
  ],
  stale: () => [present(driftingState(8, 'credit risk', lengths), 30 * HOUR)],
  expired: () => [
    { ...living(8), windows: [], failure: { at: new Date(), stage: 'store' as const, message: 'disk full' } },
  ],
  'many-models': () =>
    Array.from({ length: 40 }, (_, index) => living(4 + (index % 5), `model ${index + 1}`)),
  hostile: () => [hostile(), { ...living(3), model: hostileNames[4] ?? '' }],
} satisfies Readonly<Record<string, () => ModelState[]>>;

/** Hourly scores that lead to what the window holds now, wave by wave. */
export function walkedHistory(states: () => readonly ModelState[]): Backend['history'] {
  return async ({ model: name, feature, window: windowName, from }) => {
    const window = states()
      .find(({ model }) => model === name)
      ?.windows.find((one) => one.name === windowName);
    const result = window?.features.find((one) => one.feature === feature);
    if (window === undefined || result === undefined) return [];
    const psi = Math.max(...['psi', 'missing_psi'].map((id) => Number(result.statistics[id]?.value ?? 0)));
    const floor = Number(result.statistics.psi?.noise_floor ?? 0);
    const start = Math.max(from?.getTime() ?? 0, window.to.getTime() - 60 * 24 * HOUR);
    const points: ScorePoint[] = [];
    for (let to = start; to <= window.to.getTime(); to += HOUR) {
      const left = (window.to.getTime() - to) / (24 * HOUR);
      const wave = 1 + 0.25 * Math.sin(to / (4 * HOUR)) + 0.1 * Math.sin(to / HOUR);
      const value = left === 0 ? psi : (psi * wave) / (1 + Math.exp(left - 4)) + floor * wave;
      points.push({
        to: new Date(to),
        psi: value,
        noiseFloor: floor,
        referenceVariation: floor * 8,
        missingPsi: 0.001,
        drifted: value > 0.1,
        severity: value >= 0.25 ? 'critical' : value >= 0.2 ? 'significant' : value >= 0.1 ? 'small' : 'none',
        version: '3f9c2a71b0d4',
        rows: result.rows.current,
      });
    }
    return points;
  };
}
