import { countReference } from '../../../exporter/src/check/countReference.js';
import { cellsOf } from '../../../exporter/src/profile/grid.js';
import { psiCounts } from '../../../exporter/src/profile/profile.js';
import type { ReferenceFeature } from '../../../exporter/src/profile/reference.js';
import { createDuckDBSource } from '../../../exporter/src/sources/duckdb.js';
import type { Cells, Feature, Source } from '../../../exporter/src/sources/source.js';

/** One feature's counts in every hour of every day: days × 24 × (PSI cells, then missing), row-major. */
export interface DayCounts {
  readonly feature: string;
  readonly isNumeric: boolean;
  readonly cells: number;
  readonly counts: Float64Array;
}

const HOUR = 3_600_000;
export const FLIGHT_DAYS = 365;
const YEAR = Date.UTC(2013, 0, 1);
/** So many days are counted at once. */
const STEP = 61;

const numeric = [
  'departure_hour',
  'distance_miles',
  'temperature_f',
  'humidity_pct',
  'wind_speed_mph',
  'precipitation_in',
  'pressure_mb',
  'visibility_mi',
  'departure_delay_min',
  'air_time_min',
  'late_probability',
  'predicted_late',
];
const segments = [
  'true',
  ...['UA', 'B6', 'EV', 'DL'].map((carrier) => `carrier = '${carrier}'`),
  ...['EWR', 'JFK', 'LGA'].map((origin) => `origin = '${origin}'`),
];

/**
 * The flights of 2013 by New York's day and hour, all of them and in seven segments: features whose rows of an hour, and
 * hours of a day, depend on one another as they do in life.
 *
 * @param referenceEnd ISO date: the grids are laid over the rows before it
 */
export async function flightDays(file: string, referenceEnd: string): Promise<DayCounts[]> {
  const source = await createDuckDBSource({ name: 'flights' });
  try {
    const counted: DayCounts[] = [];
    for (const segment of segments) {
      const features = [
        ...numeric.map((name): Feature => ({ name, kind: 'numeric' })),
        ...['carrier', 'origin', 'dest']
          .filter((name) => !segment.startsWith(name))
          .map((name): Feature => ({ name, kind: 'categorical' })),
      ];
      counted.push(...(await segmentDays(source, file, segment, features, referenceEnd)));
    }
    return counted;
  } finally {
    await source.close();
  }
}

async function segmentDays(
  source: Source,
  file: string,
  segment: string,
  features: readonly Feature[],
  referenceEnd: string,
): Promise<DayCounts[]> {
  // the zone's own clock, so that a day is a day in New York
  const query = `SELECT *, (scheduled_at AT TIME ZONE 'America/New_York')::TIMESTAMP AS local FROM '${file}' WHERE ${segment}`;
  const rows = { relation: { query }, timestampColumn: 'local' };
  const reference = await countReference(source, { ...rows, to: new Date(referenceEnd) }, features, {
    identifiers: [],
    texts: [],
  });
  const result = reference.counted.map((entry) => emptyDays(entry, segment));
  for (let day = 0; day < FLIGHT_DAYS; day += STEP) {
    const from = new Date(YEAR + day * 24 * HOUR);
    const to = new Date(YEAR + Math.min(FLIGHT_DAYS, day + STEP) * 24 * HOUR);
    const counts = await source.count({
      selection: { ...rows, from, to },
      bucket: HOUR,
      features: reference.counted.map((entry) => ({ feature: entry.feature, cells: psiCellsOf(entry) })),
    });
    for (const own of counts) {
      const index = reference.counted.findIndex(({ feature }) => feature.name === own.feature);
      const days = result[index];
      if (days === undefined) continue;
      const start = ((own.bucketStart - YEAR) / HOUR) * (days.cells + 1);
      days.counts.set(own.counts, start);
      days.counts[start + days.cells] = own.missing;
    }
  }
  return result;
}

/** Counted in the PSI cells at once, which keeps an hour of a feature down to a few numbers. */
function psiCellsOf({ profile: { grid } }: ReferenceFeature): Cells {
  const cells = cellsOf(grid);
  if (grid.kind === 'categorical' || cells.kind === 'categorical') return cells;
  const edges = Float64Array.from(grid.psiEdges, (index) => grid.edges[index] as number);
  const { kind, center, scale, minimum, maximum } = cells;
  return { kind, center, scale, minimum, maximum, edges };
}

function emptyDays({ feature, profile }: ReferenceFeature, segment: string): DayCounts {
  const cells = psiCounts(profile).length;
  return {
    feature: segment === 'true' ? feature.name : `${feature.name} where ${segment}`,
    isNumeric: feature.kind === 'numeric',
    cells,
    counts: new Float64Array(FLIGHT_DAYS * 24 * (cells + 1)),
  };
}
