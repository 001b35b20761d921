import { setTimeout as pause } from 'node:timers/promises';

/** On a busy machine all takes its time; what has not come by now does not come. */
const PATIENCE = 45_000;

/**
 * Looks until what it sees is as wanted, and returns it. A look that fails counts as one that has seen nothing yet.
 * @throws with what was seen last, once the patience is at its end
 */
export async function eventually<Seen>(
  look: () => Promise<Seen> | Seen,
  wanted: (seen: Seen) => boolean,
  patience = PATIENCE,
): Promise<Seen> {
  const end = performance.now() + patience;
  for (;;) {
    let last: unknown;
    try {
      const seen = await look();
      if (wanted(seen)) return seen;
      last = seen;
    } catch (error) {
      last = String(error);
    }
    if (performance.now() > end) {
      throw new Error(`waited in vain; seen last: ${(JSON.stringify(last) ?? '').slice(0, 4_000)}`);
    }
    await pause(20);
  }
}
