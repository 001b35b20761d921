import { z } from 'zod';
import { number, section, text } from './fields.js';

const defaults = { no_change: 0.1, small_change: 0.2, significant_change: 0.25 };
type Level = keyof typeof defaults;
const steps: readonly (readonly [Level, Level])[] = [
  ['no_change', 'small_change'],
  ['small_change', 'significant_change'],
];

/** The PSI from which a change is small, significant and critical. */
export const psiThresholds = () =>
  section({
    no_change: number({ above: 0 }).optional(),
    small_change: number({ above: 0 }).optional(),
    significant_change: number({ above: 0 }).optional(),
  }).transform((written, context) => {
    const shown = (level: Level) => `${written[level] ?? `${defaults[level]}, the default`}`;
    const value = (level: Level) => written[level] ?? defaults[level];
    for (const [lower, upper] of steps) {
      if (value(upper) > value(lower)) continue;
      // the complaint goes to a key that stands in the file
      const message =
        written[upper] === undefined
          ? `expected a number below ${upper} (${shown(upper)}), got ${value(lower)}`
          : `expected a number above ${lower} (${shown(lower)}), got ${value(upper)}`;
      context.addIssue({ code: 'custom', path: [written[upper] === undefined ? lower : upper], message });
    }
    return { ...defaults, ...written } as Record<Level, number>;
  });

/** A feature's own threshold, for one model or for all. */
const alertRule = () =>
  section({ feature: text(), threshold: number({ above: 0 }), model: text().optional() });

/** The whole of `drift_thresholds.yaml`. */
export const driftThresholds = () =>
  section({
    psi_thresholds: psiThresholds().prefault({}),
    ks_test: section({ significance_level: number({ above: 0, below: 1 }).prefault(0.05) }).prefault({}),
    alert_rules: section({
      critical: z.array(alertRule()).prefault([]),
      warning: z.array(alertRule()).prefault([]),
    }).prefault({}),
  });
