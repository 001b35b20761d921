import { type DataFrame, DataFrameType, type Field, FieldType } from '@grafana/data';
import { type CellReading, datasetOf, edgeOf, finiteNumber, type Place, type Readings } from './distributionReading';
import { identityName } from './identity';
import { type Subject, subjectOf } from './subject';
import { timeAt } from './times';

/**
 * Whether the frame is a histogram over time as Grafana's Prometheus data source gives it: a native one (cells with `yMin`,
 * `yMax` and `count`), or a classic one in the format “heatmap” (a column a bucket, counts no longer cumulative).
 */
export function isHistogramFrame({ meta, fields }: DataFrame): boolean {
  return meta?.type === DataFrameType.HeatmapRows || ['yMin', 'yMax', 'count'].every((name) => fieldOf(fields, name));
}

/** Reads the newest histogram of each such frame. */
export function readHistogramFrames(frames: readonly DataFrame[]): Readings {
  const all = frames.map((frame) =>
    frame.meta?.type === DataFrameType.HeatmapRows ? fromRows(frame) : fromCells(frame)
  );
  const newest = all.flat().reduce((time, cell) => Math.max(time, cell.time), -Infinity);
  const current = all.filter(([cell]) => cell !== undefined && !(cell.time < newest));
  const ended = all.filter((cells) => cells.length > 0).length - current.length;
  const problems =
    ended > 0 ? [`Histograms that ended before the newest are left out: ${ended.toLocaleString('en')}.`] : [];
  return { cells: current.flat(), facts: [], problems };
}

function fromCells(frame: DataFrame): CellReading[] {
  const [lower, upper, count] = ['yMin', 'yMax', 'count'].map((name) => fieldOf(frame.fields, name));
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  if (!lower || !upper || !count) {
    return [];
  }
  const rows = rowsOfNewest(frame, time, (row) => finiteNumber(count.values[row]) !== null);
  return rows.flatMap((row) => {
    const place = { kind: 'between', lower: edgeOf(lower.values[row]), upper: edgeOf(upper.values[row]) } as const;
    return reading(frame, count, row, timeAt(time, row), place);
  });
}

function fromRows(frame: DataFrame): CellReading[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const counts = frame.fields.filter(({ type }) => type === FieldType.number);
  const rows = rowsOfNewest(frame, time, (row) => counts.some(({ values }) => finiteNumber(values[row]) !== null));
  const row = rows.at(-1);
  if (row === undefined) {
    return [];
  }
  return counts.flatMap((field) => {
    const upper = edgeOf(field.labels?.le ?? field.name);
    const place = { kind: 'between', lower: NaN, upper } as const;
    return Number.isNaN(upper) ? [] : reading(frame, field, row, timeAt(time, row), place);
  });
}

function reading(frame: DataFrame, field: Field, row: number, time: number, place: Place): CellReading[] {
  const labels = Object.fromEntries(
    Object.entries(field.labels ?? {}).map(([name, value]) => [identityName(name), value])
  );
  const dataset = datasetOf(labels.dataset, frame);
  const subject: Subject = subjectOf(labels);
  const amount = finiteNumber(field.values[row]);
  return dataset === undefined
    ? []
    : [{ subject, dataset, version: labels.version ?? '', time, place, amount, counted: true, field, row }];
}

/** The rows of the newest time that has a number; all such rows where there is no time. */
function rowsOfNewest(frame: DataFrame, time: Field | undefined, hasNumber: (row: number) => boolean): number[] {
  const rows = Array.from({ length: frame.length }, (_, row) => row).filter(hasNumber);
  const newest = rows.reduce((max, row) => Math.max(max, timeAt(time, row)), -Infinity);
  return Number.isFinite(newest) ? rows.filter((row) => timeAt(time, row) === newest) : rows;
}

function fieldOf(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name && field.type === FieldType.number);
}
