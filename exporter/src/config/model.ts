import { z } from 'zod';
import { duration, formatDuration, LONGEST_TIMER, parseDuration } from './duration.js';
import { feature } from './feature.js';
import { flag, integer, paths, section, text, unexpected, type Place } from './fields.js';
import { ingest } from './ingest.js';
import { timeZone } from './instant.js';
import { outcomeKeys, outcomeProblems } from './outcome.js';
import { MOST_PARTS, type Part } from './parts.js';
import { reference } from './reference.js';
import { segment } from './segment.js';
import { STREAM_SOURCE, streamProblems } from './stream.js';

const DAY = 86_400_000;
const calendar = ['hour', 'day', 'week', 'month', 'all'] as const;
const evidence = [1, 6, 24, 168].map((hours) => hours * 3_600_000);

/** A calendar unit, or a length in milliseconds. */
export type CheckWindows = (typeof calendar)[number] | number;

const checkWindows = () =>
  z.unknown().transform((value, context): CheckWindows => {
    const unit = calendar.find((name) => name === value);
    const length = typeof value === 'string' ? parseDuration(value) : undefined;
    if (unit === undefined && (length === undefined || length === 0)) {
      return unexpected(context, `${calendar.join(', ')} or a duration such as "6h"`);
    }
    return unit ?? length ?? 'all';
  });

/** One model: its rows, its features, and what they are compared with. */
export const model = (place: Place) =>
  section({
    name: text(),
    source: text().optional(),
    table: text().optional(),
    query: text().optional(),
    files: paths(place).optional(),
    stream: flag().prefault(false),
    timestamp_column: text().optional(),
    timestamp_time_zone: timeZone().prefault('UTC'),
    time_zone: timeZone().prefault('UTC'),
    features: z.array(feature()).min(1).optional(),
    exclude: z.array(text()).prefault([]),
    parts: integer(2, MOST_PARTS).optional(),
    ...outcomeKeys(place),
    segments: z.array(segment()).prefault([]),
    reference: reference(place).optional(),
    check_windows: checkWindows().prefault('all'),
    bucket: duration().prefault('1h'),
    lateness: duration({ zero: true }).prefault('15m'),
    windows: z.array(duration()).min(1).optional(),
    team: text().optional(),
    stale_after: duration().prefault('36h'),
    deadline: duration({ longest: LONGEST_TIMER }).prefault('5m'),
    ingest: ingest(place).optional(),
  })
    .superRefine((written, context) => {
      const problem = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message });
      const relations = (['table', 'query', 'files', 'stream'] as const).filter(
        (key) => written[key] !== undefined && written[key] !== false,
      );
      if (relations.length !== 1) {
        problem(relations.slice(1, 2), 'expected exactly one of table, query, files or stream');
      }
      for (const { path, message } of [...streamProblems(written), ...outcomeProblems(written)]) {
        problem(path, message);
      }
      if (written.source === undefined && written.files === undefined && !written.stream) {
        problem(['source'], 'missing, expected the name of a source');
      }
      if (written.timestamp_column === undefined && !written.stream) {
        const kind = written.reference?.kind;
        if (kind === 'range') problem(['reference'], 'from and to need a timestamp_column');
        if (kind === 'rolling' || kind === 'seasonal')
          problem(['reference', kind], 'needs a timestamp_column');
        if (written.check_windows !== 'all') problem(['check_windows'], 'needs a timestamp_column');
      }
      if (written.parts !== undefined) {
        if (written.stream)
          problem(['parts'], 'a stream has none: each exporter of it counts what it is sent');
        if (written.ingest !== undefined)
          problem(
            ['parts'],
            'rows come in for a whole model; write parts and ingest at two models of the same table',
          );
      }
      const names = written.features?.map(({ name }) => name) ?? [];
      reportRepeats('features', names, problem);
      reportRepeats('exclude', written.exclude, problem);
      const columns = written.segments.map(({ column }) => column);
      reportRepeats('segments', columns, problem);
      for (const [index, column] of columns.entries()) {
        const name = JSON.stringify(column);
        if (column === written.timestamp_column)
          problem(['segments', index], `${name} is the timestamp_column`);
        if (written.exclude.includes(column)) {
          problem(['segments', index], `${name} is listed in exclude too, and its values would be shown`);
        }
      }
      reportRepeats('windows', (written.windows ?? []).map(formatDuration), problem);
      for (const [index, column] of written.exclude.entries()) {
        if (names.includes(column)) {
          problem(['exclude', index], `${JSON.stringify(column)} is listed in features too`);
        }
      }
      for (const [index, length] of (written.windows ?? []).entries()) {
        if (length % written.bucket !== 0) problem(['windows', index], notMultiple(written.bucket, length));
      }
      if (written.reference?.kind === 'rolling' && written.reference.rolling % written.bucket !== 0) {
        problem(['reference', 'rolling'], notMultiple(written.bucket, written.reference.rolling));
      }
      if (written.reference?.kind === 'seasonal' && DAY % written.bucket !== 0) {
        const bucket = formatDuration(written.bucket);
        problem(
          ['reference', 'seasonal'],
          `needs a bucket of which a day holds a whole number, got ${bucket}`,
        );
      }
    })
    .transform((written) => ({
      ...written,
      source: written.stream ? STREAM_SOURCE : (written.source ?? 'files'),
      windows: written.windows,
      part: undefined as Part | undefined,
    }));

function reportRepeats(
  key: string,
  values: readonly string[],
  problem: (path: (string | number)[], message: string) => void,
): void {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) < index) problem([key, index], `${JSON.stringify(value)} is listed twice`);
  }
}

const notMultiple = (bucket: number, length: number) =>
  `expected a multiple of bucket (${formatDuration(bucket)}), got ${formatDuration(length)}`;

/**
 * The lengths of the windows that the monitor judges, ascending: as configured, else 1, 6, 24 and 168 hours as far as they
 * are multiples of the bucket and the lookback window holds them, and the lookback window itself.
 */
export function evidenceWindows(
  { windows, bucket }: { readonly windows?: readonly number[] | undefined; readonly bucket: number },
  lookback: number,
): number[] {
  const longest = Math.max(bucket, lookback - (lookback % bucket));
  const lengths = windows ?? [
    ...evidence.filter((length) => length % bucket === 0 && length < longest),
    longest,
  ];
  return [...lengths].sort((a, b) => a - b);
}
