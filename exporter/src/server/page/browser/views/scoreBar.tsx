import { h } from 'preact';
import { score, short } from '../../../../reports/numbers.js';
import type { FeatureVerdict, Thresholds } from '../apiTypes.js';
import { verdictEffect } from '../rows.js';

const WIDTH = 110;
const HEIGHT = 14;

interface BarProps {
  readonly verdict: FeatureVerdict;
  readonly thresholds: Thresholds | null;
}

/** PSI against what is noise, what is usual and what is too much; the scale ends at twice the highest threshold. */
export function ScoreBar({ verdict, thresholds }: BarProps) {
  const { severity, window } = verdict;
  const { value, missing } = verdictEffect(verdict);
  // both are of the values; what missing ones vary by is not in the answer
  const floor = missing ? null : verdict.noise_floor;
  const usual = missing ? null : verdict.reference_variation;
  if (value === null || severity === 'inconclusive') return <span class="muted">too little data</span>;
  const limits = thresholds === null ? [] : [thresholds.small, thresholds.significant, thresholds.critical];
  const known = limits.filter((limit) => limit !== null);
  const end = 2 * Math.max(...known, 0.05);
  // square roots, as in the trends: small scores are where verdicts are decided
  const x = (psi: number): number => Math.round(Math.sqrt(Math.min(1, psi / end)) * WIDTH * 10) / 10;
  const said = [
    `PSI ${score(value)}${missing ? ' of missing values' : ''} in ${window}`,
    ...(thresholds === null ? [] : [`small from ${short(thresholds.small)}`]),
    ...(floor === null ? [] : [`noise up to ${short(floor)}`]),
    ...(usual === null ? [] : [`usual up to ${short(usual)}`]),
  ].join(', ');
  return (
    <span class="against" title={said}>
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <rect class="track" x="0" y="3" width={WIDTH} height="8" rx="2" />
        {usual !== null && <rect class="usual" x="0" y="0" width={x(usual)} height={HEIGHT} rx="2" />}
        <rect class={`fill m-${severity}`} x="0" y="3" width={Math.max(1.5, x(value))} height="8" rx="2" />
        {known.map((limit) => (
          <path key={limit} class="threshold" d={`M${x(limit)} 0V${HEIGHT}`} />
        ))}
        {floor !== null && <path class="noise" d={`M${x(floor)} 1V${HEIGHT - 1}`} />}
      </svg>{' '}
      <span class="value">{score(value)}</span> <span class="muted small">{window}</span>
    </span>
  );
}
