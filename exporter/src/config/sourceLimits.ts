import type { Problem } from './environment.js';
import type { SourceType } from './sources.js';
import { isAbsent, listOf, mapOf, type Written } from './written.js';

/** What a model asks of a source that its type cannot give, each with the key that asks for it. */
export function sourceLimits(model: Written, source: string, type: string, known: SourceType): Problem[] {
  const { readsFiles, capabilities } = known;
  const cannot = (path: (string | number)[], what: string): Problem => ({
    path,
    message: `source ${source} is of type ${type}, which ${what}`,
  });
  const reference = mapOf(model.reference);
  const importance = importanceRows(model.importance);
  const relations: readonly [string[], Written][] = [
    [[], model],
    [['reference'], reference],
    [['importance'], importance],
  ];
  return relations
    .flatMap(([place, relation]) => [
      ...(readsFiles || isAbsent(relation.files) ? [] : [cannot([...place, 'files'], 'reads no files')]),
      ...(capabilities.queries || isAbsent(relation.query)
        ? []
        : [cannot([...place, 'query'], 'takes no queries; name a table')]),
    ])
    .concat(
      capabilities.expressions
        ? []
        : listOf(model.features).flatMap((feature, index) =>
            isExpression(feature)
              ? [cannot(['features', index], 'computes no expressions; write the value beside the others')]
              : [],
          ),
      capabilities.segments || listOf(model.segments).length === 0
        ? []
        : [cannot(['segments'], 'counts no segments; leave them out')],
      capabilities.joint || isAbsent(importance.table)
        ? []
        : [
            cannot(
              ['importance', 'table'],
              'tells no importances; write them here, as a map of features to numbers',
            ),
          ],
      capabilities.zonelessTimes || isAbsent(model.timestamp_time_zone) || model.timestamp_time_zone === 'UTC'
        ? []
        : [cannot(['timestamp_time_zone'], 'has no times without a zone; leave the key out')],
    );
}

/** Empty where importances are written down: a feature may be called `table`. */
function importanceRows(importance: unknown): Written {
  const written = mapOf(importance);
  const isRows = ['table', 'query', 'files'].some(
    (key) => !isAbsent(written[key]) && typeof written[key] !== 'number',
  );
  return isRows ? written : {};
}

/** As `feature` reads it: a map with an expression, or one name with its expression. */
function isExpression(feature: unknown): boolean {
  const written = mapOf(feature);
  if (!isAbsent(written.expression)) return true;
  const names = Object.keys(written);
  return names.length === 1 && names[0] !== 'name';
}
