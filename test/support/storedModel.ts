import { loadConfiguration } from '../../exporter/src/cli/configuration.js';
import type { BucketProfile, CounterRecord, ModelPosition } from '../../exporter/src/store/records.js';
import { openStore, type KeptScore, type Store } from '../../exporter/src/store/store.js';

/** All that a store holds of one model. */
export interface StoredModel {
  readonly position: ModelPosition;
  readonly buckets: readonly BucketProfile[];
  readonly counters: readonly CounterRecord[];
  readonly scores: readonly KeptScore[];
}

/** Reads a store that nobody else has open, or one on PostgreSQL. */
export async function readStored(
  configFolder: string,
  model: string,
  writer = 'exporter',
): Promise<StoredModel> {
  const { store: config } = await loadConfiguration(configFolder);
  const store = await openStore(config);
  try {
    return await readModel(store, model, writer);
  } finally {
    await store.close();
  }
}

async function readModel(store: Store, model: string, writer: string): Promise<StoredModel> {
  const active = await store.references.active(model);
  if (active === undefined) throw new Error(`no reference of ${model}`);
  const { version, features } = active.reference;
  const position = await store.position(model, version, writer);
  if (position === undefined) throw new Error(`${model} was never counted`);
  const buckets: BucketProfile[] = [];
  for await (const some of store.readBuckets(model, version, features, 0, 8.64e15)) buckets.push(...some);
  return {
    position,
    buckets,
    counters: await store.counters(model, version, writer),
    scores: await store.scores({ model }),
  };
}
