import type { DataFrame } from '@grafana/data';
import {
  type CategoryCell,
  type Dataset,
  DATASETS,
  type Distribution,
  type NumericCell,
  type Side,
} from './distribution';
import { cellColumnsOf } from './distributionColumns';
import { agrees, Findings } from './distributionFindings';
import { isHistogramFrame, readHistogramFrames } from './distributionNative';
import type { CellReading, Readings } from './distributionReading';
import { readDistributionSeries } from './distributionSeries';
import { categoricalSide, type Flaws, numericSide } from './distributionSide';
import { readDistributionTable } from './distributionTable';
import { type Subject, subjectKey } from './subject';

/** The distributions that frames hold, the newest of each subject, and in sentences what of them could not be taken as it is. */
export interface Distributions {
  readonly distributions: readonly Distribution[];
  readonly problems: readonly string[];
}

/**
 * Reads distributions from frames of any shape:
 * - a series a cell: `drift_distribution_ratio` (cumulative, label `upper`), `drift_category_ratio` (label `category`), buckets of
 *   classic histograms (label `le`), with the label `dataset`, else from a query named `reference` or `current`;
 * - native histograms, and classic ones in the format “heatmap”;
 * - a table with a row a cell: `lower` and `upper`, or `category`, with `reference` and `current`, or with `dataset` and a value;
 *   the view `v1_distributions` is one.
 */
export function readDistributions(frames: readonly DataFrame[]): Distributions {
  const readings = Array.from(queriesOf(frames).values()).flatMap(readQuery);
  const findings = new Findings(readings.flatMap(({ facts }) => facts));
  const flaws: Flaws = { conflicting: 0, overlapping: 0, invalid: 0 };
  const cells = readings.flatMap((each) => each.cells);
  const pairs = withSharedReferences(bySubject(cells));
  const distributions = pairs.flatMap((pair) => distributionOf(pair, findings, flaws));
  const empty = pairs.length - distributions.length;
  const problems = [...new Set(readings.flatMap((each) => each.problems)), ...inWords(flaws)];
  return {
    distributions,
    problems:
      empty > 0 ? [...problems, `Distributions without a single value are left out: ${count(empty)}.`] : problems,
  };
}

function queriesOf(frames: readonly DataFrame[]): Map<string, DataFrame[]> {
  const queries = new Map<string, DataFrame[]>();
  for (const frame of frames) {
    const query = queries.get(frame.refId ?? '');
    if (query) {
      query.push(frame);
    } else {
      queries.set(frame.refId ?? '', [frame]);
    }
  }
  return queries;
}

function readQuery(frames: readonly DataFrame[]): Readings[] {
  const histograms = frames.filter(isHistogramFrame);
  const others = frames.filter((frame) => !isHistogramFrame(frame));
  const tables = others.filter((frame) => cellColumnsOf(frame) !== undefined);
  const series = others.filter((frame) => cellColumnsOf(frame) === undefined);
  return [readHistogramFrames(histograms), ...tables.map(readDistributionTable), readDistributionSeries(series)];
}

type Pair = Partial<Record<Dataset, readonly CellReading[]>>;

/** Of each subject and dataset the readings of the newest time, and of one version of the reference. */
function bySubject(cells: readonly CellReading[]): Pair[] {
  const subjects = new Map<string, Record<Dataset, CellReading[]>>();
  // cells of one table share the object of their subject
  const known = new Map<Subject, Record<Dataset, CellReading[]>>();
  for (const cell of cells) {
    let pair = known.get(cell.subject);
    if (pair === undefined) {
      const key = subjectKey(cell.subject);
      pair = subjects.get(key) ?? { reference: [], current: [] };
      subjects.set(key, pair);
      known.set(cell.subject, pair);
    }
    pair[cell.dataset].push(cell);
  }
  return Array.from(subjects.values(), ({ reference, current }) => {
    const newest = newestVersion(current);
    return { current: newest, reference: newestVersion(reference, newest[0]?.version) };
  });
}

/** The wanted version where it is there, else the one with the newest cells. */
function newestVersion(cells: readonly CellReading[], wanted?: string): readonly CellReading[] {
  const candidates = cells.filter(({ version }) => version === wanted && version !== '');
  const known = candidates.length > 0 ? candidates : cells;
  const newest = known.reduce((time, cell) => Math.max(time, cell.time), -Infinity);
  const timed = Number.isFinite(newest) ? known.filter(({ time }) => time === newest) : known;
  const [version = ''] = [...new Set(timed.map((cell) => cell.version))].sort().reverse();
  return timed.filter((cell) => cell.version === version);
}

/** A reference whose query left the window or the model away serves every window that has none of its own. */
function withSharedReferences(pairs: readonly Pair[]): Pair[] {
  const shared = new Map<string, Pair[]>();
  for (const pair of pairs.filter(({ current }) => !current?.length)) {
    const feature = pair.reference?.[0]?.subject.feature ?? '';
    shared.set(feature, [...(shared.get(feature) ?? []), pair]);
  }
  const used = new Set<Pair>();
  const completed = pairs.map((pair) => {
    const subject = pair.current?.[0]?.subject;
    if (subject === undefined || pair.reference?.length) {
      return pair;
    }
    const fitting = (shared.get(subject.feature) ?? []).filter(({ reference }) => {
      const other = reference?.[0]?.subject;
      return other !== undefined && agrees(other, subject);
    });
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) {
      return pair;
    }
    used.add(only);
    return { ...pair, reference: only.reference };
  });
  return completed.filter((pair) => !used.has(pair));
}

function distributionOf(pair: Pair, findings: Findings, flaws: Flaws): Distribution[] {
  const first = pair.current?.[0] ?? pair.reference?.[0];
  if (first === undefined) {
    return [];
  }
  const all = DATASETS.flatMap((dataset) => pair[dataset] ?? []);
  const { subject } = first;
  const common = {
    subject,
    time: all.reduce((time, cell) => (cell.time > time || Number.isNaN(time) ? cell.time : time), NaN),
    finding: findings.of(subject),
    source: { field: first.field, row: first.row },
  };
  const complete = <Cell>(dataset: Dataset, side: Side<Cell> | undefined): Side<Cell> | undefined =>
    side && {
      ...side,
      rows: side.rows ?? findings.rows(subject, dataset),
      missing: findings.missing(subject, dataset),
    };
  const sides = <Cell>(build: (cells: readonly CellReading[], flaws: Flaws) => Side<Cell> | undefined) => ({
    reference: complete('reference', build(pair.reference ?? [], flaws)),
    current: complete('current', build(pair.current ?? [], flaws)),
  });
  const categories = all.filter(({ place }) => place.kind === 'category').length;
  const distribution: Distribution =
    2 * categories > all.length
      ? { ...common, kind: 'categorical', ...sides<CategoryCell>(categoricalSide) }
      : { ...common, kind: 'numeric', ...sides<NumericCell>(numericSide) };
  return distribution.reference || distribution.current ? [distribution] : [];
}

function inWords({ conflicting, overlapping, invalid }: Flaws): string[] {
  return [
    ...(conflicting > 0
      ? [
          `Cells that come more than once with different numbers: ${count(conflicting)}. The larger is drawn; a label model, feature, window or segment would tell them apart.`,
        ]
      : []),
    ...(overlapping > 0 ? [`Cells without width or over others are left out: ${count(overlapping)}.`] : []),
    ...(invalid > 0 ? [`Cells without a number, or below zero, are taken as empty: ${count(invalid)}.`] : []),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en');
}
