import { alarmLevel, limitOf, type MeasuredWindows } from './limit.js';
import { bucketsOfMissing, bucketsOfValues, type Persistence } from './persistence.js';

/** The measured windows of one feature, at one length. */
export interface MeasuredLength {
  readonly length: number;
  readonly psi: MeasuredWindows;
  readonly missing_psi: MeasuredWindows;
}

/** By what the alarm levels of values and of missing values are multiplied, 1 or more. */
export interface Raise {
  readonly psi: number;
  readonly missing_psi: number;
}

/** The reference is replayed in so many parts, each with levels from the others. */
const PARTS = 8;
/** Exceedances within so many hours are one event. */
const EVENT = 48 * 3_600_000;
/** What is beyond even that is an incident in the reference; its own feature's limit already knows it. */
const MOST = 2;

/**
 * How much higher alarm levels must be so that the reference, replayed, keeps to the budget over all features: each part
 * of it is held against the levels that the other parts give, as a later stretch of time would be.
 *
 * @param step milliseconds between the ends of two windows
 * @param allowed events in the time that the reference spans
 */
export function raiseOf(
  features: readonly (readonly MeasuredLength[])[],
  rule: Persistence,
  step: number,
  allowed: number,
): Raise {
  const level = (of: keyof Raise): number => {
    const events = features.flatMap((lengths) => eventsOf(lengths, of, rule, step)).sort((a, b) => b - a);
    return Math.min(MOST, Math.max(1, events[Math.max(0, Math.ceil(allowed) - 1)] ?? 1));
  };
  return { psi: level('psi'), missing_psi: level('missing_psi') };
}

/** The largest factor of each event, at which persistence still lets it pass. */
function eventsOf(
  lengths: readonly MeasuredLength[],
  of: keyof Raise,
  rule: Persistence,
  step: number,
): number[] {
  const count = lengths[0]?.[of].units.length ?? 0;
  const slots = Math.max(1, Math.round(EVENT / step));
  const largest = new Float64Array(Math.ceil(count / slots));
  const known = lengths.filter((entry) => limitOf(entry[of], rule.evidence) !== undefined);
  for (const [place, entry] of known.entries()) {
    const shorter = known[place - 1];
    const ratios = partRatios(entry[of], rule.evidence);
    const isValues = of === 'psi';
    const needed = isValues ? bucketsOfValues(rule) : bucketsOfMissing(entry.length, shorter?.length, rule);
    const shown = isValues || shorter === undefined ? ratios : whereShown(ratios, shorter[of], rule.evidence);
    const lasting = lastingRatios(shown, Math.ceil((needed * rule.bucket) / step));
    lasting.forEach((ratio, index) => {
      const slot = Math.floor(index / slots);
      if (ratio > (largest[slot] as number)) largest[slot] = ratio;
    });
  }
  return Array.from(largest).filter((ratio) => ratio > 1);
}

/** Zero where the next shorter window does not show it, as an outage that is over. */
function whereShown(ratios: Float64Array, shorter: MeasuredWindows, evidence: number): Float64Array {
  const { threshold } = limitOf(shorter, evidence) ?? { threshold: 0 };
  return ratios.map((ratio, index) => ((shorter.units[index] as number) <= threshold ? 0 : ratio));
}

/** Each window's score over the alarm level that the other parts give. */
function partRatios(measured: MeasuredWindows, evidence: number): Float64Array {
  const { units, windows } = measured;
  const size = Math.ceil(units.length / PARTS);
  const maxima = Array.from({ length: PARTS }, (_, part) =>
    largestOf(units.subarray(part * size, (part + 1) * size)),
  );
  const levels = maxima.map((_, part) => {
    const others = Math.max(...maxima.filter((__, other) => other !== part));
    return alarmLevel({ ...measured, windows: (windows * (PARTS - 1)) / PARTS }, others, evidence);
  });
  return units.map((unit, index) => unit / (levels[Math.floor(index / size)] ?? Infinity));
}

function largestOf(units: Float64Array): number {
  let largest = 0;
  for (const unit of units) if (unit > largest) largest = unit;
  return largest;
}

/** The smallest of so many ratios in a row, those without a verdict left out: what persistence asks for. */
function lastingRatios(ratios: Float64Array, needed: number): Float64Array {
  const lasting = new Float64Array(ratios.length);
  const known: number[] = [];
  const ascending: number[] = [];
  let head = 0;
  for (const [index, ratio] of ratios.entries()) {
    if (Number.isNaN(ratio)) continue;
    const place = known.push(ratio) - 1;
    while (ascending.length > head && (known[ascending.at(-1) as number] as number) >= ratio) ascending.pop();
    ascending.push(place);
    if ((ascending[head] as number) <= place - needed) head++;
    if (place >= needed - 1) lasting[index] = known[ascending[head] as number] as number;
  }
  return lasting;
}
