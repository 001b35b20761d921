import { z } from 'zod';
import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import { buildReference } from '../check/buildReference.js';
import type { Config, ModelConfig } from '../config/schema.js';
import type { Calibration } from '../detection/overTime/calibrate.js';
import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import { definitionHash } from '../store/referenceStore.js';
import type { KeptReference, Store } from '../store/store.js';
import { longWindows } from './beyond/longWindows.js';
import { buildCovariate } from './beyond/referenceCovariate.js';
import { bucketsAtOnce, countBuckets } from './countBuckets.js';
import { ReferenceBuilder, type CalibrationWishes, type MonitoredReference } from './monitoredReference.js';
import type { BuiltSpan } from './pastBuckets.js';
import type { MonitoringPlan } from './plan.js';

/** Limits of another format are found anew. */
const CALIBRATION_FORMAT = 1;

/** What is kept beside a reference's limits: what they were found for. */
const keptCalibration = z.object({
  wishes: z.string().optional(),
  /** First and last moment of the reference's own buckets. */
  span: z.tuple([z.number(), z.number()]).optional(),
  /** By how much times were moved forward as they were kept. */
  shift: z.number().optional(),
  // written by ourselves, and found anew where it was not
  calibration: z.custom<Calibration>((value) => typeof value === 'object').optional(),
});

/** What a model's reference is made from, whatever its rows are by now. */
export function definitionOf({ check, clock, moving }: MonitoringPlan): string {
  const { reference, features, exclude, label, outcome, minCell } = check;
  const { relation, from, to, timestampColumn, timestampZone } = reference;
  const unshifted = (time: Date | undefined): number | undefined => time && time.getTime() - clock.shift;
  return definitionHash({
    relation,
    // where a reference lies that moves on changes with every start
    ...(moving === undefined ? { from: unshifted(from), to: unshifted(to) } : { rolling: moving.length }),
    timestampColumn,
    timestampZone,
    features,
    exclude,
    label,
    outcome,
    minCell,
  });
}

export function calibrationWishes(
  config: Config,
  model: ModelConfig,
  plan: MonitoringPlan,
): CalibrationWishes {
  return {
    bucket: plan.bucket,
    windows: plan.windows.map(({ length }) => length),
    timeZone: model.time_zone,
    shift: plan.clock.shift,
    budget: budgetOf(config, model),
    ...(plan.moving?.isSeasonal === true ? { isSeasonal: true } : {}),
  };
}

/** The parts of a model share its budget. */
function budgetOf({ detection }: Config, { part }: ModelConfig): CalibrationWishes['budget'] {
  const { alarms, period } = detection.false_alarm_budget;
  return { alarms: alarms / (part?.count ?? 1), period };
}

/** Counts a new reference and its own buckets, and keeps both, without switching to it yet. */
export async function buildKeptReference(
  plan: MonitoringPlan,
  store: Store,
  onWarning: (warning: string) => void,
): Promise<KeptReference> {
  const { check, source } = plan;
  const { reference, excluded, failed, warnings, outcome } = await buildReference(check);
  for (const warning of [...warnings, ...failed.map(({ error }) => error.message)]) onWarning(warning);
  if (reference.features.length === 0) {
    throw new DriftError('reference_missing', 'none of the features could be counted in the reference', {
      source: source.name,
    });
  }
  if (reference.rows === 0) {
    throw new DriftError(
      'input_empty',
      `the reference of model ${check.model} has no rows; check its range, table or files`,
      { source: source.name },
    );
  }
  const lengths = plan.windows.map(({ length }) => length);
  const extras = await buildCovariate(plan, reference, outcome?.outputs ?? [], longWindows(lengths));
  const kept = {
    model: check.model,
    created: new Date(),
    definition: definitionOf(plan),
    reference: { ...reference, ...(extras && { extras }) },
    excluded: [
      ...excluded,
      ...failed.map(({ feature, error }): Exclusion => ({ feature, reason: error.detail })),
    ],
  };
  await store.references.save(kept);
  const span = await keepOwnBuckets(plan, reference, outcome, store);
  const place = span && { span, shift: plan.clock.shift };
  await store.references.saveCalibration(check.model, reference.version, { ...place });
  return kept;
}

async function keepOwnBuckets(
  { check, source, bucket }: MonitoringPlan,
  { features, version }: Reference,
  outcome: OutcomePlan | undefined,
  store: Store,
): Promise<[number, number] | undefined> {
  const selection = check.reference;
  if (selection.timestampColumn === undefined) return undefined;
  const range = await source.timeRange(selection, selection.to ?? new Date(8.64e15));
  if (range === undefined) return undefined;
  const from = Math.floor(range.oldest.getTime() / bucket) * bucket;
  const to = (Math.floor(range.watermark.getTime() / bucket) + 1) * bucket;
  const step = bucketsAtOnce(features) * bucket;
  for (let start = from; start < to; start += step) {
    const end = Math.min(start + step, to, selection.to?.getTime() ?? Infinity);
    const { buckets } = await countBuckets(source, selection, features, bucket, start, end, [], outcome);
    await store.references.saveBuckets(check.model, version, buckets);
  }
  return [from, to];
}

/** Where a kept reference lies in time, as it was kept; undefined where its rows have no times. */
export async function keptSpan(
  { model, reference }: KeptReference,
  store: Store,
): Promise<BuiltSpan | undefined> {
  const found = await store.references.calibration(model, reference.version);
  const { span } = keptCalibration.parse(found ?? {});
  return span && { from: span[0], to: span[1], offset: 0 };
}

/** A kept reference as the monitor compares with it; limits are found anew where windows or budget have changed. */
export async function monitoredReference(
  kept: KeptReference,
  wishes: CalibrationWishes,
  store: Store,
  isMoving: boolean,
): Promise<MonitoredReference> {
  const { model, reference, created } = kept;
  const found = await store.references.calibration(model, reference.version);
  const { span, shift = wishes.shift, wishes: foundFor, calibration } = keptCalibration.parse(found ?? {});
  const offset = wishes.shift - shift;
  const built = span && { from: span[0] + offset, to: span[1] + offset, offset };
  const builder = new ReferenceBuilder(reference, wishes, built, isMoving);
  const wished = JSON.stringify({ format: CALIBRATION_FORMAT, ...wishes });
  const known = foundFor === wished ? calibration : undefined;
  const isNeeded = span !== undefined && !(isMoving && known !== undefined);
  for (const feature of reference.features) {
    builder.add(feature, isNeeded ? await store.references.buckets(model, reference.version, feature) : []);
  }
  const monitored = builder.finish(created, known);
  if (known === undefined) {
    await store.references.saveCalibration(model, reference.version, {
      wishes: wished,
      ...(span && { span, shift }),
      calibration: monitored.calibration,
    });
  }
  return monitored;
}
