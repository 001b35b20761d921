import { alarmCurve, peaksOf, type AlarmCurve } from '../alarmCurve.js';
import { STEPS } from '../scales.js';
import { inputNames } from '../sequenceInputs.js';
import type { Draws } from '../simulate/draws.js';
import { replaySequences } from '../simulate/replaySequences.js';
import type { StreamMaker } from '../simulate/simulatedStream.js';
import { WARM_UP, WATCHED, type LabelledSequences } from './trainingSet.js';

const SIZE = STEPS * inputNames.length;
const DAY = 24;
/** Hours of one stream that are asked. */
const EACH = 6;

/** Sequences as they come: of random hours, half of them of streams with a change that is up to eleven days old. */
export function plainSequences(
  draws: Draws,
  makeStream: StreamMaker,
  streams: number,
  onProgress: () => void,
): LabelledSequences {
  const found: { sequence: Float32Array; label: number }[] = [];
  for (let stream = 0; stream < streams; stream++) {
    const isChanged = stream % 2 === 0;
    const onset = WARM_UP;
    const hours = new Set(draws.many(EACH, () => onset + draws.below(WATCHED)));
    replaySequences(
      makeStream(draws, { hours: WARM_UP + WATCHED, ...(isChanged ? { onset } : {}) }),
      (hour, sequence) => {
        if (hours.has(hour)) found.push({ sequence: sequence.sequence(), label: isChanged ? 1 : 0 });
      },
    );
    onProgress();
  }
  const inputs = new Float32Array(found.length * SIZE);
  for (const [index, { sequence }] of found.entries()) inputs.set(sequence, index * SIZE);
  return { inputs, labels: Float32Array.from(found, ({ label }) => label) };
}

/** How seldom quiet streams reach which score. Of each day the hour that deviates most is asked. */
export function quietCurve(
  draws: Draws,
  makeStream: StreamMaker,
  { streams, days }: { readonly streams: number; readonly days: number },
  score: (sequences: Float32Array) => Float32Array,
  onProgress: () => void,
): AlarmCurve {
  const peaks: number[] = [];
  for (let stream = 0; stream < streams; stream++) {
    const found: { hour: number; deviation: number; sequence: Float32Array }[] = [];
    replaySequences(makeStream(draws, { hours: WARM_UP + days * DAY }), (hour, sequence) => {
      if (hour < WARM_UP) return;
      const day = Math.floor((hour - WARM_UP) / DAY);
      const deviation = sequence.largest;
      if (deviation > (found[day]?.deviation ?? -1))
        found[day] = { hour, deviation, sequence: sequence.sequence() };
    });
    const inputs = new Float32Array(found.length * SIZE);
    for (const [day, { sequence }] of found.entries()) inputs.set(sequence, day * SIZE);
    const logits = score(inputs);
    peaks.push(...peaksOf(found.map(({ hour }, day) => ({ bucket: hour, logit: logits[day] as number }))));
    onProgress();
  }
  return alarmCurve(peaks, streams * days);
}
