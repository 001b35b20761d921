import type { Column } from './source.js';
import { quoteIdentifier, quoteText } from './sql.js';
import { doubleLiteral } from './trinoLiterals.js';
import { precisionOf } from './trinoTypes.js';

const DAY = 86_400_000;
/** Trino's literals have years of four digits. */
const OLDEST = Date.parse('0001-01-01T00:00:00Z');
const NEWEST = Date.parse('9999-12-31T00:00:00Z');

/** The timestamp column of a selection, as SQL. */
export class TrinoTime {
  readonly name: string;
  readonly #type: string;
  /** In which the column is read; undefined where its times are instants by themselves, or in UTC. */
  readonly #zone: string | undefined;

  constructor({ name, type }: Column, zone = 'UTC') {
    this.name = quoteIdentifier(name);
    this.#type = type;
    this.#zone = type.endsWith('with time zone') || zone === 'UTC' ? undefined : zone;
  }

  /** The column itself is compared with a constant of its own type, so that partitions are pruned and sources push it down. */
  bound(operator: '>=' | '<', date: Date): string {
    const time = date.getTime();
    if (this.#zone === undefined) return `${this.name} ${operator} ${this.#literal(time)}`;
    // near a change of clocks only the instant decides, so the constant is a day wider
    const near = this.#literal(operator === '<' ? time + DAY : time - DAY);
    return `${this.name} ${operator} ${near} AND ${this.epoch()} ${operator} ${doubleLiteral(time / 1000)}`;
  }

  /** Seconds since the epoch, as a double: of each row, or of the least or largest time. */
  epoch(aggregate = ''): string {
    const time = `${aggregate}(${this.name})`;
    const stamp = this.#type === 'date' ? `CAST(${time} AS timestamp(0))` : time;
    return this.#zone === undefined ? `to_unixtime(${stamp})` : inZone(stamp, this.#zone, this.#precision);
  }

  get #precision(): number {
    return precisionOf(this.#type);
  }

  /** What is at least a time is at least the next one that the type can hold, too. */
  #literal(time: number): string {
    const isDate = this.#type === 'date';
    const digits = Math.min(3, this.#precision);
    const unit = isDate ? DAY : 10 ** (3 - digits);
    const held = Math.ceil(Math.min(Math.max(time, OLDEST), NEWEST) / unit) * unit;
    const iso = new Date(held).toISOString().replace('T', ' ');
    if (isDate) return `DATE '${iso.slice(0, 10)}'`;
    const text = iso.slice(0, digits === 0 ? 19 : 20 + digits);
    return `TIMESTAMP '${text}${this.#type.endsWith('with time zone') ? ' UTC' : ''}'`;
  }
}

/**
 * Of a time that comes twice Trino takes the earlier one, PostgreSQL and we the later: it is the one that has the offset of
 * half a day later.
 */
function inZone(time: string, zone: string, precision: number): string {
  const local = (instant: string): string => `CAST(${instant} AS timestamp(${precision}))`;
  const earlier = `with_timezone(${time}, ${quoteText(zone)})`;
  const halfDay = `(${earlier} + INTERVAL '12' HOUR)`;
  const shift = `43200 - date_diff('second', ${local(earlier)}, ${local(halfDay)})`;
  const later = `date_add('second', ${shift}, ${earlier})`;
  return `to_unixtime(CASE WHEN ${local(later)} = ${time} THEN ${later} ELSE ${earlier} END)`;
}
