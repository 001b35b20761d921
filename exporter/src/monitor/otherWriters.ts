import { emptyProfile, mergeProfiles, type Profile } from '../profile/profile.js';
import type { Reference } from '../profile/reference.js';
import { addSparse, sparseOf, type MutableProfile, type SparseProfile } from '../profile/sparseProfile.js';
import type { BucketProfile } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Progress } from './runtime.js';

const DAY = 86_400_000;

/**
 * What other exporters have counted of the same stream, as far as windows still need it. They close buckets at times of their
 * own, and may be late: what they change in a bucket of the last day is put right in the windows that hold it.
 */
export class OtherWriters {
  /** By start, then by feature. */
  readonly #known = new Map<number, Map<string, SparseProfile>>();
  #names: ReadonlySet<string> = new Set();
  /** Buckets before this were closed by all of them when they were last read. */
  #settled = -Infinity;

  constructor(
    readonly store: Store,
    readonly model: string,
    readonly reference: Reference,
    readonly writer: string,
  ) {}

  /** When the newest row came of which they surely know: what closed their buckets; undefined where they closed none. */
  async newest(lateness: number): Promise<number | undefined> {
    const closed = (await this.#others()).map(({ closedUntil }) => closedUntil);
    return closed.length === 0 ? undefined : Math.max(...closed) + lateness;
  }

  /** Reads what they have written since, and puts it into the windows that hold it. */
  async refresh(progress: Progress): Promise<void> {
    const { version, features } = this.reference;
    const { windows } = progress.closed;
    const others = await this.#others();
    if (others.length === 0 && this.#known.size === 0) return;
    const { context } = progress;
    context.countedFrom = Math.min(context.countedFrom, ...others.map(({ countedFrom }) => countedFrom));
    const first = windows.end - Math.max(...windows.lengths);
    const isNew = others.some(({ writer }) => !this.#names.has(writer));
    const from = isNew ? first : Math.max(first, Math.min(this.#settled, windows.end), windows.end - DAY);
    const read = new Map<number, Map<string, SparseProfile>>();
    const wanted = { except: this.writer };
    for await (const some of this.store.readBuckets(
      this.model,
      version,
      features,
      from,
      8.64e15,
      '',
      wanted,
    )) {
      for (const { start, feature, profile } of some) {
        const own = read.get(start) ?? new Map<string, SparseProfile>();
        read.set(start, own.set(feature, sparseOf(profile)));
      }
    }
    this.#take(progress, read);
    this.#names = new Set(others.map(({ writer }) => writer));
    this.#settled = Math.min(...others.map(({ closedUntil }) => closedUntil));
    for (const start of this.#known.keys()) if (start < first) this.#known.delete(start);
  }

  /** A writer's own buckets of [from, to) with what the others have there. */
  joined(own: readonly BucketProfile[], from: number, to: number): BucketProfile[] {
    const rest = new Map<string, BucketProfile>();
    for (const [start, features] of this.#known) {
      if (start < from || start >= to) continue;
      for (const [feature, part] of features) {
        const profile = this.#profile(feature, [part]);
        if (profile !== undefined) rest.set(`${start} ${feature}`, { feature, segment: '', start, profile });
      }
    }
    const both = own.map((bucket) => {
      const key = `${bucket.start} ${bucket.feature}`;
      const other = bucket.segment === '' ? rest.get(key) : undefined;
      if (other === undefined) return bucket;
      rest.delete(key);
      return { ...bucket, profile: mergeProfiles(bucket.profile, other.profile) };
    });
    return [...both, ...rest.values()].sort((a, b) => a.start - b.start);
  }

  /** One bucket of our own with what the others have there. */
  withOthers(start: number, own: ReadonlyMap<string, SparseProfile>): ReadonlyMap<string, SparseProfile> {
    const others = this.#known.get(start);
    if (others === undefined) return own;
    const both = new Map(own);
    for (const [feature, part] of others) {
      const mine = own.get(feature);
      const sum = this.#profile(feature, mine === undefined ? [part] : [mine, part]);
      if (sum !== undefined) both.set(feature, sparseOf(sum));
    }
    return both;
  }

  async #others(): ReturnType<Store['positions']> {
    const all = await this.store.positions(this.model, this.reference.version);
    return all.filter(({ writer }) => writer !== this.writer);
  }

  #take(
    { buckets, closed: { windows } }: Progress,
    read: ReadonlyMap<number, Map<string, SparseProfile>>,
  ): void {
    for (const [start, features] of read) {
      const before = this.#known.get(start);
      this.#known.set(start, features);
      // open buckets are joined as they are counted
      if (start >= windows.end) continue;
      const entry = new Map(buckets.get(start));
      for (const [feature, after] of features) {
        const known = before?.get(feature);
        windows.amend(start, feature, known, after);
        const mine = entry.get(feature);
        const sum = this.#profile(feature, mine === undefined ? [after] : [mine, after]);
        if (sum === undefined) continue;
        if (known !== undefined) addSparse(sum, known, -1);
        entry.set(feature, sparseOf(sum));
      }
      buckets.set(start, entry);
    }
  }

  #profile(feature: string, parts: readonly SparseProfile[]): (Profile & MutableProfile) | undefined {
    const grid = this.reference.features.find((entry) => entry.feature.name === feature)?.profile.grid;
    if (grid === undefined) return undefined;
    const sum = emptyProfile(grid) as Profile & MutableProfile;
    for (const part of parts) addSparse(sum, part);
    return sum;
  }
}
