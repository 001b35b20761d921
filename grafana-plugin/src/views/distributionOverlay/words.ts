import { scoreText, shareText } from '../../drawing/numbers';
import { isEmpty, rangeText } from './binsPicture';
import { edgeTexts } from './edgeTexts';
import type { Bin, BinsPicture, Picture, Sides } from './picture';

/** A cell in words, with its numbers. */
export interface NamedCell extends Sides {
  readonly name: string;
  readonly contribution: Bin['contribution'];
  /** Missing values are a share of all rows, the others of the values that are there. */
  readonly isMissing: boolean;
}

/** All cells of a picture, in the order in which they are drawn. */
export function cellsOf(picture: Picture): NamedCell[] {
  if (picture.kind === 'bars') {
    return picture.bars.map((bar) => ({ ...bar, name: barName(bar.name), isMissing: bar.role === 'missing' }));
  }
  const { bins, below, above, missing } = picture;
  const text = edgesOf(picture);
  const cells = [below, ...bins, above].flatMap((bin) =>
    bin ? [{ ...bin, name: rangeText(bin, text), isMissing: false }] : []
  );
  return isEmpty(missing)
    ? cells
    : [...cells, { ...missing, name: 'missing', contribution: undefined, isMissing: true }];
}

/** How the edges of a picture are written. */
export function edgesOf({ bins }: BinsPicture): (edge: number) => string {
  return edgeTexts(bins.flatMap(({ lower, upper }) => [lower, upper]));
}

export function barName(name: string): string {
  return name.trim() === '' ? '(empty text)' : name;
}

/** `PSI 0.31, critical`; empty where the data says neither. */
export function findingText({ finding }: Picture): string {
  const { score, scoreField, severity, inconclusive } = finding;
  const verdict = inconclusive ? 'inconclusive' : severity;
  return [score === undefined ? '' : `PSI ${scoreText(score, scoreField)}`, verdict ?? '']
    .filter((text) => text !== '')
    .join(', ');
}

/** The finding of a picture in sentences, for those who do not see it. */
export function inWords(picture: Picture): string {
  const { name, missing } = picture;
  const cells = cellsOf(picture).filter(({ isMissing }) => !isMissing);
  const finding = findingText(picture);
  return [
    finding === '' ? `${name}.` : `${name}: ${finding}.`,
    ...moved(cells),
    ...(picture.kind === 'bins' ? medians(picture) : []),
    ...(isEmpty(missing) ? [] : [`Missing: ${sidesText(missing)}.`]),
  ].join(' ');
}

/** `current 12 %, reference 5 %`. */
export function sidesText({ reference, current }: Sides): string {
  return [
    current === undefined ? '' : `current ${shareText(current)}`,
    reference === undefined ? '' : `reference ${shareText(reference)}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function moved(cells: readonly NamedCell[]): string[] {
  const compared = cells.flatMap((cell) =>
    cell.reference === undefined || cell.current === undefined ? [] : [{ cell, change: cell.current - cell.reference }]
  );
  const [first] = cells;
  if (compared.length === 0) {
    return first === undefined
      ? []
      : [first.reference === undefined ? 'There is no reference.' : 'There is nothing current.'];
  }
  const distance = compared.reduce((sum, { change }) => sum + Math.abs(change), 0) / 2;
  if (distance < 1e-9) {
    return ['Reference and current are alike.'];
  }
  const most = compared.reduce((best, each) => (each.change > best.change ? each : best));
  const least = compared.reduce((best, each) => (each.change < best.change ? each : best));
  return [
    `${shareText(distance)} of the values have moved between cells.`,
    `Gained most: ${most.cell.name} (${sidesText(most.cell)}).`,
    `Lost most: ${least.cell.name} (${sidesText(least.cell)}).`,
  ];
}

function medians(picture: BinsPicture): string[] {
  const text = edgesOf(picture);
  const current = median(picture, 'current', text);
  const reference = median(picture, 'reference', text);
  return current === undefined || reference === undefined
    ? []
    : [`Median: current ${current}, reference ${reference}.`];
}

/** Within a bin values are taken as spread evenly. */
function median(picture: BinsPicture, side: keyof Sides, text: (edge: number) => string): string | undefined {
  const { bins, below, above } = picture;
  let share = 0;
  for (const bin of [below, ...bins, above]) {
    const own = bin?.[side] ?? 0;
    if (bin && own > 0 && share + own >= 0.5 - 1e-12) {
      const isOuter = !Number.isFinite(bin.lower) || !Number.isFinite(bin.upper);
      return isOuter ? rangeText(bin, text) : text(bin.lower + ((0.5 - share) / own) * (bin.upper - bin.lower));
    }
    share += own;
  }
  return undefined;
}
