import { FormulaError, innerOf, type Formula } from './formula.js';
import { aggregates, FUNCTIONS } from './functions.js';

/** What a formula has one value of: each row, each mark, or none of them, as a parameter. */
export type Grain = 'constant' | 'row' | 'mark';

/** @returns the grain of a field by its data source and name, both without brackets */
export type GrainOf = (field: Extract<Formula, { kind: 'field' }>) => Grain;

/** @throws FormulaError where values of rows stand beside aggregates, which Tableau refuses */
export function grainOf(formula: Formula, fieldGrain: GrainOf): Grain {
  const inner = (): Grain[] => innerOf(formula).map((part) => grainOf(part, fieldGrain));
  switch (formula.kind) {
    case 'literal':
      return 'constant';
    case 'field':
      return fieldGrain(formula);
    case 'lod':
      inner();
      return 'row';
    case 'call': {
      const grains = inner();
      if (aggregates(formula.name, formula.operands.length)) {
        if (grains.includes('mark'))
          throw new FormulaError(`${formula.name} of what is an aggregate already`, formula.at);
        return 'mark';
      }
      if (FUNCTIONS.get(formula.name)?.over === 'marks') {
        if (grains.includes('row') && formula.name !== 'TOTAL')
          throw new FormulaError(`${formula.name} needs an aggregate, and has a value of rows`, formula.at);
        return 'mark';
      }
      return together(grains, formula.at);
    }
    default:
      return together(inner(), placeOf(formula));
  }
}

function together(grains: readonly Grain[], at: number): Grain {
  const [mark, row] = [grains.includes('mark'), grains.includes('row')];
  if (mark && row)
    throw new FormulaError(
      'aggregates stand beside values of rows; aggregate all fields, or none (ATTR for what a mark has one of)',
      at,
    );
  return mark ? 'mark' : row ? 'row' : 'constant';
}

function placeOf(formula: Formula): number {
  if (formula.kind === 'field' || formula.kind === 'call') return formula.at;
  const [first] = innerOf(formula);
  return first === undefined ? 0 : placeOf(first);
}
