import { median } from 'd3-array';
import { edgeText } from './edgeTexts';
import type { Bin, BinsPicture, Sides } from './picture';

/** What the heights of the bins mean, and how high they are. */
export interface Heights {
  /** `share per 20`, `share`, `share up to a value`. */
  readonly caption: string;
  /** Of each bin, in shares of the values; where cumulative, at each edge, which is one more. */
  readonly reference: readonly number[] | undefined;
  readonly current: readonly number[] | undefined;
}

/** How the bins' shares are drawn. */
export function heightsOf(picture: BinsPicture, measure: 'density' | 'share' | 'cumulative', isLog: boolean): Heights {
  const { bins } = picture;
  if (measure === 'cumulative') {
    return { caption: 'share up to a value', ...both(bins, (side) => cumulative(picture, side)) };
  }
  if (measure === 'share') {
    return { caption: 'share of values', ...both(bins, (side) => bins.map((bin) => bin[side] ?? 0)) };
  }
  const unit = densityUnit(bins, isLog);
  const height = (bin: Bin, side: keyof Sides) => ((bin[side] ?? 0) * unit.width) / widthOf(bin, isLog);
  // bins narrower than numbers can say would be infinitely high
  const heights = (side: keyof Sides) => bins.map((bin) => Math.min(1e300, height(bin, side) || 0));
  return { caption: `share per ${unit.text}`, ...both(bins, heights) };
}

/** As long as it is along the axis: in the feature's unit, or in decades. */
export function widthOf({ lower, upper }: Pick<Bin, 'lower' | 'upper'>, isLog: boolean): number {
  return isLog ? Math.log10(upper) - Math.log10(lower) : Math.min(Number.MAX_VALUE, upper - lower);
}

/** A round length of about a typical bin, so that heights are about the shares of bins. */
export function densityUnit(bins: readonly Bin[], isLog: boolean): { readonly width: number; readonly text: string } {
  const typical = median(bins, (bin) => widthOf(bin, isLog)) ?? 1;
  if (isLog) {
    const factors = [1.01, 1.02, 1.05, 1.1, 1.2, 1.5, 2, 5, 10, 100, 1000];
    const factor = nearest(factors, typical, Math.log10);
    return { width: Math.log10(factor), text: `factor of ${factor}` };
  }
  const power = 10 ** Math.floor(Math.log10(typical));
  const width = nearest(
    [1, 2, 5, 10].map((digit) => digit * power),
    typical,
    (each) => each
  );
  // no power of ten is near the smallest and the largest numbers
  return Number.isFinite(width) && width > 0
    ? { width, text: edgeText(width, width) }
    : { width: typical, text: 'bin' };
}

function nearest(choices: readonly number[], wanted: number, measure: (choice: number) => number): number {
  const off = (choice: number): number => Math.abs(Math.log(measure(choice) / wanted));
  return choices.reduce((best, choice) => (off(choice) < off(best) ? choice : best));
}

function both(
  bins: readonly Bin[],
  heights: (side: keyof Sides) => readonly number[]
): Pick<Heights, 'reference' | 'current'> {
  const has = (side: keyof Sides): boolean => bins.some((bin) => bin[side] !== undefined);
  return {
    reference: has('reference') ? heights('reference') : undefined,
    current: has('current') ? heights('current') : undefined,
  };
}

function cumulative({ bins, below }: BinsPicture, side: keyof Sides): number[] {
  let sum = below?.[side] ?? 0;
  return [sum, ...bins.map((bin) => Math.min(1, (sum += bin[side] ?? 0)))];
}
