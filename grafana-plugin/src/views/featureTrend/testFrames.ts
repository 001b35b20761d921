import { type DataFrame, toDataFrame } from '@grafana/data';

export const HOUR = 3_600_000;
export const START = Date.parse('2026-03-01T00:00:00Z');

/** A frame of one series, as Prometheus answers a range query; values an hour apart. */
export function metricFrame(
  metric: string,
  labels: Record<string, string>,
  values: ReadonlyArray<number | null>,
  times: readonly number[] = values.map((_, index) => START + index * HOUR)
): DataFrame {
  return toDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: 'time', values: [...times] },
      { name: 'Value', type: 'number', labels: { __name__: metric, ...labels }, values: [...values] },
    ],
  });
}

export const CREDIT = { model: 'credit risk', feature: 'credit_score', window: '24h' };
