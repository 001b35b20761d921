import { severityRank } from '../../../reports/models.js';
import type { FeatureSummary, FeatureVerdict, ModelDetail } from './apiTypes.js';
import type { View } from './view.js';

/** A feature as the table shows it. */
export interface Row {
  readonly feature: FeatureSummary;
  /** One a window of the model, shortest first; undefined where the feature was not checked in it. */
  readonly verdicts: readonly (FeatureVerdict | undefined)[];
  /** The verdict with the worst severity and, among those, the largest effect. */
  readonly worst: FeatureVerdict | undefined;
  readonly rank: number;
  /** PSI, of values or of missing ones, whichever is larger; −1 where unknown. */
  readonly psi: number;
  readonly searched: string;
  /** Place in the API's order: most urgent first. */
  readonly place: number;
}

/** How much a feature has changed: the worse of PSI and PSI of missing values. */
export function verdictEffect({ psi, missing_psi }: FeatureVerdict): {
  readonly value: number | null;
  readonly missing: boolean;
} {
  const missing = (missing_psi ?? 0) > (psi ?? 0);
  return { value: missing ? missing_psi : psi, missing };
}

export function featureRows(detail: ModelDetail): Row[] {
  return detail.features.map((feature, place) => {
    const verdicts = detail.windows.map(({ window }) =>
      feature.windows.find((verdict) => verdict.window === window),
    );
    const worst = worstVerdict(feature.windows);
    return {
      feature,
      verdicts,
      worst,
      rank: worst === undefined ? -1 : severityRank(worst.severity),
      psi: worst === undefined ? -1 : (verdictEffect(worst).value ?? -1),
      searched: feature.feature.toLowerCase(),
      place,
    };
  });
}

export function worstVerdict(verdicts: readonly FeatureVerdict[]): FeatureVerdict | undefined {
  const weigh = (verdict: FeatureVerdict): readonly [number, number] => [
    severityRank(verdict.severity),
    verdictEffect(verdict).value ?? -1,
  ];
  return verdicts.reduce<FeatureVerdict | undefined>((worst, verdict) => {
    if (worst === undefined) return verdict;
    const [[rank, effect], [worstRank, worstEffect]] = [weigh(verdict), weigh(worst)];
    return rank > worstRank || (rank === worstRank && effect > worstEffect) ? verdict : worst;
  }, undefined);
}

/** The rows that pass the filters, in the order that was asked for; ties stay in the API's order. */
export function selectRows(rows: readonly Row[], view: View): Row[] {
  const wanted = view.text.trim().toLowerCase();
  const order = orders[view.sort];
  const sign = view.reversed ? -1 : 1;
  return rows
    .filter(
      (row) =>
        row.searched.includes(wanted) && row.rank >= view.least && (!view.activeOnly || row.feature.active),
    )
    .sort((a, b) => sign * order(a, b) || a.place - b.place);
}

const names = new Intl.Collator('en', { numeric: true });

const orders: Readonly<Record<View['sort'], (a: Row, b: Row) => number>> = {
  urgency: (a, b) =>
    Number(b.feature.active) - Number(a.feature.active) ||
    b.rank - a.rank ||
    b.psi - a.psi ||
    a.place - b.place,
  severity: (a, b) => b.rank - a.rank || b.psi - a.psi,
  psi: (a, b) => b.psi - a.psi,
  name: (a, b) => names.compare(a.feature.feature, b.feature.feature),
  since: (a, b) => (b.feature.active_since ?? '').localeCompare(a.feature.active_since ?? ''),
};

/** Whether a filter leaves features out. */
export function isFiltered(view: View): boolean {
  return view.text.trim() !== '' || view.least > -1 || view.activeOnly;
}
