import { DriftError } from '../errors.js';
import { mostFrequent } from './categories.js';
import { anyOf, equals, fluxColumn, pipe, type TimeSpan } from './flux.js';
import type { InfluxClient, InfluxRow } from './influxdbClient.js';
import { InfluxPoints, type Origin, type PointCount } from './influxdbPoints.js';
import {
  categoricalQuestion,
  Counts,
  howMany,
  numericQuestion,
  WINDOW,
  type Question,
} from './influxdbQuestions.js';
import { segmentName } from './segments.js';
import {
  MAX_UNSEEN,
  type CategoryCount,
  type CellCounts,
  type Cells,
  type CountRequest,
  type Feature,
  type SegmentColumn,
} from './source.js';

/** Pipelines in one query: each is a read of its own, and their answers come one after another. */
const PIPELINES = 60;
/** Rows that the server should make for one answer at most. */
const ANSWER_ROWS = 100_000;

/** Points of a bucket up to which it is counted with others as windows of one pipeline. */
const FEW_POINTS = 500;

/** One pipeline: a question, asked of one bucket or of windows, of all points or apart by the values of a tag. */
interface Pipeline {
  readonly item: Item;
  readonly stretch: Stretch;
  readonly segment?: SegmentColumn;
}

/** Buckets that are counted together. */
interface Stretch {
  /** Starts, ascending; one where they are not told apart. */
  readonly buckets: readonly number[];
  /** The field that every point of theirs has. */
  readonly field: string;
  /** That the server makes for the answer. */
  readonly rows: number;
}

interface Item {
  readonly question: Question;
  readonly cells: number;
  /** Absent for the points themselves. */
  readonly origin?: Origin;
  readonly feature?: Feature;
  /** By bucket, then by segment. */
  readonly found: Map<number, Map<string, Counts>>;
}

/**
 * Counts each feature by one pipeline a bucket, or one for many buckets of few points, and one more a segment column: storage
 * then reads a range of time, and no row leaves the server. A shared stream, maps and windows of many points all take many times
 * as long; docs/ARCHITECTURE.md has the measurements.
 */
export async function countInflux(
  client: InfluxClient,
  rowFields: Readonly<Record<string, string>>,
  request: CountRequest,
): Promise<CellCounts[]> {
  const { selection, features, bucket, segments = [], joint = [] } = request;
  if (joint.length > 0) {
    const detail = 'an influxdb source keeps no sums of label, prediction and error beside its counts';
    throw new DriftError('config_invalid', detail, { source: client.name });
  }
  const points = await InfluxPoints.open(
    client,
    rowFields,
    selection,
    features.map(({ feature }) => feature),
  );
  for (const { column } of segments) points.checkSegment(column);
  const unseen = new Map<string, CategoryCount[]>();
  const isPlain = bucket === undefined && segments.length === 0;
  const items = features.map(({ feature, cells }) => {
    const own: CategoryCount[] = [];
    if (isPlain && cells.kind === 'categorical') unseen.set(feature.name, own);
    return itemOf(points, feature, cells, own);
  });
  const buckets = await points.counts(bucket);
  const pointItem: Item = { question: howMany, cells: 1, found: new Map() };
  const pipelines = [...(segments.length > 0 ? [pointItem] : []), ...items].flatMap((item) =>
    [
      ...(item === pointItem ? [] : [undefined]),
      ...segments.filter(({ values }) => values.length > 0),
    ].flatMap((segment) =>
      stretchesOf(buckets, item.question, segment?.values.length ?? 1).map((stretch): Pipeline => ({
        item,
        stretch,
        ...(segment && { segment }),
      })),
    ),
  );
  await client.each(batchesOf(pipelines), (batch) => ask(client, points, batch, bucket));
  return items.flatMap((item, index) =>
    [...buckets].flatMap(([start, count]) =>
      assemble(item, features[index]?.cells, start, count, pointItem, segments, unseen),
    ),
  );
}

function itemOf(points: InfluxPoints, feature: Feature, cells: Cells, unseen: CategoryCount[]): Item {
  if (feature.kind !== cells.kind) {
    const detail = `is ${feature.kind}, but its cells are ${cells.kind}; build the reference again`;
    throw new DriftError('column_type', detail, { source: points.client.name, feature: feature.name });
  }
  const origin = points.origin(feature);
  const question =
    cells.kind === 'numeric'
      ? numericQuestion(cells, 'type' in origin && origin.type !== 'float')
      : categoricalQuestion(cells, origin, unseen);
  const size = cells.kind === 'numeric' ? cells.edges.length + 1 : cells.categories.length + 2;
  return { question, cells: size, origin, feature, found: new Map() };
}

/**
 * Buckets with points, in order of time, as they are counted together: neighbours, for a stretch covers all between them.
 * @param groups into how many groups the points of each bucket are divided
 */
function stretchesOf(
  buckets: ReadonlyMap<number, PointCount>,
  { size, isPushed }: Question,
  groups: number,
): Stretch[] {
  // a histogram makes a row a cell, whether it leaves the server or not
  const rows = size * groups;
  const stretches: { buckets: number[]; field: string; rows: number; joins: boolean }[] = [];
  for (const [start, { points, field }] of [...buckets].sort(([a], [b]) => a - b)) {
    if (points === 0) continue;
    const joins = isPushed || points <= FEW_POINTS;
    const last = stretches.at(-1);
    if (last?.joins === true && joins && last.field === field && last.rows + rows <= ANSWER_ROWS) {
      last.buckets.push(start);
      last.rows += rows;
    } else stretches.push({ buckets: [start], field, rows, joins });
  }
  return stretches;
}

/** Lists of pipelines whose answers are of a bounded size. */
function batchesOf(pipelines: readonly Pipeline[]): Pipeline[][] {
  const batches: Pipeline[][] = [];
  let room = 0;
  for (const pipeline of pipelines) {
    const { rows: size } = pipeline.stretch;
    const last = batches.at(-1);
    if (last === undefined || last.length >= PIPELINES || room < size) {
      batches.push([pipeline]);
      room = ANSWER_ROWS - size;
    } else {
      last.push(pipeline);
      room -= size;
    }
  }
  return batches;
}

async function ask(
  client: InfluxClient,
  points: InfluxPoints,
  batch: readonly Pipeline[],
  length: number | undefined,
): Promise<void> {
  const bins = new Map<string, string>();
  const lines = batch.map(({ item, stretch, segment }, index) => {
    const { question, origin } = item;
    const text = question.bins ?? '';
    if (!bins.has(text)) bins.set(text, `bins${bins.size}`);
    const { buckets, field } = stretch;
    const span = spanWithin(points.span, buckets, length);
    const source = points.of(origin ?? { field, type: 'float' }, field, span, ...among(segment));
    const steps = question.steps({
      segments: segment === undefined ? [] : [segment.column],
      every: buckets.length > 1 ? length : undefined,
      bins: bins.get(text),
    });
    return pipe(source, ...steps, `yield(name: "${index}")`);
  });
  const lists = Array.from(bins, ([text, name]) => (text === '' ? '' : `${name} = ${text}`));
  const features = new Set(batch.map(({ item }) => item.feature?.name));
  const [only] = features;
  const context = features.size === 1 && only !== undefined ? { feature: only } : {};
  await client.query(
    [...lists, ...lines].join('\n'),
    (row) => {
      const pipeline = batch[Number(row.result)];
      if (pipeline === undefined) return;
      const { item, stretch, segment } = pipeline;
      const name = segment === undefined ? '' : segmentName(segment.column, row.value(segment.column));
      item.question.read(countsOf(item, bucketOf(stretch, row, length), name), row);
    },
    context,
  );
}

/** What the buckets cover of a span; all of it where there are no buckets. */
function spanWithin(
  { from, to }: TimeSpan,
  buckets: readonly number[],
  length: number | undefined,
): TimeSpan {
  if (length === undefined) return { from, to };
  const [first = from, last = first] = [buckets[0], buckets.at(-1)];
  return { from: Math.max(from, first), to: Math.min(to, last + length) };
}

function bucketOf({ buckets: [first = 0, ...more] }: Stretch, row: InfluxRow, length = 1): number {
  if (more.length === 0) return first;
  // the first window begins where the span does
  return Math.floor(Date.parse(row.value(WINDOW)) / length) * length + 0;
}

/** Only the values that are asked for: a tag may have a million. A series without the tag has the value ''. */
function among(segment: SegmentColumn | undefined): string[] {
  if (segment === undefined) return [];
  const { column, values } = segment;
  const each = values.map((value) =>
    value === '' ? `not exists ${fluxColumn(column)}` : equals(column, value),
  );
  return [anyOf(each)];
}

function countsOf({ found, cells }: Item, bucket: number, segment: string): Counts {
  let segments = found.get(bucket);
  if (segments === undefined) found.set(bucket, (segments = new Map()));
  let counts = segments.get(segment);
  if (counts === undefined) segments.set(segment, (counts = new Counts(cells)));
  return counts;
}

/** The counts of all points of a bucket, then of each segment that has any. */
function assemble(
  item: Item,
  cells: Cells | undefined,
  bucket: number,
  { points }: PointCount,
  pointItem: Item,
  segments: readonly SegmentColumn[],
  unseen: ReadonlyMap<string, CategoryCount[]>,
): CellCounts[] {
  const { feature } = item;
  if (feature === undefined || cells === undefined) return [];
  const result = (segment: string, all: number, counts: Counts): CellCounts => {
    const present = counts.total;
    // a point may have come between two reads of one query
    const rows = Math.max(all, present);
    const own = unseen.get(feature.name);
    return {
      feature: feature.name,
      bucketStart: bucket,
      segment,
      rows,
      missing: rows - present,
      counts: counts.cells,
      sums: new Float64Array(),
      squares: new Float64Array(),
      infinite: 0,
      below: counts.below,
      above: counts.above,
      unseen: counts.unseen,
      joint: {},
      ...(own === undefined ? {} : { unseenCategories: mostFrequent(own, MAX_UNSEEN) }),
    };
  };
  const whole = countsOf(item, bucket, '');
  const all = new Counts(1);
  all.cells[0] = points;
  const apart = segments.flatMap(({ column, values }) => {
    const [other, otherPoints] = [new Counts(item.cells), new Counts(1)];
    other.add(whole, 1);
    otherPoints.add(all, 1);
    const named = values.map((value) => {
      const name = segmentName(column, value);
      const [own, ownPoints] = [countsOf(item, bucket, name), countsOf(pointItem, bucket, name)];
      other.add(own, -1);
      otherPoints.add(ownPoints, -1);
      return { name, counts: own, points: ownPoints.total };
    });
    return [...named, { name: segmentName(column, undefined), counts: other, points: otherPoints.total }];
  });
  return [
    result('', points, whole),
    ...apart
      .filter((segment) => segment.points > 0 || segment.counts.total > 0)
      .map((segment) => result(segment.name, segment.points, segment.counts)),
  ];
}
