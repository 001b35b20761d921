import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import type { AlertDay } from '../../alerts/backtest/alertDays.js';
import { columns, plainLine, truncate } from '../text.js';

export const DAYS_WIDTH = 800;
export const DAYS_LEFT = 210;
export const DAYS_TOP = 6;
const DAYS_ROW = 22;
/** A picture of more rows is no longer one. */
export const MAX_ROWS = 40;
const MAX_NAME = 28;
/** Room for the label of a day. */
const LABEL = 30;
const DAY = 86_400_000;

/** Data sets of the picture, in pixels. */
export interface AlertDaysDrawing {
  /** Days in a row with alerts of one severity. */
  readonly cells: readonly {
    readonly x0: number;
    readonly x1: number;
    readonly y0: number;
    readonly y1: number;
    readonly severity: 'significant' | 'critical';
    readonly tip: string;
  }[];
  /** Where alerts began. */
  readonly starts: readonly { readonly x: number; readonly y: number; readonly tip: string }[];
  readonly rows: readonly { readonly y: number; readonly line: number; readonly label: string }[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly height: number;
}

/** Features with alerts, most first, the data as a whole before them. */
export function alertRows({ totals }: BacktestResult): (string | null)[] {
  return totals.filter(({ days }) => days > 0).map(({ feature }) => feature);
}

/** The days of a backtest from left to right, a row a feature that had alerts. */
export function alertDaysLayout(result: BacktestResult): AlertDaysDrawing {
  const first = Math.floor(Date.parse(result.from) / DAY);
  const days = Math.max(1, Math.ceil(Date.parse(result.to) / DAY) - first);
  const x = (day: number): number => ((day - first) / days) * DAYS_WIDTH;
  const shown = alertRows(result).slice(0, MAX_ROWS);
  const byFeature = new Map<string | null, AlertDay[]>(shown.map((feature) => [feature, []]));
  for (const day of result.alert_days) byFeature.get(day.feature)?.push(day);
  const rows = shown.map((feature, row) => ({ feature, row, own: byFeature.get(feature) ?? [] }));
  return {
    cells: rows.flatMap(({ feature, row, own }) =>
      runsOf(own).map(({ from, to, severity }) => ({
        x0: x(from),
        // a day of a long year is still to be seen
        x1: Math.max(x(to + 1), x(from) + 1.5),
        y0: row * DAYS_ROW + 3,
        y1: (row + 1) * DAYS_ROW - 3,
        severity: severity === 'critical' ? ('critical' as const) : ('significant' as const),
        tip: `${nameOf(feature)}: ${severity}, ${from === to ? dayName(from) : `${dayName(from)} to ${dayName(to)}`}`,
      })),
    ),
    starts: rows.flatMap(({ feature, row, own }) =>
      own
        .filter(({ began }) => began > 0)
        .map(({ day, began }) => ({
          x: x(Date.parse(day) / DAY) + Math.min(3, DAYS_WIDTH / days / 2),
          y: (row + 0.5) * DAYS_ROW,
          tip: `${nameOf(feature)}: ${began === 1 ? 'an alert' : `${began} alerts`} began on ${day}`,
        })),
    ),
    rows: rows.map(({ feature, row }) => ({
      y: (row + 0.5) * DAYS_ROW,
      line: (row + 1) * DAYS_ROW,
      label: bothEnds(nameOf(feature)),
    })),
    ticks: ticksOf(first, days).map(({ day, label }) => ({
      x: x(day),
      label: x(day) > DAYS_WIDTH - LABEL ? '' : label,
    })),
    height: shown.length * DAYS_ROW,
  };
}

function nameOf(feature: string | null): string {
  return plainLine(feature ?? 'all features together');
}

/** Long names often differ at their end only. */
function bothEnds(name: string): string {
  if (columns(name) <= MAX_NAME) return name;
  const half = MAX_NAME / 2;
  const backwards = (text: string): string => Array.from(text).reverse().join('');
  return truncate(name, half) + backwards(truncate(backwards(name), half)).slice(1);
}

function runsOf(days: readonly AlertDay[]): { from: number; to: number; severity: string }[] {
  const runs: { from: number; to: number; severity: string }[] = [];
  for (const { day, severity } of days) {
    const at = Date.parse(day) / DAY;
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === at && last.severity === severity) last.to = at;
    else runs.push({ from: at, to: at, severity });
  }
  return runs;
}

const MOST_TICKS = 13;
const steps = [1, 2, 7, 14];
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];

/** First days of months where these are not too few, else every so many days. */
function ticksOf(first: number, days: number): { day: number; label: string }[] {
  const step = days <= 7 * MOST_TICKS ? steps.find((length) => days / length <= MOST_TICKS) : undefined;
  if (step !== undefined) {
    return Array.from({ length: Math.ceil(days / step) }, (_, index) => first + index * step).map((day) => ({
      day,
      label: dayName(day).slice(5),
    }));
  }
  const start = new Date(first * DAY);
  const months = monthSteps.find((length) => days / 30.4 / length <= MOST_TICKS) ?? 240;
  const origin = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const ticks: { day: number; label: string }[] = [];
  for (let month = Math.ceil(origin / months) * months; ; month += months) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day >= first + days) return ticks;
    if (day >= first) ticks.push({ day, label: dayName(day).slice(0, 7) });
  }
}

function dayName(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
