/** A calculation in Tableau's language, as it is read. Fields keep the place where they stand in the text. */
export type Formula =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | Date | null }
  | {
      readonly kind: 'field';
      readonly source: string | undefined;
      readonly name: string;
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly operands: readonly Formula[];
      readonly at: number;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | 'NOT'; readonly operand: Formula }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'in'; readonly subject: Formula; readonly members: readonly Formula[] }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Formula | undefined }
  | {
      readonly kind: 'case';
      readonly subject: Formula;
      readonly branches: readonly Branch[];
      readonly otherwise: Formula | undefined;
    }
  /** `{FIXED [a], [b] : SUM([c])}`: an aggregate that is there on every row. */
  | {
      readonly kind: 'lod';
      readonly scope: 'FIXED' | 'INCLUDE' | 'EXCLUDE';
      readonly dimensions: readonly Formula[];
      readonly operand: Formula;
    };

export interface Branch {
  readonly when: Formula;
  readonly then: Formula;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '^' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'AND' | 'OR';

/** Where in a formula something is wrong; `at` counts characters from 0. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';

  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** All parts of a formula, itself first. */
export function partsOf(formula: Formula): Formula[] {
  return [formula, ...innerOf(formula).flatMap(partsOf)];
}

export function innerOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'literal':
    case 'field':
      return [];
    case 'call':
      return formula.operands;
    case 'unary':
      return [formula.operand];
    case 'binary':
      return [formula.left, formula.right];
    case 'in':
      return [formula.subject, ...formula.members];
    case 'if':
    case 'case':
      return [
        ...(formula.kind === 'case' ? [formula.subject] : []),
        ...formula.branches.flatMap(({ when, then }) => [when, then]),
        ...(formula.otherwise === undefined ? [] : [formula.otherwise]),
      ];
    case 'lod':
      return [...formula.dimensions, formula.operand];
  }
}

/** Every field and parameter that it names. */
export function fieldsIn(formula: Formula): Array<Extract<Formula, { kind: 'field' }>> {
  return partsOf(formula).filter((part) => part.kind === 'field');
}
