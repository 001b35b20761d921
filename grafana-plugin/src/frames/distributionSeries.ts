import type { DataFrame } from '@grafana/data';
import { max } from 'd3-array';
import { type CellReading, datasetOf, edgeOf, type Fact, type Place, type Readings } from './distributionReading';
import { readSeries, type Series } from './series';
import { type Subject, subjectOf } from './subject';

/** Labels that say which cell a series counts; without a metric's name they are all there is to tell a distribution by. */
const CELL_LABELS = ['upper', 'le', 'category'] as const;

/** Reads the frames of one query with a series a cell, as Prometheus gives them. */
export function readDistributionSeries(frames: readonly DataFrame[]): Readings {
  const problems = new Set<string>();
  const all = readSeries(frames);
  const cells = all.filter(isCell);
  // what ended before the newest evaluation is stale: a cell of an hour ago says nothing beside one of now
  const newest = max(cells, (series) => series.times[newestIndex(series)]) ?? NaN;
  const query = { refId: frames[0]?.refId, name: frames[0]?.name };
  const ended = new Set<string>();
  const readings = cells.flatMap((series): CellReading[] => {
    const { labels, field } = series;
    const dataset = datasetOf(labels.dataset, query);
    if (dataset === undefined) {
      problems.add(`The dataset “${labels.dataset}” is neither reference nor current and is left out.`);
      return [];
    }
    const place = placeOf(labels);
    if (place === undefined) {
      problems.add('Edges that are no numbers are left out.');
      return [];
    }
    const index = newestIndex(series);
    const time = series.times[index] ?? NaN;
    const subject = subjectOfSeries(series);
    if (time < newest) {
      ended.add(JSON.stringify([subject, labels.version]));
      return [];
    }
    const version = labels.version ?? '';
    const amount = series.values[index] ?? null;
    const row = series.rows[index] ?? 0;
    return [{ subject, dataset, version, time, place, amount, counted: 'le' in labels, field, row }];
  });
  for (const { subject, version } of readings) {
    ended.delete(JSON.stringify([subject, version === '' ? undefined : version]));
  }
  if (ended.size > 0) {
    problems.add(`Distributions that ended before the newest are left out: ${ended.size.toLocaleString('en')}.`);
  }
  return { cells: readings, facts: all.filter((series) => !isCell(series)).flatMap(factOf), problems: [...problems] };
}

function isCell({ role, labels }: Series): boolean {
  return !['missing_ratio', 'rows'].includes(role) && CELL_LABELS.some((label) => label in labels);
}

/** Of the last point that has a number; of the last one where none has. */
function newestIndex({ values }: Series): number {
  for (let index = values.length - 1; index >= 0; index--) {
    if (values[index] !== null) {
      return index;
    }
  }
  return values.length - 1;
}

function placeOf({ upper, le, category }: Readonly<Record<string, string>>): Place | undefined {
  if (category !== undefined) {
    return { kind: 'category', name: category };
  }
  const edge = edgeOf(upper ?? le);
  return Number.isNaN(edge) ? undefined : { kind: 'upTo', upper: edge };
}

/** Without a label `feature` the series is called after its labels, of which each cell has others. */
function subjectOfSeries({ labels, field }: Series): Subject {
  const given = field.labels === undefined || Object.keys(field.labels).length === 0 || 'feature' in field.labels;
  return { ...subjectOf(labels), ...(given ? {} : { feature: '' }) };
}

const FACTS: Partial<Record<Series['role'], Fact['kind']>> = {
  score: 'score',
  severity: 'severity',
  inconclusive: 'inconclusive',
  missing_ratio: 'missing',
  rows: 'rows',
};

function factOf(series: Series): Fact[] {
  const { role, labels, metric, values, field } = series;
  const value = values[newestIndex(series)];
  const threshold = role === 'threshold' ? (['small', 'significant', 'critical'] as const) : [];
  const kind = FACTS[role] ?? threshold.find((severity) => severity === labels.severity);
  // a number without a known name counts as a score elsewhere; here it is written beside the name as PSI
  const unknown = role === 'score' && metric !== undefined && metric !== 'drift_psi';
  if (kind === undefined || value === undefined || value === null || unknown) {
    return [];
  }
  const dataset = datasetOf(labels.dataset, {});
  return [{ kind, subject: subjectOfSeries(series), value, field, ...(dataset ? { dataset } : {}) }];
}
