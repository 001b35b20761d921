import { setTimeout as delay } from 'node:timers/promises';

/** Waits for work, but no longer than so many milliseconds: it then goes on by itself, and nobody hears how it ends. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = delay(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
    work.catch(() => undefined);
  }
}
