import type { ScaleContinuousNumeric } from 'd3-scale';
import { edgeText } from './edgeTexts';
import { textWidth } from './textWidth';

export interface Tick {
  /** In CSS pixels along the axis. */
  readonly at: number;
  readonly text: string;
}

/** Pixels between two labels beside each other. */
const SPACE = 10;

/** Pixels by which a label may reach beyond either end of the axis. */
export interface Room {
  readonly before: number;
  readonly after: number;
}

/** Round values along a horizontal axis, as many as have room for their labels. */
export function horizontalTicks(
  scale: ScaleContinuousNumeric<number, number>,
  isLog: boolean,
  [from, to]: readonly [number, number],
  { before, after }: Room
): Tick[] {
  const values = scale.ticks(Math.max(2, Math.floor((to - from) / 70)));
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const ticks = values
    .map((value) => ({ value, at: scale(value), text: edgeText(value, isLog ? value : step) }))
    .filter(({ at, text }) => at - textWidth(text) / 2 >= from - before && at + textWidth(text) / 2 <= to + after);
  return withoutOverlap(isLog ? ticks.sort((a, b) => roundness(a.value) - roundness(b.value)) : evenly(ticks));
}

/** Powers of ten are labelled first, then 2 and 5. */
function roundness(value: number): number {
  const digit = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
  return [1, 5, 2].includes(digit) ? [1, 5, 2].indexOf(digit) : 2 + digit;
}

/** Every tick, every second, … so that labels do not touch. */
function evenly<T extends Tick>(ticks: readonly T[]): T[] {
  for (let stride = 1; stride < ticks.length; stride++) {
    const kept = ticks.filter((_, index) => index % stride === 0);
    if (withoutOverlap(kept).length === kept.length) {
      return kept;
    }
  }
  return ticks.slice(0, 1);
}

/** The first ones take their place, later ones only what is left. */
function withoutOverlap(ticks: readonly Tick[]): Tick[] {
  const kept: Tick[] = [];
  for (const { at, text } of ticks) {
    const isFree = kept.every(
      (other) => Math.abs(other.at - at) >= (textWidth(other.text) + textWidth(text)) / 2 + SPACE
    );
    if (Number.isFinite(at) && isFree && !kept.some((other) => other.text === text)) {
      kept.push({ at, text });
    }
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** Round shares along a vertical axis, written as percentages with as many decimals as their step needs. */
export function shareTicks(scale: ScaleContinuousNumeric<number, number>, height: number): Tick[] {
  const values = scale.ticks(Math.min(5, Math.max(2, Math.floor(height / 36))));
  const step = 100 * ((values[1] ?? 1) - (values[0] ?? 0));
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step) - 1e-6)));
  const format =
    Math.abs(step) > 1e5
      ? (percent: number) => percent.toExponential(0).replace('e+', 'e')
      : (percent: number) =>
          percent.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return values.map((value) => ({ at: scale(value), text: `${value === 0 ? '0' : format(100 * value)} %` }));
}
