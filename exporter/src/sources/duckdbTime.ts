import { quoteIdentifier, quoteText } from './sql.js';

/** SQL of a row's time. */
export interface DuckDBTime {
  readonly column: string;
  /** Whether its type is TIMESTAMP WITH TIME ZONE. */
  readonly zoned: boolean;
  /** IANA zone in which it is read where its type has none. */
  readonly zone: string;
}

export function duckdbTime(name: string, type: string, zone = 'UTC'): DuckDBTime {
  const zoned = type.includes('WITH TIME ZONE');
  const quoted = quoteIdentifier(name);
  return { column: zoned || type === 'TIMESTAMP' ? quoted : `${quoted}::TIMESTAMP`, zoned, zone };
}

/** SQL of the instant, for `epoch_ms`: a time without a zone is the same number as the instant where its zone is UTC. */
export function instantOf({ column, zoned, zone }: DuckDBTime): string {
  return zoned || zone === 'UTC' ? column : `(${column} AT TIME ZONE ${quoteText(zone)})`;
}

/**
 * SQL of a limit on the instant. The column itself is compared, so that a Parquet file's row groups that lie beyond are
 * not read; converting each row's time would also take longer than counting it. Within a day of the limit a change of
 * clocks may be, and only the instant decides.
 */
export function timeLimit(time: DuckDBTime, operator: '>=' | '<', limit: Date): string {
  const { column, zoned, zone } = time;
  const at = limit.toISOString();
  if (zoned) return `${column} ${operator} TIMESTAMPTZ '${at}'`;
  const local = `TIMESTAMP '${at.replace('Z', '')}'`;
  if (zone === 'UTC') return `${column} ${operator} ${local}`;
  const [before, after] = operator === '<' ? ['+', '-'] : ['-', '+'];
  const surely = `${column} ${operator} ${local} ${after} INTERVAL 1 DAY`;
  const decided = `${instantOf(time)} ${operator} TIMESTAMPTZ '${at}'`;
  return `${column} ${operator} ${local} ${before} INTERVAL 1 DAY AND (${surely} OR ${decided})`;
}
