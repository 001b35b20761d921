import { alarmLogit } from '../../../../exporter/src/detection/lstm/alarmCurve.js';
import type { LstmModel } from '../../../../exporter/src/detection/lstm/modelFile.js';
import { architecture, type NetworkTensors } from '../../../../exporter/src/detection/lstm/network.js';
import { scoreSequences } from '../../../../exporter/src/detection/lstm/scoreSequences.js';
import { Draws } from '../../../support/randomness.js';
import type { DayCounts } from '../../streams/flightDays.js';
import type { HourlyRows } from '../../streams/resample.js';
import { activations, hourlyTest, sevenDayPsi } from '../../streams/rules.js';
import { Stream } from '../../streams/stream.js';
import { Trial, type Setting } from '../../streams/trial.js';
import { adwinScores, cusumScores, pageHinkleyScores, strictness } from './detectors.js';
import { changedRows, kinds } from './kinds.js';
import {
  candidatesOf,
  either,
  events,
  lowestThreshold,
  scoredNames,
  type Rule,
  type Scored,
  type Scores,
} from './rules.js';
import { Watched, type Asked } from './watched.js';

/** A week is full, and the network has seen a day. */
export const WARM_UP = 192;
/** A change begins in one of the hours of a day from here on. */
const ONSET = WARM_UP + 48;
export const WATCHED = 432;
/** The network is asked where something deviates so much: some two and a half deviations. */
const DOUBTFUL = 0.8;
const SIZE = architecture.steps * architecture.inputs;

/** Hours from the onset of a change to the first alarm of each rule; null where none came in time. */
export interface Run {
  readonly kind: string;
  readonly feature: string;
  readonly repetition: number;
  /** A rule that alarmed before the onset has none. */
  readonly hours: Partial<Record<Rule, number | null>>;
}

export interface Measured {
  readonly thresholds: Record<Scored | 'combined' | 'shipped', number>;
  /** False alarms over all features in the tuning streams, in others, and the days of each. */
  readonly tuned: Record<Rule, number>;
  readonly falseAlarms: Record<Rule, number>;
  readonly days: number;
  readonly runs: readonly Run[];
}

export interface Sizes {
  readonly days: number;
  readonly repetitions: number;
  readonly seed: number;
}

export interface Scorer {
  readonly model: LstmModel;
  readonly network: NetworkTensors;
}

/** Thresholds on streams without drift, false alarms on others, delays on streams with a change. */
export function measure(
  features: readonly DayCounts[],
  setting: Setting,
  { days, repetitions, seed }: Sizes,
  scorer: Scorer,
  onProgress: (what: string) => void,
): Measured {
  const draws = new Draws(seed);
  const trial = new Trial(features, setting, draws);
  const watched = trial.references.map((reference) => new Watched(reference));
  const quiet = (): Scores[] =>
    trial
      .streams(days + WARM_UP / 24)
      .map((stream, index) => quietScores(stream, watched[index] as Watched, trial, scorer));
  // what a threshold of each feature's own goes by
  const own = trial.streams(days / 2 + WARM_UP / 24).map((stream) => largest(sevenDays(stream)));
  const scaled = (scores: Float64Array, index: number): Float64Array =>
    scores.map((score) => score / Math.max(1e-9, own[index] as number));
  const withOwn = (all: readonly Scores[]): Scores[] =>
    all.map((scores, index) => ({ ...scores, sevenDaysOwn: scaled(scores.sevenDays, index) }));
  const tuning = withOwn(quiet());
  onProgress('tuned');
  const others = withOwn(quiet());
  onProgress('other streams without drift');
  const allowed = days / 30;
  const thresholdOf = (rule: Scored, active: boolean): number => {
    const series = tuning.map((scores) => scores[rule]);
    return lowestThreshold(candidatesOf(series), allowed, (threshold) =>
      sum(
        tuning.map((scores) => {
          const found = events(scores[rule], threshold);
          return (active ? either(scores.active, found) : found).length;
        }),
      ),
    );
  };
  const thresholds = {
    ...(Object.fromEntries(scoredNames.map((rule) => [rule, thresholdOf(rule, false)])) as Record<
      Scored,
      number
    >),
    combined: thresholdOf('lstm', true),
    shipped: alarmLogit(scorer.model.alarm, 1 / (30 * features.length)),
  };
  const alarms = (scores: Scores): Record<Rule, readonly number[]> => ({
    conventional: events(scores.sevenDays, 0.2),
    ...(Object.fromEntries(
      scoredNames.map((rule) => [rule, events(scores[rule], thresholds[rule])]),
    ) as Record<Scored, number[]>),
    active: scores.active,
    shipped: events(scores.lstm, thresholds.shipped),
    combined: either(scores.active, events(scores.lstm, thresholds.combined)),
  });
  const counted = (all: readonly Scores[]): Record<Rule, number> => {
    const found = all.map(alarms);
    const rules = Object.keys(found[0] ?? {}) as Rule[];
    return Object.fromEntries(rules.map((rule) => [rule, sum(found.map((of) => of[rule].length))])) as Record<
      Rule,
      number
    >;
  };
  const runs: Run[] = [];
  const sure = {
    logit: Math.max(thresholds.lstm, thresholds.combined, thresholds.shipped),
    adwin: Math.min(...strictness.filter((exponent) => exponent >= thresholds.adwin)),
  };
  for (const kind of kinds) {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const [index, stream] of trial.streams((ONSET + 24 + WATCHED) / 24).entries()) {
        const onset = ONSET + draws.below(24);
        const changed = new Stream(stream.reference, changedRows(stream.rows, kind, onset, draws));
        const scores = changedScores(changed, onset, watched[index] as Watched, trial, scorer, sure);
        const found = alarms({ ...scores, sevenDaysOwn: scaled(scores.sevenDays, index) });
        // of three categories none is three further on
        if (isSame(stream.rows, changed.rows)) continue;
        runs.push({
          kind: kind.name,
          feature: stream.rows.feature,
          repetition,
          hours: delays(found, onset - WARM_UP),
        });
      }
    }
    onProgress(kind.name);
  }
  return { thresholds, tuned: counted(tuning), falseAlarms: counted(others), days, runs };
}

function delays(found: Record<Rule, readonly number[]>, onset: number): Run['hours'] {
  const hours: Partial<Record<Rule, number | null>> = {};
  for (const [rule, alarms] of Object.entries(found) as [Rule, readonly number[]][]) {
    const first = alarms[0];
    if (first === undefined) hours[rule] = null;
    // what alarmed before is no answer to the change
    else if (first >= onset) hours[rule] = first - onset + 1;
  }
  return hours;
}

/** All but the network's, from `WARM_UP` on. */
function plainScores(
  stream: Stream,
  watched: Watched,
  trial: Trial,
  strictest?: number,
): Omit<Scores, 'lstm'> {
  const means = watched.means(stream.rows);
  const larger = (of: (values: Float64Array) => Float64Array): Float64Array => {
    const [values, missing] = [of(means[0]), of(means[1])];
    return values.map((value, hour) => Math.max(value, missing[hour] as number)).subarray(WARM_UP);
  };
  const psi = sevenDays(stream);
  return {
    sevenDays: psi,
    sevenDaysOwn: psi,
    hourly: Float64Array.from({ length: psi.length }, (_, hour) => hourlyTest(stream, hour + WARM_UP)),
    adwin: larger((values) => adwinScores(values, strictest === undefined ? strictness : [strictest])),
    pageHinkley: larger(pageHinkleyScores),
    cusum: larger(cusumScores),
    active: activations(stream, trial.calibration, WARM_UP, strictest !== undefined).map(
      (hour) => hour - WARM_UP,
    ),
  };
}

function sevenDays(stream: Stream): Float64Array {
  return Float64Array.from({ length: stream.hours - WARM_UP }, (_, hour) =>
    sevenDayPsi(stream, hour + WARM_UP),
  );
}

function quietScores(stream: Stream, watched: Watched, trial: Trial, { network }: Scorer): Scores {
  const asked = watched.asked(stream.rows, WARM_UP, DOUBTFUL);
  const lstm = new Float64Array(stream.hours - WARM_UP).fill(-Infinity);
  const logits = logitsOf(asked, network);
  for (const [index, { hour }] of asked.entries()) lstm[hour - WARM_UP] = logits[index] as number;
  return { ...plainScores(stream, watched, trial), lstm };
}

/** The network is asked from the start on until it is sure: what comes after that changes no delay. */
function changedScores(
  changed: Stream,
  onset: number,
  watched: Watched,
  trial: Trial,
  { network }: Scorer,
  sure: { readonly logit: number; readonly adwin: number },
): Scores {
  const asked = watched.asked(changed.rows, WARM_UP, DOUBTFUL);
  const lstm = new Float64Array(changed.hours - WARM_UP).fill(-Infinity);
  let isSure = false;
  for (let from = 0; from < asked.length && !isSure; from += 32) {
    const some = asked.slice(from, from + 32);
    const logits = logitsOf(some, network);
    for (const [index, { hour }] of some.entries()) {
      lstm[hour - WARM_UP] = logits[index] as number;
      if (hour >= onset && (logits[index] as number) > sure.logit) isSure = true;
    }
  }
  return { ...plainScores(changed, watched, trial, sure.adwin), lstm };
}

function logitsOf(asked: readonly Asked[], network: NetworkTensors): Float32Array {
  const inputs = new Float32Array(asked.length * SIZE);
  for (const [index, { sequence }] of asked.entries()) inputs.set(sequence, index * SIZE);
  return scoreSequences(inputs, network);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function isSame({ counts: one }: HourlyRows, { counts: other }: HourlyRows): boolean {
  return one.every((count, at) => count === other[at]);
}
