import { scaleLinear } from 'd3-scale';
import { numberText } from '../../drawing/numbers';
import type { Place } from './binsLayout';
import type { BinsDrawing, Box, Mark, Part } from './drawing';
import type { Bin } from './picture';

/** Up from the lower edge of the box: what each cell adds to PSI. */
export function partsLayout(places: readonly Place[], box: Box): NonNullable<BinsDrawing['parts']> {
  const known = places.flatMap(({ from, to, bin }) =>
    typeof bin?.contribution === 'number' ? [{ from, to, bin, value: bin.contribution }] : []
  );
  const peak = peakOf(known.map(({ bin }) => bin));
  const base = box.top + box.height;
  const y = scaleLinear([0, peak > 0 ? peak : 1], [base, box.top]);
  const bars = known
    .filter(({ value }) => value > 0)
    .map(({ from, to, bin, value }): Part => {
      const [left, right] = inset(from, to);
      const top = y(value);
      return {
        left,
        top,
        width: right - left,
        height: base - top,
        more: (bin.current ?? 0) > (bin.reference ?? 0),
      };
    });
  const marks = places.flatMap(({ from, to, bin }): Mark[] =>
    typeof bin?.contribution === 'string' ? [{ x: (from + to) / 2, y: base - 5, kind: bin.contribution }] : []
  );
  return { box, top: { at: box.top, text: peakText(peak) }, bars, marks };
}

/** The most that a cell adds. */
export function peakOf(bins: ReadonlyArray<Pick<Bin, 'contribution'>>): number {
  return bins.reduce(
    (max, { contribution }) => (typeof contribution === 'number' ? Math.max(max, contribution) : max),
    0
  );
}

/** `0.049`, `2.4e−4`: how high the scale of the parts reaches. */
export function peakText(peak: number): string {
  const rounded = Number(peak.toPrecision(2));
  return rounded > 0 && rounded < 1e-3 ? rounded.toExponential().replace('-', '−') : numberText(rounded);
}

/** Bars of neighbours stay apart, as long as there is width. */
function inset(from: number, to: number): [left: number, right: number] {
  const gap = to - from > 4 ? 0.5 : 0;
  return [from + gap, Math.max(from + gap + 0.5, to - gap)];
}
