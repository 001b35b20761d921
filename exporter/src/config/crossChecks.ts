import type { Problem } from './environment.js';
import { ingestLimits } from './ingestLimits.js';
import { MOST_PARTS, partNames } from './parts.js';
import type { Registries } from './schema.js';
import { sourceLimits } from './sourceLimits.js';
import { unknownName } from './suggest.js';
import { listOf, mapOf } from './written.js';

/**
 * What no single key can tell: names that other keys refer to. Works on the data as written and skips what has
 * another shape, which the schema reports, so that all problems come out at once.
 */
export function crossCheckMonitoring(value: unknown, { sourceTypes }: Registries): Problem[] {
  const problems: Problem[] = [];
  const written = mapOf(mapOf(value).sources);
  const sources: Record<string, unknown> = { files: { type: 'duckdb' }, ...written };
  const seen = new Map<string, number>();
  for (const [index, entry] of listOf(mapOf(value).models).entries()) {
    const model = mapOf(entry);
    const path = ['models', index];
    for (const name of namesOf(model)) {
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else {
        const message = `${JSON.stringify(name)} is the name of models[${first}] too`;
        problems.push({ path: [...path, 'name'], message });
      }
    }
    for (const { path: within, message } of ingestLimits(model, sources)) {
      problems.push({ path: [...path, 'ingest', ...within], message });
    }
    const isStream = model.stream === true;
    if (isStream && mapOf(mapOf(value).monitoring).clock === 'shifted') {
      problems.push({
        path: ['monitoring', 'clock'],
        message: `expected system or data, since models[${index}] is a stream: it has no past that could be moved`,
      });
    }
    const name = (isStream ? mapOf(model.reference).source : model.source) ?? 'files';
    if (typeof name !== 'string') continue;
    if (!Object.hasOwn(sources, name)) {
      problems.push({
        path: isStream ? [...path, 'reference', 'source'] : [...path, 'source'],
        message: unknownName('source', name, Object.keys(sources)),
      });
      continue;
    }
    const type = mapOf(sources[name]).type;
    const known =
      typeof type === 'string' && Object.hasOwn(sourceTypes, type) ? sourceTypes[type] : undefined;
    if (known === undefined) continue;
    for (const { path: within, message } of sourceLimits(model, name, String(type), known)) {
      problems.push({ path: [...path, ...within], message });
    }
  }
  return problems;
}

/** Its own, and those of its parts. */
function namesOf({ name, parts }: Readonly<Record<string, unknown>>): string[] {
  if (typeof name !== 'string') return [];
  const count = Number.isInteger(parts) ? Math.min(Number(parts), MOST_PARTS) : 0;
  return [name, ...partNames(name, count)];
}

/** Alert rules against the models that there are, and against each other. */
export function crossCheckThresholds(value: unknown, monitoring: unknown): Problem[] {
  const problems: Problem[] = [];
  const rules = mapOf(mapOf(value).alert_rules);
  const models = listOf(mapOf(monitoring).models)
    .map((entry) => mapOf(entry).name)
    .filter((name) => typeof name === 'string');
  const critical = new Map<string, unknown>();
  for (const level of ['critical', 'warning']) {
    const seen = new Set<string>();
    for (const [index, entry] of listOf(rules[level]).entries()) {
      const { feature, model, threshold } = mapOf(entry);
      const path = ['alert_rules', level, index];
      // with no models at all the thresholds may belong to a one-shot check
      if (typeof model === 'string' && models.length > 0 && !models.includes(model)) {
        problems.push({ path: [...path, 'model'], message: unknownName('model', model, models) });
      }
      const id = JSON.stringify([feature, model]);
      if (seen.has(id))
        problems.push({ path: [...path, 'feature'], message: `${JSON.stringify(feature)} is listed twice` });
      seen.add(id);
      if (level === 'critical') critical.set(id, threshold);
      const upper = critical.get(id);
      if (
        level === 'warning' &&
        typeof upper === 'number' &&
        typeof threshold === 'number' &&
        threshold >= upper
      ) {
        problems.push({
          path: [...path, 'threshold'],
          message: `expected a number below the feature's critical threshold (${upper}), got ${threshold}`,
        });
      }
    }
  }
  return problems;
}
