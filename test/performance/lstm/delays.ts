import { alarmLogit, peaksOf, type AlarmCurve } from '../../../exporter/src/detection/lstm/alarmCurve.js';
import type { NetworkTensors } from '../../../exporter/src/detection/lstm/network.js';
import { architecture } from '../../../exporter/src/detection/lstm/network.js';
import { ownAlarmLogit, ownSequences } from '../../../exporter/src/detection/lstm/ownSequences.js';
import { scoreSequences } from '../../../exporter/src/detection/lstm/scoreSequences.js';
import { sequenceBaseline } from '../../../exporter/src/detection/lstm/sequenceBaseline.js';
import { Draws } from '../../../exporter/src/detection/lstm/simulate/draws.js';
import { replaySequences } from '../../../exporter/src/detection/lstm/simulate/replaySequences.js';
import type { SimulatedStream } from '../../../exporter/src/detection/lstm/simulate/simulatedStream.js';
import { activations, sevenDayPsi } from '../streams/rules.js';
import { calibrationOf, HOUR, referenceOf, Stream } from '../streams/stream.js';
import { changes, heldOutStream, hourlyRows, referenceRows, type Setting } from './heldOutStreams.js';

export const rules = [
  'LSTM',
  'LSTM, levels of its own',
  'largest input',
  'drift_active',
  'either',
  'PSI over 7 days',
] as const;
export type Rule = (typeof rules)[number];

const WARM_UP = 192;
const WATCHED = 360;
const SIZE = architecture.steps * architecture.inputs;
/** Of the hours of quiet streams, so many that deviate most are asked: the others score lower. */
const ASKED = 5_000;

export interface Measured {
  /** Hours from the onset to the first alarm, by change, one for each repetition; Infinity where there was none. */
  readonly hours: ReadonlyMap<string, Readonly<Record<Rule, number[]>>>;
  /** At one false alarm in 30 days over all features. */
  readonly thresholds: {
    readonly lstm: number;
    /** Beyond each feature's own level. */
    readonly own: number;
    readonly largest: number;
    readonly psi: number;
  };
  /** In 30 days, of `drift_active`, and of the LSTM at the level that the shipped curve gives, and at features' own. */
  readonly falseAlarms: { readonly active: number; readonly shipped: number; readonly own: number };
}

interface Asked {
  readonly stream: number;
  readonly bucket: number;
  readonly largest: number;
  sequence: Float32Array;
}

/** Thresholds on quiet streams, then delays on streams with a change. */
export function measureDelays(
  setting: Setting,
  {
    features,
    days,
    repetitions,
    seed,
  }: { features: number; days: number; repetitions: number; seed: number },
  { network, alarm }: { readonly network: NetworkTensors; readonly alarm: AlarmCurve },
): Measured {
  const draws = new Draws(seed);
  const quiet = draws.many(features, () => heldOutStream(draws, setting, WARM_UP + days * 24));
  const asked = deviating(quiet);
  const logits = logitsOf(asked, network);
  const shipped = alarmLogit(alarm, 1 / (30 * features));
  const levels = quiet.map((stream) => ownLevel(stream, shipped, network));
  const beyondOwn = (index: number): number =>
    (logits[index] as number) - (levels[(asked[index] as Asked).stream] as number);
  const allowed = Math.floor(days / 30);
  const peaksBy = (score: (index: number) => number): number[] => {
    const byStream = quiet.map((): { bucket: number; logit: number }[] => []);
    for (const [index, { stream, bucket }] of asked.entries())
      byStream[stream]?.push({ bucket, logit: score(index) });
    return byStream.flatMap(peaksOf).sort((a, b) => b - a);
  };
  const peaks = { lstm: peaksBy((index) => logits[index] as number), own: peaksBy(beyondOwn) };
  const thresholds = {
    lstm: peaks.lstm[allowed] ?? Infinity,
    own: peaks.own[allowed] ?? Infinity,
    largest: peaksBy((index) => (asked[index] as Asked).largest)[allowed] ?? Infinity,
    psi: psiThreshold(quiet, allowed),
  };
  const calibration = calibrationOf(quiet.map((stream, index) => referenceRows(stream, `feature ${index}`)));
  const active = quiet.flatMap((stream, index) =>
    activations(streamOf(stream, `feature ${index}`), calibration, WARM_UP),
  );
  const hours = new Map<string, Record<Rule, number[]>>();
  const least = Math.min(thresholds.largest, Math.min(...asked.map(({ largest }) => largest)));
  for (const [name, change] of Object.entries(changes)) {
    const found = Object.fromEntries(rules.map((rule) => [rule, [] as number[]])) as Record<Rule, number[]>;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const onset = WARM_UP + 168;
      const stream = heldOutStream(draws, setting, onset + WATCHED, { onset, change });
      const after = deviating([stream], least).filter(({ bucket }) => bucket >= onset);
      const own = calibrationOf([referenceRows(stream, 'x')]);
      const windows = streamOf(stream, 'x');
      const level = ownLevel(stream, shipped, network);
      const hour = {
        LSTM: firstBeyond(after, network, thresholds.lstm),
        'LSTM, levels of its own': firstBeyond(after, network, thresholds.own + level),
        'largest input': after.find(({ largest }) => largest > thresholds.largest)?.bucket ?? Infinity,
        drift_active:
          activations(windows, { ...own, persistence: calibration.persistence }, onset - 24, true)[0] ??
          Infinity,
        'PSI over 7 days': firstHour(onset, windows.hours, (at) => sevenDayPsi(windows, at) > thresholds.psi),
      };
      const all = { ...hour, either: Math.min(hour['LSTM, levels of its own'], hour.drift_active) };
      for (const rule of rules) found[rule].push(Math.max(1, all[rule] - onset + 1));
    }
    hours.set(name, found);
  }
  const perMonth = 30 / days;
  const falseAlarms = {
    active: active.length * perMonth,
    shipped: peaks.lstm.filter((peak) => peak > shipped).length * perMonth,
    own: peaks.own.filter((peak) => peak > 0).length * perMonth,
  };
  return { hours, thresholds, falseAlarms };
}

/** A feature's own level, as its reference tells. */
function ownLevel(
  { reference, isOrdered }: SimulatedStream,
  shared: number,
  network: NetworkTensors,
): number {
  const options = { bucket: HOUR, timeZone: 'UTC' };
  const baseline = sequenceBaseline(reference, isOrdered, options);
  if (baseline === undefined) return shared;
  return ownAlarmLogit(shared, scoreSequences(ownSequences(reference, baseline, options), network));
}

function streamOf(stream: SimulatedStream, feature: string): Stream {
  return new Stream(referenceOf(referenceRows(stream, feature)), hourlyRows(stream, feature));
}

/** The hours of streams that deviate most, or at least so much. */
function deviating(streams: readonly SimulatedStream[], least = 0): Asked[] {
  let found: Asked[] = [];
  const keepMost = (): void => {
    found = found.sort((a, b) => b.largest - a.largest).slice(0, ASKED);
  };
  for (const [index, stream] of streams.entries()) {
    replaySequences(stream, (bucket, sequence) => {
      const { largest } = sequence;
      if (bucket < WARM_UP || largest < least) return;
      found.push({ stream: index, bucket, largest, sequence: sequence.sequence() });
    });
    if (found.length > 3 * ASKED) keepMost();
  }
  if (found.length > ASKED) keepMost();
  return found.sort((a, b) => a.stream - b.stream || a.bucket - b.bucket);
}

function logitsOf(asked: readonly Asked[], network: NetworkTensors): Float32Array {
  const inputs = new Float32Array(asked.length * SIZE);
  for (const [index, { sequence }] of asked.entries()) inputs.set(sequence, index * SIZE);
  return scoreSequences(inputs, network);
}

function firstBeyond(asked: readonly Asked[], network: NetworkTensors, threshold: number): number {
  for (let from = 0; from < asked.length; from += 32) {
    const some = asked.slice(from, from + 32);
    const first = logitsOf(some, network).findIndex((logit) => logit > threshold);
    if (first >= 0) return some[first]?.bucket ?? Infinity;
  }
  return Infinity;
}

function firstHour(from: number, to: number, is: (hour: number) => boolean): number {
  for (let hour = from; hour < to; hour++) if (is(hour)) return hour;
  return Infinity;
}

function psiThreshold(quiet: readonly SimulatedStream[], allowed: number): number {
  const peaks = quiet.flatMap((stream, index) => {
    const windows = streamOf(stream, `feature ${index}`);
    const scores = Array.from({ length: windows.hours - WARM_UP }, (_, hour) => ({
      bucket: hour,
      logit: sevenDayPsi(windows, hour + WARM_UP),
    }));
    // peaks of a week's window: the highest of each day are enough to find the largest few
    const daily = scores.filter(({ bucket }) => bucket % 24 === 0).map(({ bucket }) => bucket);
    return peaksOf(daily.map((from) => highest(scores.slice(from, from + 24))));
  });
  return peaks.sort((a, b) => b - a)[allowed] ?? Infinity;
}

function highest<Scored extends { readonly logit: number }>(scores: readonly Scored[]): Scored {
  return scores.reduce((most, own) => (own.logit > most.logit ? own : most));
}
