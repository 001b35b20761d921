import { severities, type Severity } from '../detection/result.js';
import type { InfluxPoint } from '../sources/influxdbWriter.js';
import { columnValues, scoreColumns, type ScoreColumnName } from '../store/scoreColumns.js';
import type { KeptScore } from '../store/store.js';

const columns = Object.keys(scoreColumns) as ScoreColumnName[];

/**
 * A score as a point: what tells its series apart is a tag, all else a field, so that a score that is written again replaces
 * the one before. Its time is the window's end. `severity_level` is 0 for none to 3 for critical, and −1 for inconclusive.
 */
export function scorePoint(measurement: string, model: string, score: KeptScore): InfluxPoint {
  const { feature, kind, drifted, severity, reason } = score.result;
  return {
    measurement,
    tags: { model, feature, window: score.windowName, segment: score.segment },
    fields: {
      ...Object.fromEntries(columns.map((name) => [name, columnValues(name, [score])[0] ?? null])),
      kind,
      // a field that is left out keeps its earlier value
      drifted: drifted ?? false,
      severity,
      severity_level: BigInt((severities as readonly Severity[]).indexOf(severity)),
      reason,
      reference_version: score.version,
      window_seconds: (score.to - score.from) / 1000,
    },
    time: score.to,
  };
}
