import { shareText } from '../../drawing/numbers';
import { isEmpty, rangeText } from './binsPicture';
import type { Box, Slot } from './drawing';
import type { BinsPicture, Sides } from './picture';
import { fittingText, textWidth } from './textWidth';
import { edgesOf } from './words';

/** Between bars of cells without a place on the axis, and to the plot; in CSS pixels, as all here. */
export const GAP = 8;
const BAR = 16;
const NARROW_BAR = 10;
const WIDEST_LABEL = 64;

/** A cell that has no place on the axis: it reaches to infinity, or holds no values. */
export interface OuterCell extends Sides {
  readonly label: string;
  /** Empty where there is no room for it. */
  readonly value: string;
  readonly isBelow: boolean;
  readonly isMissing: boolean;
}

const SHORT_LABELS = { below: '≤', above: '>', missing: 'miss.' } as const;

/** Those that a picture has: below the axis, above it, missing. Narrow pictures leave the numbers to the tooltip. */
export function outerCells(picture: BinsPicture, isNarrow: boolean): OuterCell[] {
  const { below, above, missing } = picture;
  const text = edgesOf(picture);
  const cell = (sides: Sides, kind: 'below' | 'above' | 'missing', label: string): OuterCell => ({
    reference: sides.reference,
    current: sides.current,
    label: isNarrow ? SHORT_LABELS[kind] : label,
    value: isNarrow ? '' : slotValue(sides.current ?? sides.reference ?? 0),
    isBelow: kind === 'below',
    isMissing: kind === 'missing',
  });
  return [
    ...(below ? [cell(below, 'below', rangeText(below, text))] : []),
    ...(above ? [cell(above, 'above', rangeText(above, text))] : []),
    ...(isEmpty(missing) ? [] : [cell(missing, 'missing', 'missing')]),
  ];
}

/** How wide its bar with label and gap is. */
export function slotWidth({ label, value }: OuterCell): number {
  return Math.max(barWidth(value), Math.min(WIDEST_LABEL, textWidth(label)), textWidth(value)) + GAP;
}

/** Its bars. The whole height is all values, whatever the bins' heights mean. */
export function slotOf(cell: OuterCell, left: number, width: number, plot: Box): Slot {
  const track = { left, top: plot.top, width, height: plot.height };
  const wide = barWidth(cell.value);
  const bar = (share: number | undefined): Box | undefined => {
    const height = plot.height * Math.min(1, share ?? 0);
    return share === undefined
      ? undefined
      : { left: left + (width - wide) / 2, top: plot.top + plot.height - height, width: wide, height };
  };
  const highest = plot.height * Math.min(1, Math.max(cell.reference ?? 0, cell.current ?? 0));
  return {
    track,
    reference: bar(cell.reference),
    current: bar(cell.current),
    label: fittingText(cell.label, width + GAP),
    value: cell.value,
    valueTop: Math.max(plot.top + 10, plot.top + plot.height - highest - 4),
    isMissing: cell.isMissing,
  };
}

function barWidth(value: string): number {
  return value === '' ? NARROW_BAR : BAR;
}

function slotValue(share: number): string {
  return share > 0 && share < 0.001 ? '<0.1 %' : shareText(share);
}
