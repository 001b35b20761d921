import { referenceRelationOf, relationOf } from '../config/relation.js';
import type { Config, ModelConfig, MovingReferenceConfig } from '../config/schema.js';
import type { DetectionSettings } from '../detection/settings.js';
import { DriftError } from '../errors.js';
import type { Relation, Selection, Source } from '../sources/source.js';
import { importanceWishOf } from './beyond/importanceWish.js';
import { outcomeWishOf } from './beyond/outcomeWish.js';
import type { CheckPlan, CheckWindow } from './plan.js';
import { readColumns } from './readColumns.js';
import type { SameHours } from './sameHours.js';
import { segmentColumns } from './segmentColumns.js';
import { timeWindows } from './windows.js';

/** Turns a configured model into a check: which rows are the reference, and which windows are compared with it. */
export async function planFromConfig(
  config: Config,
  model: ModelConfig,
  source: Source,
  now: Date,
): Promise<CheckPlan> {
  // once and for all: a text file is parsed anew for any other types
  const { relation, failed } = await readColumns(source, relationOf(model));
  const rows: Selection = {
    relation,
    timestampZone: model.timestamp_time_zone,
    ...(model.timestamp_column === undefined ? {} : { timestampColumn: model.timestamp_column }),
  };
  const { reference, windows, warnings, sameHours } = await selections(config, model, source, rows, now);
  const segments = await segmentColumns(source, model, [rows, reference]);
  return {
    model: model.name,
    source,
    reference,
    windows,
    minCell: config.privacy.min_cell,
    settings: detectionSettings(config, model.name),
    ...(config.covariate.enabled
      ? { covariateFeatures: config.covariate.max_features, rowSample: config.privacy.allow_row_sample }
      : {}),
    warnings: [...warnings, ...segments.warnings],
    failed,
    ...(sameHours && { sameHours }),
    ...(segments.found.length === 0 ? {} : { segments: segments.found }),
    ...wishesOf(model),
    ...importanceWishOf(config, model),
    ...(model.timestamp_column === undefined ? {} : { timestamp: model.timestamp_column }),
  };
}

/** What a model's configuration says of its columns. */
export function wishesOf(
  model: ModelConfig,
): Pick<CheckPlan, 'features' | 'exclude' | 'part' | 'label' | 'outcome'> {
  const { features, exclude, part, label_column: label, prediction_column: prediction } = model;
  const outcome = outcomeWishOf(model);
  // what a model predicts is looked at as its features are
  const isLeftOut =
    prediction === undefined ||
    exclude.includes(prediction) ||
    features?.some(({ name }) => name === prediction);
  return {
    exclude,
    ...(features === undefined
      ? {}
      : { features: isLeftOut ? features : [...features, { name: prediction }] }),
    ...(part && { part }),
    ...(label === undefined ? {} : { label }),
    ...(outcome && { outcome }),
  };
}

/** The settings that hold for one model. */
export function detectionSettings(config: Config, model: string): DetectionSettings {
  const { psi_thresholds, ks_test, alert_rules, detection } = config;
  // a rule that names the model goes before one for all
  const own = (rules: Config['alert_rules']['critical']) =>
    rules
      .filter((rule) => rule.model === undefined || rule.model === model)
      .sort((a, b) => Number(b.model !== undefined) - Number(a.model !== undefined));
  return {
    thresholds: {
      small: psi_thresholds.no_change,
      significant: psi_thresholds.small_change,
      critical: psi_thresholds.significant_change,
    },
    critical: own(alert_rules.critical),
    warning: own(alert_rules.warning),
    falseDiscoveryRate: detection.false_discovery_rate,
    minEffect: detection.min_effect,
    minRows: detection.min_rows,
    significanceLevel: ks_test.significance_level,
  };
}

interface Selections {
  readonly reference: Selection;
  readonly windows: readonly CheckWindow[];
  readonly warnings: readonly string[];
  readonly sameHours?: SameHours;
}

async function selections(
  config: Config,
  model: ModelConfig,
  source: Source,
  rows: Selection,
  now: Date,
): Promise<Selections> {
  const wanted = model.reference;
  if (wanted === undefined) {
    throw new DriftError('config_invalid', `model ${model.name} has no reference to compare with`, {
      file: config.file,
    });
  }
  if (rows.timestampColumn === undefined) {
    const reference = { relation: referenceRelation(model, rows) };
    return { reference, windows: [{ name: 'all', selection: rows, warnings: [] }], warnings: [] };
  }
  const range = await source.timeRange({ ...rows, to: now }, now);
  const { future, undated } = await oddRows(source, rows, now);
  const warnings = [
    ...(future === 0
      ? []
      : [`${future} rows lie in the future, after ${now.toISOString()}; they are left out`]),
    ...(undated === 0 ? [] : [`${undated} rows have no ${rows.timestampColumn}; they are left out`]),
  ];
  const end = future === 0 ? undefined : now;
  if (wanted.kind === 'rolling' || wanted.kind === 'seasonal') {
    const selected = latest(config, model, wanted, rows, range?.watermark ?? now);
    return { ...selected, warnings };
  }
  const reference = referenceRows(model, wanted, rows, end);
  if (range === undefined || model.check_windows === 'all') {
    const after = wanted.kind === 'range' ? afterReference(wanted) : {};
    const selection = until({ ...rows, ...after }, end);
    return { reference, windows: [{ name: 'all', selection, warnings: [] }], warnings };
  }
  const { windows, begun } = timeWindows(range.oldest, range.watermark, model.check_windows);
  const left =
    begun === undefined
      ? []
      : [`window ${begun.name} has only begun, it holds less than a day; it is left out`];
  return {
    reference,
    warnings: [...warnings, ...left],
    windows: windows.map(({ name, from, to }) => ({
      name,
      selection: until({ ...rows, from, to }, end),
      warnings:
        wanted.kind === 'range' && overlaps(wanted, from, to)
          ? [`window ${name} overlaps the reference: it is compared with its own rows`]
          : [],
    })),
  };
}

/** The last lookback against the past before it. */
function latest(
  { monitoring: { lookback_window: lookback } }: Config,
  { bucket, time_zone: timeZone }: ModelConfig,
  wanted: MovingReferenceConfig,
  rows: Selection,
  newest: Date,
): Omit<Selections, 'warnings'> {
  const from = new Date(newest.getTime() - lookback);
  const to = new Date(newest.getTime() + 1);
  const length = wanted.kind === 'rolling' ? wanted.rolling : wanted.seasonal;
  const hours = { from: from.getTime(), to: to.getTime(), bucket, timeZone };
  return {
    reference: { ...rows, from: new Date(from.getTime() - length), to: from },
    windows: [{ name: 'latest', selection: { ...rows, from, to }, warnings: [] }],
    // a week has all weekdays and hours
    ...(wanted.kind === 'seasonal' && lookback < WEEK ? { sameHours: hours } : {}),
  };
}

const WEEK = 604_800_000;

/** The rows of a reference that does not move on: a range of the model's own rows, or another relation. */
export function referenceRows(
  model: ModelConfig,
  wanted: Exclude<ModelConfig['reference'], undefined>,
  rows: Selection,
  end?: Date,
): Selection {
  if (wanted.kind !== 'range') return { relation: referenceRelation(model, rows) };
  const { from, to } = wanted;
  return until({ ...rows, ...(from && { from }), ...(to && { to }) }, end);
}

/** A selection that ends no later than `end`. */
function until(selection: Selection, end: Date | undefined): Selection {
  const { to } = selection;
  return end === undefined || (to !== undefined && to <= end) ? selection : { ...selection, to: end };
}

/** The reference's relation, in the same words as the model's where it is the same. */
function referenceRelation(model: ModelConfig, { relation }: Selection): Relation {
  const wanted = referenceRelationOf(model);
  return JSON.stringify(wanted) === JSON.stringify(relationOf(model)) ? relation : wanted;
}

/** Rows whose timestamp lies in the future, and rows that have none. */
async function oddRows(
  source: Source,
  rows: Selection,
  now: Date,
): Promise<{ future: number; undated: number }> {
  const all = await source.rowCount(rows);
  const past = await source.rowCount({ ...rows, to: now });
  const future = past === all ? 0 : await source.rowCount({ ...rows, from: now });
  return { future, undated: all - past - future };
}

function overlaps(range: { from?: Date; to?: Date }, from: Date, to: Date): boolean {
  return (range.from === undefined || range.from < to) && (range.to === undefined || from < range.to);
}

/** All rows at once means those that the reference does not hold: after it or, where it has no end, before it. */
function afterReference({ from, to }: { from?: Date; to?: Date }): Pick<Selection, 'from' | 'to'> {
  if (to !== undefined) return { from: to };
  return from === undefined ? {} : { to: from };
}
