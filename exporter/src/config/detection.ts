import { z } from 'zod';
import { parseDuration } from './duration.js';
import { flag, integer, number, path, section, unexpected, type Place } from './fields.js';

/** At most so many false alarms in so many milliseconds. */
export interface Budget {
  readonly alarms: number;
  readonly period: number;
}

/** Reads a budget such as `1/30d`; undefined where the text is none. */
export function parseBudget(text: string): Budget | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*\/\s*(\S+)$/.exec(text);
  const alarms = Number(match?.[1]);
  const period = parseDuration(match?.[2] ?? '');
  return alarms > 0 && period !== undefined && period > 0 ? { alarms, period } : undefined;
}

const budget = () =>
  z
    .string()
    .transform(
      (value, context) =>
        parseBudget(value) ??
        unexpected(context, 'a number of false alarms in a stretch of time such as "1/30d"'),
    );

/** When a feature counts as changed at all. */
export const detection = (place: Place) =>
  section({
    false_discovery_rate: number({ above: 0, below: 1 }).prefault(0.001),
    min_effect: number({ from: 0 }).prefault(0.01),
    dataset_share: number({ above: 0, to: 1 }).prefault(0.5),
    min_rows: integer(1).prefault(30),
    false_alarm_budget: budget().prefault('1/30d'),
    lstm: section({
      enabled: flag().prefault(true),
      model: path(place).optional(),
    }).prefault({}),
  });
