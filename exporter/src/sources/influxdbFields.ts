import { anyOf, equals, group, pipe, pointsIn, WHOLE_TIME, type TimeSpan } from './flux.js';
import type { InfluxClient } from './influxdbClient.js';

const types = ['float', 'integer', 'unsigned', 'string', 'boolean'] as const;
const numeric: readonly string[] = ['float', 'integer', 'unsigned', 'mixed number'];

/** Series and shards of one measurement may give a field different types, all of them numbers or not. */
export type FieldType = (typeof types)[number] | 'mixed number' | 'mixed';

export function isNumeric(type: FieldType): boolean {
  return numeric.includes(type);
}

/** Of such a field Flux reads the values of one type and says nothing of the others. */
export function isMixed(type: FieldType): boolean {
  return type === 'mixed number' || type === 'mixed';
}

/**
 * The fields of a measurement with their types in a span of time, or ever, where they have no value there. Of the first and
 * the last point of each series only the type leaves the server.
 *
 * @param wanted the fields whose types in the span matter: to find a last point, storage reads all of them; absent for all
 */
export async function readFields(
  client: InfluxClient,
  measurement: string,
  span: TimeSpan,
  wanted?: readonly string[],
): Promise<Map<string, FieldType>> {
  const ever = new Map<string, Set<FieldType>>();
  const now = new Map<string, Set<FieldType>>();
  const lines = [
    line(client, [equals('_measurement', measurement)], WHOLE_TIME, 'first', 'ever'),
    ...(span.from < span.to && wanted?.length !== 0 ? (['first', 'last'] as const) : []).map((end) =>
      line(client, [equals('_measurement', measurement), ...among(wanted)], span, end, `now_${end}`),
    ),
  ];
  await client.query(['import "types"', ...lines].join('\n'), (row) => {
    const found = row.result === 'ever' ? ever : now;
    const name = row.value('name');
    const type = types.find((known) => known === row.value('type')) ?? 'mixed';
    found.set(name, (found.get(name) ?? new Set()).add(type));
  });
  return new Map(Array.from(ever, ([name, of]) => [name, oneOf(now.get(name) ?? of)]));
}

function among(fields: readonly string[] | undefined): string[] {
  if (fields === undefined) return [];
  return [anyOf(fields.map((field) => equals('_field', field)))];
}

function line(
  client: InfluxClient,
  conditions: readonly string[],
  span: TimeSpan,
  end: 'first' | 'last',
  name: string,
): string {
  const cases = types.map((type) => {
    const written = { integer: 'int', unsigned: 'uint', boolean: 'bool' }[type as string] ?? type;
    return `if types.isType(v: r._value, type: "${written}") then "${type}" else`;
  });
  return pipe(
    pointsIn(client.bucket, span, conditions),
    `${end}()`,
    `map(fn: (r) => ({name: r._field, type: ${cases.join(' ')} "other"}))`,
    group(['name', 'type']),
    'limit(n: 1)',
    `yield(name: "${name}")`,
  );
}

function oneOf(found: ReadonlySet<FieldType>): FieldType {
  const [first = 'mixed'] = found;
  if (found.size === 1) return first;
  return [...found].every(isNumeric) ? 'mixed number' : 'mixed';
}
