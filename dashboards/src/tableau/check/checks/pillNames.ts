import type { Check } from '../check.js';
import { ofDashboard, ofSheet, ofSource, type Problem } from '../finding.js';
import type { Instance, Scope } from '../model/columns.js';
import { DERIVATIONS, KEYS } from '../model/derivations.js';
import { unbracketed } from '../model/reference.js';
import type { Workbook } from '../model/workbook.js';

export const pillNames: Check = {
  id: 'pill-names',
  says: "A pill's name, derivation, column and type say the same, in Tableau's spelling; it takes a derivation that it does not know for none.",
  find(workbook) {
    return scopesOfAll(workbook).flatMap(({ place, scope }) =>
      [...scope.instances.values()].flatMap((instance): Problem[] =>
        faultsOf(instance).map((message) => ({
          place,
          line: instance.tree.line,
          message: `pill ${instance.name}: ${message}`,
        })),
      ),
    );
  },
};

/** Every place where pills are declared. */
export function scopesOfAll({
  datasources,
  worksheets,
  dashboards,
}: Workbook): Array<{ place: string; scope: Scope }> {
  return [
    ...[...datasources.values()].map(({ caption, scope }) => ({ place: ofSource(caption), scope })),
    ...worksheets.flatMap(({ name, scopes }) =>
      [...scopes.values()].map((scope) => ({ place: ofSheet(name), scope })),
    ),
    ...dashboards.flatMap(({ name, scopes }) =>
      [...scopes.values()].map((scope) => ({ place: ofDashboard(name), scope })),
    ),
  ];
}

function faultsOf({ name, column, derivation, pivot, type, tabled }: Instance): string[] {
  const known = DERIVATIONS.get(derivation);
  if (known === undefined)
    return [
      `Tableau has no derivation ${derivation}, and would take it for None; see DERIVATIONS for its words`,
    ];
  const key = KEYS[type];
  if (key === undefined) return [`type is ${type}; it is nominal, ordinal or quantitative`];
  const faults = pivot === 'key' ? [] : [`pivot is ${pivot}, and must be key`];
  const inside = unbracketed(name).replace(/:\d+$/, '');
  const rest = `${known.prefix}:${unbracketed(column)}:${key}`;
  const fits = inside === rest || (tabled && inside.endsWith(`:${rest}`));
  return fits
    ? faults
    : [...faults, `with ${derivation} of ${column} and type ${type} its name is [${rest}]`];
}
