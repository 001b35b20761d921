import type { Quadrant } from '../../detection/importance/quadrant.js';
import { percent, score } from '../numbers.js';
import { columns, plainLine, truncate } from '../text.js';

export const QUADRANTS_WIDTH = 384;
export const QUADRANTS_HEIGHT = 260;
const CHARACTER = 6.4;
const LINE = 13;
const MAX_NAME = 24;
const RADIUS = 4;
/** Points keep so far from the lines around quadrants, and so far from the upper ones, where the quadrants' names stand. */
const CLEAR = 7;
const STRIP = 20;
/** A scale that ends sooner would say much of little. */
const LEAST_REACH = 2;

/** One feature: how much it drifted, how much it matters, and what that asks for. */
export interface QuadrantPoint {
  readonly feature: string;
  /** PSI, or that of missing values where it is larger. */
  readonly drift: number;
  /** Share of importance. */
  readonly share: number;
  readonly quadrant: Quadrant;
}

/** What `quadrantsSpec` draws, in pixels. */
export interface QuadrantsDrawing {
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly isUrgent: boolean;
    readonly tip: string;
  }[];
  readonly labels: readonly {
    readonly x: number;
    readonly y: number;
    readonly label: string;
  }[];
  readonly names: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  readonly xTicks: readonly { readonly x: number; readonly label: string }[];
  readonly yTicks: readonly { readonly y: number; readonly label: string }[];
}

interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** What to do first stands first where room for names is scarce. */
const urgency: Readonly<Record<Quadrant, number>> = { act: 0, watch: 1, note: 2, ignore: 3 };

/**
 * Places features by importance to the right and drift upwards. Up to the line between quadrants a scale is linear, and beyond
 * it logarithmic, so that all four are of one size and stay readable whatever the largest values. Names stand where they hide
 * no point and no other name; a feature without such a place has its name in its tooltip.
 *
 * @param threshold drift from which it counts as one
 */
export function quadrantsLayout(points: readonly QuadrantPoint[], threshold: number): QuadrantsDrawing {
  const equal = 1 / Math.max(1, points.length);
  const xScale = halves(equal, Math.max(...points.map(({ share }) => share)), QUADRANTS_WIDTH, CLEAR);
  const yScale = halves(threshold, Math.max(...points.map(({ drift }) => drift)), QUADRANTS_HEIGHT, STRIP);
  const placed = [...points]
    .sort((a, b) => urgency[a.quadrant] - urgency[b.quadrant] || b.share * b.drift - a.share * a.drift)
    .map(({ feature, drift, share, quadrant }) => ({
      feature,
      x: xScale.at(share, quadrant === 'act' || quadrant === 'watch'),
      y: QUADRANTS_HEIGHT - yScale.at(drift, quadrant === 'act' || quadrant === 'note'),
      isUrgent: quadrant === 'act',
      tip: `${plainLine(truncate(feature, 100))}: ${quadrant}, ${percent(share)} of the importance, PSI ${score(drift)}`,
    }));
  const names = [
    { label: 'note', x: 6, y: 13 },
    { label: 'act', x: QUADRANTS_WIDTH / 2 + 6, y: 13 },
    { label: 'ignore', x: 6, y: QUADRANTS_HEIGHT / 2 + 13 },
    { label: 'watch', x: QUADRANTS_WIDTH / 2 + 6, y: QUADRANTS_HEIGHT / 2 + 13 },
  ];
  const taken: Box[] = [
    ...names.map(({ label, x, y }) => ({ x0: x, x1: x + 7.5 * label.length, y0: y - 11, y1: y + 2 })),
    ...placed.map(({ x, y }) => ({ x0: x - RADIUS, x1: x + RADIUS, y0: y - RADIUS, y1: y + RADIUS })),
  ];
  return {
    points: placed.map(({ x, y, isUrgent, tip }) => ({ x, y, isUrgent, tip })),
    labels: labelled(placed, taken),
    names,
    xTicks: [
      { x: CLEAR, label: '0' },
      { x: QUADRANTS_WIDTH / 2, label: `${percent(equal)} (equal share)` },
      { x: QUADRANTS_WIDTH - CLEAR, label: percent(xScale.most) },
    ],
    yTicks: [
      { y: QUADRANTS_HEIGHT - CLEAR, label: '0' },
      { y: QUADRANTS_HEIGHT / 2, label: score(threshold).replace(/0+$/, '') },
      { y: STRIP, label: score(yScale.most) },
    ],
  };
}

/** A scale of two halves that meet at `middle`, each with room at its upper end; a value is kept in the half that it belongs to. */
function halves(
  middle: number,
  largest: number,
  length: number,
  upper: number,
): { readonly most: number; at(value: number, isBeyond: boolean): number } {
  const most = Math.max(largest, LEAST_REACH * middle);
  const span = length / 2 - CLEAR - upper;
  return {
    most,
    at(value, isBeyond) {
      const part = isBeyond
        ? Math.log(Math.max(value, middle) / middle) / Math.log(most / middle)
        : value / middle;
      const start = CLEAR + (isBeyond ? length / 2 : 0);
      return Math.round(10 * (start + span * Math.min(1, Math.max(0, part)))) / 10;
    },
  };
}

interface Placed {
  readonly feature: string;
  readonly x: number;
  readonly y: number;
}

type Label = QuadrantsDrawing['labels'][number];

/** Names in the order of urgency, or those with the least room first, whichever places more. */
function labelled(points: readonly Placed[], taken: readonly Box[]): Label[] {
  const room = new Map(points.map((point) => [point, placesFor(point, taken).length]));
  const tight = [...points].sort((a, b) => (room.get(a) ?? 0) - (room.get(b) ?? 0));
  const [first, second] = [points, tight].map((order) => {
    const boxes = [...taken];
    return order.flatMap((point) => {
      const [place] = placesFor(point, boxes);
      if (place === undefined) return [];
      boxes.push(place.box);
      return [{ x: place.box.x0, y: (place.box.y0 + place.box.y1) / 2, label: place.label }];
    });
  });
  return (second?.length ?? 0) > (first?.length ?? 0) ? (second ?? []) : (first ?? []);
}

/** Free places around a point and within the picture, rather not across a line between quadrants. */
function placesFor(
  { feature, x, y }: Placed,
  taken: readonly Box[],
): { readonly label: string; readonly box: Box }[] {
  const label = truncate(plainLine(feature) || '(empty)', MAX_NAME);
  const width = columns(label) * CHARACTER;
  const [right, left] = [x + RADIUS + 4, x - RADIUS - 4 - width];
  const free = [
    [right, y],
    [left, y],
    [x - width / 2, y - RADIUS - 9],
    [x - width / 2, y + RADIUS + 9],
    [right - 3, y - 10],
    [right - 3, y + 10],
    [left + 3, y - 10],
    [left + 3, y + 10],
  ]
    .map(([start = 0, middle = 0]) => boxAt(start, middle, width))
    .filter((box) => isWithin(box, picture) && !taken.some((other) => overlap(box, other)));
  const across = (box: Box): boolean => lines.some((line) => overlap(box, line));
  return [...free.filter((box) => !across(box)), ...free.filter(across)].map((box) => ({ label, box }));
}

const picture: Box = { x0: 0, x1: QUADRANTS_WIDTH, y0: 0, y1: QUADRANTS_HEIGHT };
const [half, middle] = [QUADRANTS_WIDTH / 2, QUADRANTS_HEIGHT / 2];
const lines: readonly Box[] = [
  { ...picture, x0: half - 1, x1: half + 1 },
  { ...picture, y0: middle - 1, y1: middle + 1 },
];

function boxAt(left: number, middle: number, width: number): Box {
  return { x0: left, x1: left + width, y0: middle - LINE / 2, y1: middle + LINE / 2 };
}

function isWithin(box: Box, around: Box): boolean {
  return box.x0 >= around.x0 && box.x1 <= around.x1 && box.y0 >= around.y0 && box.y1 <= around.y1;
}

function overlap(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
