import type { Config } from '../../config/schema.js';
import { isOwn, shardOfModel } from '../../config/shard.js';
import type { FleetShard } from '../../server/backend.js';

/** The configuration with the models of this process's shard only. */
export function ownModels(config: Config): Config {
  const { shard } = config.monitoring;
  return { ...config, models: config.models.filter((model) => isOwn(model, shard)) };
}

/** Which shard this process is and where all other models are; undefined where it watches all. */
export function fleetShard({ monitoring: { shard }, models }: Config): FleetShard | undefined {
  if (shard === undefined) return undefined;
  const { index, count } = shard;
  const others = models.filter((model) => !isOwn(model, shard));
  return {
    name: `${index}/${count}`,
    elsewhere: new Map(others.map((model) => [model.name, `${shardOfModel(model, count)}/${count}`])),
  };
}
