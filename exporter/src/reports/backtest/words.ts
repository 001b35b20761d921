import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { short } from '../numbers.js';
import { plural } from '../summary.js';

/** The verdict on a backtest as a headline, without a full stop. */
export function verdictOf({ alerts, days, budget, within_budget: isWithin }: BacktestResult): string {
  const count = alerts.length === 0 ? 'No alert' : plural(alerts.length, 'alert');
  const verb = `${isWithin ? 'keep' : 'exceed'}${alerts.length > 1 ? '' : 's'}${isWithin ? ' to' : ''}`;
  const allowed = budget.allowed === 0 ? 'none' : budget.allowed;
  return `${count} in ${spanOf(days)} ${verb} the budget, which allows ${allowed}`;
}

/** So many days, in words. */
function spanOf(days: number): string {
  const rounded = days < 3 ? short(days) : String(Math.round(days));
  return `${rounded} ${rounded === '1' ? 'day' : 'days'}`;
}

/** What was replayed, in a sentence without a full stop. */
export function subjectOf({ from, to, features, bucket, budget }: BacktestResult): string {
  return `${plural(features, 'feature')} in buckets of ${bucket}, ${timeOf(from)} to ${timeOf(to)} UTC; budget ${short(budget.alarms)} in ${budget.period}`;
}

/** A time to the minute, a midnight as its day. */
export function timeOf(instant: string): string {
  return instant
    .slice(0, 16)
    .replace('T', ' ')
    .replace(/ 00:00$/, '');
}

/** What is proposed, in a sentence without a full stop. */
export function proposalOf({ proposal, budget, alerts }: BacktestResult): string {
  const { thresholds, told } = proposal;
  if (thresholds.length === 0) return 'The thresholds of now keep to the budget';
  const left = told === 0 ? 'no alert' : plural(told, 'alert');
  return `With higher thresholds for ${plural(thresholds.length, 'feature')} it would have been ${left} in place of ${alerts.length}; ${budget.allowed} ${budget.allowed === 1 ? 'is' : 'are'} allowed`;
}

/** What naive rules are, and how messages were counted. */
export function comparisonNote({ naive_window: window }: BacktestResult): string {
  return `The naive rules look at each feature alone over ${window}, ungrouped. Messages are those of Alertmanager: what is new, what is over, and repeats of what goes on.`;
}
