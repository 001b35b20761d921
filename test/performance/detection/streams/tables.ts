import { chiSquaredQuantile } from '../../../../exporter/src/statistics/numerics/chiSquaredDistribution.js';
import { Draws } from '../../../support/randomness.js';
import { table } from '../batches/tables.js';
import { kinds } from './kinds.js';
import type { Measured, Run } from './measure.js';
import { ruleNames, rules, type Rule } from './rules.js';

/** False alarms in 30 days over all features, with 95 % intervals of a Poisson count. */
export function falseAlarmTable({ tuned, falseAlarms, days }: Measured): string {
  const scale = 30 / days;
  return table(
    ['rule', 'false alarms in 30 days (95 %)', 'where thresholds were set'],
    ruleNames.map((rule) => {
      const count = falseAlarms[rule];
      const [low, high] = poissonInterval(count).map((limit) => (limit * scale).toFixed(2));
      return [
        rules[rule],
        `${(count * scale).toFixed(2)} (${low}–${high})`,
        (tuned[rule] * scale).toFixed(2),
      ];
    }),
  );
}

/** Garwood 1936. */
export function poissonInterval(count: number): [number, number] {
  return [
    count === 0 ? 0 : chiSquaredQuantile(0.975, 2 * count) / 2,
    chiSquaredQuantile(0.025, 2 * count + 2) / 2,
  ];
}

/**
 * Median [95 %] and 90 % point of the delays by change and rule; where less than nine in ten were seen at all, how many were.
 * @param shown the rules
 */
export function delayTable({ runs }: Pick<Measured, 'runs'>, shown: readonly Rule[] = ruleNames): string {
  const lines = kinds.map(({ name, title, of }) => [
    title,
    ...shown.map((rule) => {
      const delays = delaysOf(runs, name, rule);
      const seen = delays.filter(Number.isFinite).length;
      if (of === 'none') return `${seen} of ${delays.length} alarm`;
      const [low, high] = medianInterval(delays);
      const late = quantile(delays, 0.9);
      const end = Number.isFinite(late) ? hours(late) : `${Math.round((100 * seen) / delays.length)} % seen`;
      return `${hours(quantile(delays, 0.5))} [${hours(low)}, ${hours(high)}] / ${end}`;
    }),
  ]);
  return table(['change', ...shown.map((rule) => rules[rule])], lines);
}

/** What the combined rule, and the network alone, gain against the seven-day rule and `drift_active`. */
export function gains(measured: Measured): string {
  const shown = kinds.filter(({ of }) => of !== 'none');
  const lines: string[] = [];
  for (const rule of ['combined', 'shipped', 'lstm', 'active'] as const) {
    for (const other of ['sevenDays', 'sevenDaysOwn', 'active'] as const) {
      if (rule === other) continue;
      const faster: number[] = [];
      const slower: string[] = [];
      for (const { name } of shown) {
        const [a, b] = [delaysOf(measured.runs, name, rule), delaysOf(measured.runs, name, other)];
        const [own, its] = [quantile(a, 0.5), quantile(b, 0.5)];
        if (Number.isFinite(own) || Number.isFinite(its))
          faster.push(Number.isFinite(its) ? 1 - own / its : 1);
        if (own > its) slower.push(`${name} (median ${hours(own)} against ${hours(its)})`);
        const [ownLate, itsLate] = [quantile(a, 0.9), quantile(b, 0.9)];
        if (ownLate > itsLate) slower.push(`${name} (90 %: ${hours(ownLate)} against ${hours(itsLate)})`);
      }
      const shares = faster.map((share) => `${Math.round(100 * share)}`).join(', ');
      lines.push(
        `- ${rules[rule]} against ${rules[other]}: ${Math.round(100 * quantile(faster, 0.5))} % faster at the median over kinds ` +
          `(${shares}); slower on ${slower.length === 0 ? 'none' : slower.join(', ')}`,
      );
    }
  }
  return lines.join('\n');
}

export function delaysOf(runs: readonly Run[], kind: string, rule: Rule): number[] {
  return runs.flatMap((run) => {
    const delay = run.kind === kind ? run.hours[rule] : undefined;
    return delay === undefined ? [] : [delay ?? Infinity];
  });
}

/** The value that a share of them stays at or below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** 95 % of resampled medians lie between. */
export function medianInterval(values: readonly number[]): [number, number] {
  const draws = new Draws(1);
  const medians = draws.many(400, () =>
    quantile(
      draws.many(values.length, () => values[draws.below(values.length)] ?? NaN),
      0.5,
    ),
  );
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}

function hours(value: number): string {
  return Number.isFinite(value) ? String(value) : '–';
}
