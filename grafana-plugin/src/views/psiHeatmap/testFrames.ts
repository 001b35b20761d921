import { type DataFrame, type FieldConfig, FieldType, toDataFrame } from '@grafana/data';
import type { Heatmap } from './heatmap';
import { PSI_HEATMAP_DEFAULTS, type PsiHeatmapOptions } from './options';
import { prepare } from './prepare';

export const HOUR = 3_600_000;
export const START = Date.parse('2026-03-01T00:00:00Z');

/** A series as Prometheus answers a range query: values by the hour, `undefined` where it has none. */
export function promSeries(
  metric: string,
  labels: Readonly<Record<string, string>>,
  values: ReadonlyArray<number | null | undefined>,
  config: FieldConfig = {}
): DataFrame {
  const known = values.flatMap((value, hour) => (value === undefined ? [] : [{ time: START + hour * HOUR, value }]));
  return toDataFrame({
    refId: metric,
    fields: [
      { name: 'Time', type: FieldType.time, values: known.map(({ time }) => time) },
      {
        name: 'Value',
        type: FieldType.number,
        labels: { __name__: metric, model: 'm', ...labels },
        values: known.map(({ value }) => value),
        config,
      },
    ],
  });
}

/** The heatmap of frames that have one. */
export function heatmapOf(frames: readonly DataFrame[], options: Partial<PsiHeatmapOptions> = {}): Heatmap {
  const prepared = prepare(frames, { ...PSI_HEATMAP_DEFAULTS, ...options });
  if ('warning' in prepared) {
    throw new Error(prepared.warning);
  }
  return prepared.data;
}

/** A row's numbers, by its name. */
export function rowOf({ rows, cells }: Heatmap, name: string) {
  const { first, end } = rows.find((row) => row.name === name) ?? { first: 0, end: 0 };
  const numbers = (each: ArrayLike<number>): number[] => Array.from(each).slice(first, end);
  return {
    hours: numbers(cells.end).map((time) => (time - START) / HOUR),
    spans: numbers(cells.end).map((time, index) => (time - (cells.start[first + index] ?? NaN)) / HOUR),
    score: numbers(cells.score),
    severity: numbers(cells.severity),
    apparent: numbers(cells.apparent),
    unproven: numbers(cells.unproven),
    rows: numbers(cells.rows),
    frameRow: numbers(cells.frameRow),
  };
}
