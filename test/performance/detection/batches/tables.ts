import { ruleNames, ruleTitles, type RuleName } from './rules.js';
import { group, hitRate, isFlagged, isLarge, isRight, meanOf, shareOf, type Share } from './tally.js';
import type { Scope, Trial } from './trial.js';

const isDrift = ({ kind }: Trial): boolean => kind !== 'none' && kind !== 'correlation flip';
const isNone = ({ kind }: Trial): boolean => kind === 'none';
const within =
  (scope: Scope) =>
  (trial: Trial): boolean =>
    trial.scope === scope;

/** Writes a table in Markdown, the first column of words and the others of numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

/** Hit rate, quiet rate and their mean, of each rule at each number of rows. Without a scope: half of each. */
export function overSizes(trials: readonly Trial[], scope?: Scope): string {
  const sizes = sizesOf(trials);
  const rows = ruleNames.map((rule) => [
    ruleTitles[rule],
    ...sizes.map((size) => {
      const own = trials.filter(
        (trial) => trial.rows === size && (isNone(trial) || scope === undefined || trial.scope === scope),
      );
      const { hit, quiet, both } = ratesOf(own, rule);
      return `**${percent(both.value)}** ±${percent((both.high - both.low) / 2)} (${percent(hit.value)} / ${percent(quiet.value)})`;
    }),
  ]);
  return table(['rule', ...sizes.map((size) => size.toLocaleString('en'))], rows);
}

export function ratesOf(
  trials: readonly Trial[],
  rule: RuleName,
): { readonly hit: Share; readonly quiet: Share; readonly both: Share } {
  const hit = hitRate(trials.filter(isDrift), (trial) => isFlagged(trial, rule));
  const quiet = shareOf(trials.filter(isNone), (trial) => !isFlagged(trial, rule));
  return { hit, quiet, both: meanOf(hit, quiet) };
}

/** Right answers over large drifts and none together; one batch in so many has none, as one kind among the others. */
export function rightAnswers(trials: readonly Trial[], rows: number): string {
  const scopes = ['all', 'one'] as const;
  const lines = ruleNames.map((rule) => [
    ruleTitles[rule],
    ...scopes.map((scope) => {
      const own = trials.filter((trial) => trial.rows === rows && within(scope)(trial));
      const right = hitRate(
        own.filter((trial) => isNone(trial) || (isDrift(trial) && isLarge(trial))),
        (trial) => isRight(trial, rule),
      );
      return spread(right, 2);
    }),
  ]);
  return table(['rule', 'every column that it fits', 'one column'], lines);
}

/** Sets on which a rule finds drift where there is none. */
export function falseAlarms(trials: readonly Trial[]): string {
  const sizes = sizesOf(trials);
  const lines = ruleNames.map((rule) => [
    ruleTitles[rule],
    ...sizes.map((size) => {
      const none = trials.filter((trial) => isNone(trial) && trial.rows === size);
      return spread(
        shareOf(none, (trial) => isFlagged(trial, rule)),
        2,
      );
    }),
  ]);
  return table(['rule', ...sizes.map((size) => size.toLocaleString('en'))], lines);
}

/** What nobody may miss: a change of these kinds that is large. */
export function isCritical(trial: Trial): boolean {
  const { kind, size, share } = trial;
  const isNamed =
    (kind === 'mean' && size >= 1) ||
    kind === 'unit' ||
    kind === 'sentinel −999' ||
    kind === 'stuck' ||
    (kind === 'missing' && share >= 0.2) ||
    kind === 'category swap';
  return isNamed && isLarge(trial);
}

/** Data sets missed among critical ones, and severities that are at least significant where the true PSI is .25. */
export function critical(trials: readonly Trial[], rows: number): string {
  const own = trials.filter((trial) => trial.rows === rows && isCritical(trial));
  const lines = [...group(own, ({ kind }) => kind), ['all', own] as const].map(([kind, of]) => [
    kind,
    ...ruleNames.map((rule) => {
      const missed = of.filter((trial) => !isFlagged(trial, rule)).length;
      return `${missed} of ${of.length}`;
    }),
    `${sum(of, ({ severe }) => severe[1])} of ${sum(of, ({ severe }) => severe[0])}`,
  ]);
  return table(
    ['change', ...ruleNames.map((rule) => ruleTitles[rule]), 'severity at least significant'],
    lines,
  );
}

/** Hit rate of each kind. */
export function byKind(trials: readonly Trial[], rows: number, scope: Scope): string {
  const own = trials.filter((trial) => trial.rows === rows && within(scope)(trial) && !isNone(trial));
  const lines = [...group(own, ({ kind, size }) => (size > 0 ? `${kind}, ${size} σ` : kind))].map(
    ([name, of]) => [
      name,
      ...ruleNames.map((rule) => percent(of.filter((trial) => isFlagged(trial, rule)).length / of.length)),
    ],
  );
  return table(['change', ...ruleNames.map((rule) => ruleTitles[rule])], lines);
}

export function spread({ value, low, high }: Share, digits = 1): string {
  return `${percent(value, digits)} (${percent(low, digits)}–${percent(high, digits)})`;
}

export function percent(share: number, digits = 1): string {
  return Number.isNaN(share) ? '–' : (share * 100).toFixed(digits);
}

export function sizesOf(trials: readonly Trial[]): number[] {
  return [...new Set(trials.map(({ rows }) => rows))].sort((a, b) => a - b);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
