import type { KeptAlert } from '../store/alertRecords.js';
import type { Observation } from './observation.js';

/** Prometheus tells a new Alertmanager of its alerts within about a minute. */
const GRACE = 150_000;
const LOOKS = 4;

interface Absence {
  readonly looks: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly since: number;
  /** When it was first missed, by Alertmanager's clock. */
  readonly at: number;
}

/**
 * Alerts that the store takes for open and that Alertmanager no longer has: their resolution was told to nobody. After some
 * looks in a row, and some time, they are taken for over.
 */
export class Absences {
  #missing: ReadonlyMap<string, Absence> = new Map();

  constructor(
    readonly grace = GRACE,
    readonly looks = LOOKS,
  ) {}

  /** A look that failed says nothing; counting begins anew. */
  failed(): void {
    this.#missing = new Map();
  }

  /**
   * A look that went well. @returns the ends of alerts that are gone
   * @param monotonic milliseconds of a clock that only goes forward
   */
  observe(
    open: readonly KeptAlert[],
    present: ReadonlySet<string>,
    at: number,
    monotonic: number,
  ): Observation[] {
    const missing = new Map<string, Absence>();
    const over: Observation[] = [];
    for (const { fingerprint, name, sightings } of open) {
      // of others than ours Alertmanager was not asked
      if (present.has(fingerprint) || !name.startsWith('Drift')) continue;
      const {
        looks,
        since,
        at: first,
      } = this.#missing.get(fingerprint) ?? { looks: 0, since: monotonic, at };
      missing.set(fingerprint, { looks: looks + 1, since, at: first });
      const last = sightings.at(-1);
      if (last === undefined || looks + 1 < this.looks || monotonic - since < this.grace) continue;
      const lost = Math.max(first, (last.seen ?? 0) + 1);
      over.push({ fingerprint, sighting: { start: last.start, lost }, events: [] });
    }
    this.#missing = missing;
    return over;
  }
}
