import { sanitizeFloat, toFluxValue } from '@influxdata/influxdb-client';

/** The first and the last millisecond that InfluxDB can hold: nanoseconds in 64 bits. */
const OLDEST = -9_223_372_036_854;
const NEWEST = 9_223_372_036_854;

/** All that InfluxDB can hold. */
export const WHOLE_TIME: TimeSpan = { from: OLDEST, to: NEWEST };

/** Milliseconds since the epoch, [from, to). */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A span that may be open at either side, within what InfluxDB can hold. */
export function spanOf(from: Date | undefined, to: Date | undefined): TimeSpan {
  return {
    from: Math.max(from?.getTime() ?? OLDEST, OLDEST),
    to: Math.min(to?.getTime() ?? NEWEST, NEWEST),
  };
}

/** A text literal, whatever it contains: quotes, line breaks, `${}`. */
export function fluxText(text: string): string {
  return toFluxValue(text);
}

export function fluxTexts(texts: readonly string[]): string {
  return `[${texts.map(fluxText).join(', ')}]`;
}

/** A list of float literals, closed by +Inf: without that, one value above the last bin fails a whole query. */
export function fluxBins(thresholds: Float64Array): string {
  return `[${[...Array.from(thresholds, sanitizeFloat), 'float(v: "+Inf")'].join(', ')}]`;
}

/** A column of a row in a `filter`, whatever its name contains. */
export function fluxColumn(name: string): string {
  return `r[${fluxText(name)}]`;
}

export function equals(column: string, value: string): string {
  return `${fluxColumn(column)} == ${fluxText(value)}`;
}

/** Whether one of the conditions holds; in halves of halves, since Flux refuses a chain of some hundred as nested too deep. */
export function anyOf(conditions: readonly string[]): string {
  if (conditions.length <= 1) return conditions[0] ?? 'false';
  const half = Math.ceil(conditions.length / 2);
  return `(${anyOf(conditions.slice(0, half))} or ${anyOf(conditions.slice(half))})`;
}

/** `group(columns: […])`, which is pushed into storage where it follows range and filter. */
export function group(columns: readonly string[]): string {
  return columns.length === 0 ? 'group()' : `group(columns: ${fluxTexts(columns)})`;
}

/** The points of a bucket in a span, narrowed by conditions: what storage reads. Each pipeline repeats it, since a shared one is not pushed down. */
export function pointsIn(bucket: string, { from, to }: TimeSpan, conditions: readonly string[]): string {
  const [start, stop] = [from, to].map((time) => new Date(time).toISOString());
  return pipe(
    `from(bucket: ${fluxText(bucket)})`,
    `range(start: ${start}, stop: ${stop})`,
    `filter(fn: (r) => ${conditions.join(' and ')})`,
    // storage never ends with a count in a range that ends before 1970; so parted as before, it is not asked to
    to > 0 ? '' : 'group(mode: "except", columns: ["_time", "_value"])',
  );
}

/** Steps that follow each other. */
export function pipe(...steps: readonly string[]): string {
  return steps.filter((step) => step !== '').join(' |> ');
}
