import { h } from 'preact';
import { marks } from '../../../../reports/marks.js';
import { short } from '../../../../reports/numbers.js';
import type { ModelDetail, Thresholds } from '../apiTypes.js';

/** What colours, marks and bars mean, in numbers. */
export function Legend({ detail }: { readonly detail: ModelDetail }) {
  const usual = commonThresholds(detail);
  if (usual === undefined) return null;
  const { small, significant, critical } = usual;
  const entries = [
    ['none', `below ${short(small)}, or within what is usual`],
    ['small', `from ${short(small)}`],
    ['significant', `from ${short(significant)}`],
    ...(critical === null ? [] : [['critical', `from ${short(critical)}`] as const]),
    ['inconclusive', 'too little data'],
  ] as const;
  const differs = detail.features.some(({ thresholds }) => !isSame(thresholds, usual));
  return (
    <div>
      <ul class="key" aria-label="Severities by PSI">
        {entries.map(([severity, text]) => (
          <li key={severity}>
            <i class={`s-${severity}`}>{marks[severity]}</i>
            {severity}: {text}
          </li>
        ))}
        <li>
          <sup>m</sup>&nbsp;by missing values
        </li>
      </ul>
      <ul class="key" aria-label="In the bars">
        <li>
          <i class="swatch usual" />
          up to here the reference varies by itself
        </li>
        <li>
          <i class="swatch noise" />
          noise floor
        </li>
        <li>
          <i class="swatch threshold" />
          thresholds{differs ? '; some features have their own, see their details' : ''}
        </li>
      </ul>
    </div>
  );
}

/** What most features have. */
function commonThresholds({ features }: ModelDetail): Thresholds | undefined {
  const counts = new Map<string, { readonly thresholds: Thresholds; count: number }>();
  for (const { thresholds } of features) {
    if (thresholds === null) continue;
    const key = JSON.stringify(thresholds);
    const known = counts.get(key) ?? { thresholds, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.thresholds;
}

function isSame(own: Thresholds | null, usual: Thresholds): boolean {
  return own === null || JSON.stringify(own) === JSON.stringify(usual);
}
