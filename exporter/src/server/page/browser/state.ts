import type { FleetShard, ModelDetail, ModelSummary } from './apiTypes.js';
import type { Problem } from './ask.js';
import { severityRank } from '../../../reports/models.js';
import type { Row } from './rows.js';
import type { View } from './view.js';

/** Everything that the page draws from; replaced as a whole. */
export interface PageState {
  readonly view: View;
  /** Absent until the first answer. */
  readonly models?: readonly ModelSummary[];
  /** Present where other exporters watch other models. */
  readonly shard?: FleetShard | undefined;
  /** The model that is looked at. */
  readonly detail?: ModelDetail;
  readonly rows: readonly Row[];
  /** Why the last look failed. */
  readonly problem?: Problem;
  /** Milliseconds since the epoch by the server's clock. */
  readonly answeredAt?: number;
  /** Milliseconds since the epoch by the viewer's clock. */
  readonly retryAt?: number;
  /** Rows in the table at most. */
  readonly limit: number;
  readonly announcement: string;
  readonly dark: boolean;
}

export const PAGE = 100;

/** The model that the view names; else the one looked at already; else the one that needs attention most. */
export function chosenModel(
  { view, detail }: PageState,
  models: readonly ModelSummary[],
): ModelSummary | undefined {
  if (view.model !== undefined) return models.find(({ model }) => model === view.model);
  return models.find(({ model }) => model === detail?.model) ?? byUrgency(models)[0];
}

/** Failing models first, then the worst. */
export function byUrgency(models: readonly ModelSummary[]): ModelSummary[] {
  const weigh = ({ failure, severity, active_features: active }: ModelSummary): number[] => [
    Number(failure !== null),
    Number(active > 0),
    severityRank(severity),
    active,
  ];
  return [...models].sort((a, b) => {
    const [first, second] = [weigh(a), weigh(b)];
    const apart = first.findIndex((value, index) => value !== second[index]);
    return (second[apart] ?? 0) - (first[apart] ?? 0);
  });
}

/** Whether results are too old to be taken for the present. */
export function isStale({ windows }: ModelSummary, now: number): boolean {
  return windows.length > 0 && windows.every(({ expires }) => Date.parse(expires) < now);
}
