import { dateTimeFormat, type TimeZone } from '@grafana/data';
import { maxIndex } from 'd3-array';
import { scoreText } from '../../drawing/numbers';
import type { Cursor, LinePoint } from './cursor';
import type { FeatureTrendData } from './prepare';
import type { TrendLine, TrendPoint } from './trendLine';

/** So many lines are told of in full. */
const IN_FULL = 3;

/** The finding in words: of each line its latest score, since when it is above its threshold, and its highest. */
export function trendWords({ lines }: FeatureTrendData, timeZone: TimeZone): string {
  const told = lines.slice(0, IN_FULL).map((line) => `${line.name}: ${lineWords(line, timeZone)}.`);
  const more = lines.length - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

function lineWords({ points, thresholds, field }: TrendLine, timeZone: TimeZone): string {
  const known = points.filter(({ value }) => value !== null);
  const latest = known.at(-1);
  const highest = known[maxIndex(known, ({ value }) => value ?? undefined)];
  if (!latest || !highest) {
    return 'no score';
  }
  const when = ({ time }: TrendPoint): string => dateTimeFormat(time, { timeZone });
  const [lowest] = Object.values<number>(thresholds).sort((a, b) => a - b);
  const since = lowest === undefined ? undefined : sinceWhen(known, lowest);
  return [
    `latest ${scoreText(latest.value, field)} (${severityWords(latest)}) at ${when(latest)}`,
    ...(lowest === undefined
      ? []
      : [since ? `at or above ${scoreText(lowest, field)} since ${when(since)}` : `below ${scoreText(lowest, field)}`]),
    `highest ${scoreText(highest.value, field)} at ${when(highest)}`,
  ].join('; ');
}

/** The first point of the last run at or above a threshold, if it lasts. */
function sinceWhen(known: readonly TrendPoint[], threshold: number): TrendPoint | undefined {
  let first = known.length;
  while (first > 0 && (known[first - 1]?.value ?? 0) >= threshold) {
    first--;
  }
  return known[first];
}

/** A point's verdict: its severity, and whether the score says more than chance. */
export function severityWords({ severity, isEvident }: TrendPoint): string {
  if (severity !== 'none') {
    return severity;
  }
  return isEvident ? 'no drift' : 'within chance';
}

/** The points of all lines at one time, for a screen reader that follows the cursor. The line that it is on comes first. */
export function cursorWords({ time, line }: Cursor, points: readonly LinePoint[], timeZone: TimeZone): string {
  const ordered = [...points.filter(({ index }) => index === line), ...points.filter(({ index }) => index !== line)];
  const values = ordered.map(
    ({ line: { name, field }, point }) => `${name} ${scoreText(point.value, field)}, ${severityWords(point)}`
  );
  return `${dateTimeFormat(time, { timeZone })}: ${values.length > 0 ? values.join('; ') : 'no value'}`;
}
