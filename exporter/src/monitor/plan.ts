import type { CheckPlan } from '../check/plan.js';
import { importanceWishOf } from '../check/beyond/importanceWish.js';
import { detectionSettings, referenceRows, wishesOf } from '../check/planFromConfig.js';
import { readColumns } from '../check/readColumns.js';
import { segmentColumns } from '../check/segmentColumns.js';
import { formatDuration } from '../config/duration.js';
import { evidenceWindows } from '../config/model.js';
import { movingLength } from '../config/reference.js';
import { relationOf } from '../config/relation.js';
import type { Config, ModelConfig, SegmentConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Selection, Source } from '../sources/source.js';
import { clockOf, END_OF_TIME, type Clock } from './clock.js';
import { shiftedSource } from './shiftedSource.js';

/** What a monitor needs to know of its model before it counts. */
export interface MonitoringPlan {
  readonly check: CheckPlan;
  readonly source: Source;
  /** All rows of the model. */
  readonly rows: Selection;
  readonly clock: Clock;
  /** Present where the reference moves on with the windows. */
  readonly moving?: { readonly length: number; readonly isSeasonal: boolean };
  /** Whether single features are all that is looked at. */
  readonly isAlone?: boolean;
  readonly bucket: number;
  readonly lateness: number;
  /** Lengths in milliseconds, ascending, and what they are called. */
  readonly windows: readonly { readonly length: number; readonly name: string }[];
  /** How far back a first start counts: whole buckets. */
  readonly lookback: number;
  /** For so long after their rows labels may come or change, in milliseconds: 0 where rows cannot be counted a second time. */
  readonly labelDelay: number;
  /** Columns whose most frequent values are judged apart, as far as they are there. */
  readonly segments: readonly SegmentConfig[];
}

/**
 * Reads the columns of a model's rows and says where its reference lies.
 * @param opened the model's source, which this plan then uses through its clock
 * @param replayFrom for a replay of the past from then on: a reference that moves on begins before that, and not before
 *   the newest rows
 */
export async function monitoringPlan(
  config: Config,
  model: ModelConfig,
  opened: Source,
  replayFrom?: Date,
): Promise<MonitoringPlan> {
  const { reference: wanted, timestamp_column: timestampColumn, bucket, lateness } = model;
  const problem = (detail: string): DriftError =>
    new DriftError('config_invalid', `model ${model.name} ${detail}`, { file: config.file });
  if (wanted === undefined) throw problem('has no reference to compare with');
  if (model.stream && config.monitoring.clock === 'shifted') {
    throw problem('is a stream, which has no past that the clock `shifted` could move; use system or data');
  }
  if (timestampColumn === undefined && !model.stream) {
    throw problem('has no timestamp_column, which the monitor needs; `check` works without one');
  }
  const { relation, failed } = await readColumns(opened, relationOf(model));
  const raw: Selection = {
    relation,
    timestampZone: model.timestamp_time_zone,
    ...(timestampColumn === undefined ? {} : { timestampColumn }),
  };
  const range = config.monitoring.clock === 'shifted' ? await opened.timeRange(raw, END_OF_TIME) : undefined;
  const clock = clockOf(config.monitoring.clock, range?.watermark, bucket, new Date());
  const source = shiftedSource(opened, clock.shift);
  const lengths = evidenceWindows(model, config.monitoring.lookback_window);
  // what was sent to us once cannot be counted later
  const lookback = model.stream
    ? Infinity
    : wholeBuckets(Math.max(config.monitoring.lookback_window, ...lengths), bucket);
  const movesBy = movingLength(wanted);
  const reference =
    movesBy === undefined
      ? await fixedReference(source, model, wanted, raw, clock)
      : await firstStretch(source, raw, clock, { bucket, length: movesBy, gap: lookback, replayFrom });
  const segments = await segmentColumns(source, model, [raw, reference]);
  return {
    check: {
      model: model.name,
      source,
      reference,
      windows: [{ selection: raw, warnings: [] }],
      minCell: config.privacy.min_cell,
      settings: detectionSettings(config, model.name),
      ...(config.covariate.enabled ? { covariateFeatures: config.covariate.max_features } : {}),
      warnings: segments.warnings,
      failed,
      ...(timestampColumn === undefined ? {} : { timestamp: timestampColumn }),
      ...wishesOf(model),
      ...importanceWishOf(config, model),
    },
    source,
    rows: raw,
    clock,
    ...(movesBy === undefined ? {} : { moving: { length: movesBy, isSeasonal: wanted.kind === 'seasonal' } }),
    bucket,
    lateness,
    // what was sent to us once cannot be counted again
    labelDelay: model.stream ? 0 : model.label_delay,
    lookback,
    windows: lengths.map((length) => ({ length, name: formatDuration(length) })),
    segments: segments.found,
  };
}

/** For who looks at single features only: without labels, predictions and their joint distribution, which cost as much again. */
export function featuresAlone({ check, ...plan }: MonitoringPlan): MonitoringPlan {
  const { outcome, covariateFeatures, importance, ...alone } = check;
  return { ...plan, check: alone, isAlone: true };
}

interface Stretch {
  readonly bucket: number;
  readonly length: number;
  /** How far before the newest bucket it ends. */
  readonly gap: number;
  readonly replayFrom: Date | undefined;
}

/** Where a reference that moves on begins: counting goes on where it ends. */
async function firstStretch(
  source: Source,
  rows: Selection,
  { limit }: Clock,
  { bucket, length, gap, replayFrom }: Stretch,
): Promise<Selection> {
  const range = await source.timeRange(rows, limit());
  const newest = (range?.watermark ?? new Date()).getTime();
  const oldest = (range?.oldest ?? new Date()).getTime();
  const to =
    replayFrom === undefined
      ? Math.floor(newest / bucket) * bucket - gap
      : wholeBuckets(Math.max(replayFrom.getTime(), oldest + length), bucket);
  return { ...rows, from: new Date(to - length), to: new Date(to) };
}

function wholeBuckets(time: number, bucket: number): number {
  return Math.ceil(time / bucket) * bucket;
}

async function fixedReference(
  source: Source,
  model: ModelConfig,
  wanted: Exclude<ModelConfig['reference'], undefined>,
  rows: Selection,
  { shift }: Clock,
): Promise<Selection> {
  const selection = referenceRows(model, wanted, rows);
  if (wanted.kind === 'range') {
    return {
      ...selection,
      ...(selection.from && { from: new Date(selection.from.getTime() + shift) }),
      ...(selection.to && { to: new Date(selection.to.getTime() + shift) }),
    };
  }
  // another relation may have the times, too, and then tells how its own windows vary
  const { timestampColumn, timestampZone } = rows;
  const columns = await source.columns(selection.relation);
  return columns.some(({ name, kind }) => name === timestampColumn && kind === 'timestamp')
    ? { ...selection, ...(timestampColumn && { timestampColumn }), timestampZone }
    : selection;
}
