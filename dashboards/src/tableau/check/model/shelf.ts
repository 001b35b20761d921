import { parseReference, type Reference } from './reference.js';

/** What stands on a shelf: a pill, or two parts beside or within each other. */
export type ShelfPart =
  | { readonly kind: 'pill'; readonly reference: Reference }
  | {
      readonly kind: 'pair';
      readonly operator: '/' | '*' | '+';
      readonly left: ShelfPart;
      readonly right: ShelfPart;
    };

export class ShelfError extends Error {
  override readonly name = 'ShelfError';
}

const TOKEN = /\s*(?:(\[(?:[^[\]]|\]\])+\]\.\[(?:[^[\]]|\]\])+\])|([()/*+]))/y;

/**
 * Undefined for an empty shelf.
 * @throws ShelfError where brackets, parentheses or operators are not as Tableau writes them
 */
export function parseShelf(text: string): ShelfPart | undefined {
  const tokens = tokensOf(text.trim());
  if (tokens.length === 0) return undefined;
  let at = 0;
  const operand = (): ShelfPart => {
    const token = tokens[at++];
    if (token === '(') {
      const inside = expression();
      if (tokens[at++] !== ')') throw new ShelfError('a parenthesis is not closed');
      return inside;
    }
    const reference = token === undefined ? undefined : parseReference(token);
    if (reference === undefined) throw new ShelfError(`expected a pill, found ${token ?? 'the end'}`);
    return { kind: 'pill', reference };
  };
  const expression = (): ShelfPart => {
    let left = operand();
    for (
      let operator = tokens[at];
      operator === '/' || operator === '*' || operator === '+';
      operator = tokens[at]
    ) {
      at++;
      left = { kind: 'pair', operator, left, right: operand() };
    }
    return left;
  };
  const whole = expression();
  if (at < tokens.length) throw new ShelfError(`unexpected ${tokens[at] ?? ''}`);
  return whole;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    const token = found?.[1] ?? found?.[2];
    if (token === undefined)
      throw new ShelfError(
        `expected [data source].[pill] or an operator at ${JSON.stringify(text.slice(at, at + 24))}`,
      );
    tokens.push(token);
  }
  return tokens;
}
