const DAY = 86_400_000;
/** Clocks change on whole quarters of an hour. */
const QUARTER = 900_000;

const zones = new Map<string, Zone>();

/**
 * How far a zone's clocks are ahead of UTC at an instant, in milliseconds. Offsets are kept for each day, and on days on
 * which clocks change for each quarter of an hour: `Intl` takes microseconds a call, and this is asked for every bucket.
 *
 * @param time milliseconds since the epoch
 * @param timeZone an IANA name; throws a RangeError for another
 */
export function zoneOffset(time: number, timeZone: string): number {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = new Zone(timeZone);
    zones.set(timeZone, zone);
  }
  return zone.offset(time);
}

class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, number | 'changes'>();
  readonly #quarters = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  offset(time: number): number {
    const day = Math.floor(time / DAY);
    let known = this.#days.get(day);
    if (known === undefined) {
      const [first, last] = [this.#ask(day * DAY), this.#ask((day + 1) * DAY)];
      known = first === last ? first : 'changes';
      this.#days.set(day, known);
    }
    if (known !== 'changes') return known;
    const quarter = Math.floor(time / QUARTER);
    let offset = this.#quarters.get(quarter);
    if (offset === undefined) {
      offset = this.#ask(quarter * QUARTER);
      this.#quarters.set(quarter, offset);
    }
    return offset;
  }

  #ask(time: number): number {
    const parts = new Map<string, number>();
    for (const { type, value } of this.#format.formatToParts(time)) parts.set(type, Number(value));
    const of = (type: string): number => parts.get(type) ?? 0;
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return local - Math.floor(time / 1_000) * 1_000;
  }
}
