import { short } from '../reason.js';
import type { DomainAuc } from './domainAuc.js';

export interface ClassifierVerdict {
  /** Do rows of the window tell from rows of the reference? Null where there are too few. */
  readonly detected: boolean | null;
  readonly reason: string;
  /** Of held-out rows: .5 where nothing tells them apart. */
  readonly auc?: number;
  readonly p_value?: number;
  /** The largest area of a stretch of the reference against its rest; absent where its rows have no times. */
  readonly usual_auc?: number;
  /** Sampled on either side; half of them teach. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** Without whose values the sides tell less well apart, by how much the area falls; the most telling first. */
  readonly features: readonly { readonly feature: string; readonly loss: number }[];
}

export interface DomainSettings {
  /** The p-value that evidence needs. */
  readonly level: number;
  readonly minRows: number;
}

/** A smaller area is too little of a change, however certain: the two sides share nine tenths of their rows, or more. */
const LEAST_AUC = 0.55;
/** A feature below it is not named. */
const LEAST_LOSS = 0.01;
const MOST_FEATURES = 5;

/**
 * The verdict on whether a classifier can tell the window's rows from the reference's.
 * @param names of the features, in their places
 * @param usual areas of stretches of the reference against the rest of it
 */
export function judgeDomains(
  found: DomainAuc | undefined,
  rows: ClassifierVerdict['rows'],
  names: readonly string[],
  usual: readonly number[],
  { level, minRows }: DomainSettings,
): ClassifierVerdict {
  const fewest = Math.min(rows.reference, rows.current);
  if (found === undefined || fewest < minRows) {
    const reason = `${fewest} rows are too few to tell, it takes ${minRows}`;
    return { detected: null, reason, rows, features: [] };
  }
  const { auc, pValue = 1, losses } = found;
  const most = usual.length === 0 ? undefined : Math.max(...usual);
  const isBeyond = auc > (most ?? 0);
  const detected = auc >= LEAST_AUC && pValue <= level && isBeyond;
  const features = losses
    .filter(({ loss }) => loss >= LEAST_LOSS)
    .slice(0, MOST_FEATURES)
    .flatMap(({ index, loss }) => {
      const feature = names[index];
      return feature === undefined ? [] : [{ feature, loss }];
    });
  const by = detected && features.length > 0 ? `, by ${listed(features)}` : '';
  const beside =
    most === undefined
      ? 'without times in the reference, the p-value decides'
      : `stretches of the reference against its rest reach ${short(most)}`;
  return {
    detected,
    reason: `a classifier tells the window's rows from the reference's with an AUC of ${short(auc)}${by}; ${beside}`,
    auc,
    p_value: pValue,
    ...(most === undefined ? {} : { usual_auc: most }),
    rows,
    features: detected ? features : [],
  };
}

function listed(features: ClassifierVerdict['features']): string {
  return features.map(({ feature }) => feature).join(', ');
}
