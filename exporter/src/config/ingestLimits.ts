import type { Problem } from './environment.js';
import { unknownName } from './suggest.js';
import { isAbsent, mapOf, type Written } from './written.js';

/** What a model's section `ingest` asks of its target that this cannot give, each with the key that asks for it. */
export function ingestLimits(model: Written, sources: Written): Problem[] {
  const { target, key, tags } = mapOf(model.ingest);
  const name = target ?? model.source ?? 'files';
  if (typeof name !== 'string') return [];
  if (!Object.hasOwn(sources, name)) {
    return target === undefined
      ? []
      : [{ path: ['target'], message: unknownName('source', name, Object.keys(sources)) }];
  }
  const { type } = mapOf(sources[name]);
  if (type === 'influxdb' && !isAbsent(key)) {
    const message = `source ${name} is of type influxdb, which has no index to look a key up in; leave it out, and have a rule with unique find what comes twice in a file`;
    return [{ path: ['key'], message }];
  }
  if (typeof type === 'string' && type !== 'influxdb' && !isAbsent(tags)) {
    return [
      { path: ['tags'], message: `source ${name} is of type ${type}; only points of influxdb have tags` },
    ];
  }
  return [];
}
