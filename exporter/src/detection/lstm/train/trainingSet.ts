import { STEPS } from '../scales.js';
import { inputNames } from '../sequenceInputs.js';
import type { Draws } from '../simulate/draws.js';
import { replaySequences } from '../simulate/replaySequences.js';
import type { StreamMaker } from '../simulate/simulatedStream.js';

/** Sequences, each steps × inputs, one after the other, and whether there was a change. */
export interface LabelledSequences {
  readonly inputs: Float32Array;
  readonly labels: Float32Array;
}

/** A week's window is full, and the network has seen a day. */
export const WARM_UP = 192;
/** So many hours of each stream are watched. */
export const WATCHED = 264;
/** Of a stream: so many sequences, half of them chosen for how far they deviate. */
const EACH = 6;
/** Two that are closer are nearly the same sequence. */
const APART = 12;
/** Deviations, as the network sees them, between which it must learn to tell: from some two to some fifteen. */
const DOUBTFUL = { low: 0.6, high: 2.4 };

const SIZE = STEPS * inputNames.length;

/**
 * Sequences of streams, half of them with a change that is up to eleven days old. Half are of any time, every order of
 * magnitude of a change's age as likely. The others are where it is hard to tell: of quiet streams the hours that deviate most,
 * of changes those in which the deviation first passes a level, drawn.
 */
export function drawnSequences(
  draws: Draws,
  count: number,
  makeStream: StreamMaker,
  onProgress: (done: number) => void,
): LabelledSequences {
  const inputs = new Float32Array(count * SIZE);
  const labels = new Float32Array(count);
  for (let at = 0; at < count;) {
    const isChanged = draws.chance(0.5);
    const drawn = streamSequences(draws, isChanged, makeStream);
    for (const { sequence, label } of drawn) {
      if (at === count) break;
      inputs.set(sequence, at * SIZE);
      labels[at++] = label;
    }
    onProgress(at);
  }
  return { inputs, labels };
}

interface Labelled {
  readonly sequence: Float32Array;
  readonly label: 0 | 1;
}

function streamSequences(draws: Draws, isChanged: boolean, makeStream: StreamMaker): Labelled[] {
  const onset = WARM_UP + draws.below(24);
  const stream = makeStream(draws, { hours: WARM_UP + WATCHED, ...(isChanged ? { onset } : {}) });
  const found: Candidate[] = [];
  replaySequences(stream, (hour, sequence) => {
    if (hour < (isChanged ? onset : WARM_UP)) return;
    found.push({ sequence: sequence.sequence(), hour, deviation: sequence.largest });
  });
  const chosen = isChanged ? ofChange(found, draws) : ofQuiet(found, draws);
  return Array.from(chosen, ({ sequence }) => ({ sequence, label: isChanged ? 1 : 0 }));
}

interface Candidate {
  readonly sequence: Float32Array;
  readonly hour: number;
  readonly deviation: number;
}

function ofChange(found: readonly Candidate[], draws: Draws): Set<Candidate> {
  const anyTime = draws.many(EACH / 2, () => found[Math.floor(draws.logBetween(1, found.length)) - 1]);
  const passing = draws.many(EACH / 2, () => {
    const level = draws.between(DOUBTFUL.low, DOUBTFUL.high);
    return found.find(({ deviation }) => deviation >= level);
  });
  return new Set([...anyTime, ...passing].filter((candidate) => candidate !== undefined));
}

function ofQuiet(found: readonly Candidate[], draws: Draws): Set<Candidate> {
  const chosen = draws.many(EACH / 2, () => draws.pick(found));
  for (const candidate of [...found].sort((a, b) => b.deviation - a.deviation)) {
    if (chosen.length >= EACH) break;
    if (chosen.every(({ hour }) => Math.abs(hour - candidate.hour) >= APART)) chosen.push(candidate);
  }
  return new Set(chosen);
}
