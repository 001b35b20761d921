import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unexpected } from './fields.js';

/** One of `count` processes that share the models among them; `index` from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const MOST_SHARDS = 1_000;
export const SHARD_EXAMPLE = 'a shard such as "2/5", from 1/5 to 5/5';

/** Reads `2/5`; undefined where it is no shard. */
export function parseShard(value: string): Shard | undefined {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(value);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  return index >= 1 && index <= count && count <= MOST_SHARDS ? { index, count } : undefined;
}

/** Which of the models a process watches; written as `2/5`. */
export const shard = () =>
  z
    .unknown()
    .transform(
      (value, context) =>
        (typeof value === 'string' ? parseShard(value) : undefined) ?? unexpected(context, SHARD_EXAMPLE),
    );

/**
 * The shard that a name belongs to: the one of the highest hash of both, so that one more shard takes its share of
 * the names and moves no other (rendezvous hashing, https://en.wikipedia.org/wiki/Rendezvous_hashing).
 */
export function shardOf(name: string, count: number): number {
  let [best, highest] = [1, -1n];
  for (let index = 1; index <= count; index++) {
    const weight = createHash('sha256').update(`${index} ${name}`).digest().readBigUInt64BE();
    if (weight > highest) [best, highest] = [index, weight];
  }
  return best;
}

interface Watched {
  readonly name: string;
  readonly part?: (Shard & { readonly of: string }) | undefined;
}

/** The shard of `count` that watches a model. Parts of one model lie on shards that follow each other, so that all share the work. */
export function shardOfModel({ name, part }: Watched, count: number): number {
  return part === undefined ? shardOf(name, count) : ((shardOf(part.of, count) + part.index - 2) % count) + 1;
}

/** Whether a process of this shard watches a model; one without a shard watches all. */
export function isOwn(model: Watched, shard: Shard | undefined): boolean {
  return shard === undefined || shardOfModel(model, shard.count) === shard.index;
}
