import { FormulaError, type BinaryOperator, type Branch, type Formula } from './formula.js';
import { FUNCTIONS } from './functions.js';
import { tokensOf, type Token } from './tokens.js';

/** Loosest first, as Tableau binds them; `NOT` binds between `AND` and comparisons. */
const LEVELS: ReadonlyArray<Readonly<Record<string, BinaryOperator>>> = [
  { OR: 'OR' },
  { AND: 'AND' },
  { '=': '=', '==': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '%': '%' },
  { '^': '^' },
];
const COMPARISONS = 2;

/** @throws FormulaError where the text is not a formula of Tableau's language */
export function parseFormula(text: string): Formula {
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  whole(): Formula {
    const formula = this.#binary(0);
    if (this.#token.kind !== 'end') this.#fail(`unexpected ${this.#token.text}`);
    return formula;
  }

  get #token(): Token {
    return this.tokens[this.#at] ?? { kind: 'end', text: '', at: 0 };
  }

  #fail(message: string): never {
    throw new FormulaError(message, this.#token.at);
  }

  /** Goes on past the word or sign, where it stands here. */
  #skip(text: string): boolean {
    const { kind } = this.#token;
    const here = (kind === 'name' || kind === 'sign') && this.#token.text === text;
    if (here) this.#at++;
    return here;
  }

  #demand(text: string): void {
    if (!this.#skip(text))
      this.#fail(`expected ${text}, found ${this.#token.kind === 'end' ? 'the end' : this.#token.text}`);
  }

  #binary(level: number): Formula {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    if (level === COMPARISONS && this.#skip('NOT'))
      return { kind: 'unary', operator: 'NOT', operand: this.#binary(level) };
    let left = this.#binary(level + 1);
    for (;;) {
      const { kind, text } = this.#token;
      if (level === COMPARISONS && this.#skip('IN')) {
        left = { kind: 'in', subject: left, members: this.#members() };
        continue;
      }
      const operator = kind === 'name' || kind === 'sign' ? operators[text] : undefined;
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #members(): Formula[] {
    this.#demand('(');
    return this.#list(')');
  }

  #unary(): Formula {
    if (this.#skip('-')) return { kind: 'unary', operator: '-', operand: this.#unary() };
    if (this.#skip('+')) return this.#unary();
    if (this.#skip('NOT')) return { kind: 'unary', operator: 'NOT', operand: this.#unary() };
    return this.#primary();
  }

  #primary(): Formula {
    const token = this.#token;
    if (this.#skip('(')) {
      const inside = this.#binary(0);
      this.#demand(')');
      return inside;
    }
    if (this.#skip('{')) return this.#levelOfDetail();
    if (this.#skip('IF')) return this.#if();
    if (this.#skip('CASE')) return this.#case();
    this.#at++;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'text':
        return { kind: 'literal', value: token.text };
      case 'date':
        return this.#date(token);
      case 'field':
        return this.#field(token);
      case 'name':
        return this.#named(token);
      default:
        this.#at--;
        return this.#fail(token.kind === 'end' ? 'the formula ends too early' : `unexpected ${token.text}`);
    }
  }

  #date({ text, at }: Token): Formula {
    const value = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
    if (Number.isNaN(value.getTime())) throw new FormulaError(`#${text}# is no date`, at);
    return { kind: 'literal', value };
  }

  #field({ text, at }: Token): Formula {
    if (!this.#skip('.')) return { kind: 'field', source: undefined, name: text, at };
    const { kind, text: name } = this.#token;
    if (kind !== 'field') this.#fail('expected a field after the dot');
    this.#at++;
    return { kind: 'field', source: text, name, at };
  }

  #named({ text, at }: Token): Formula {
    if (text === 'TRUE' || text === 'FALSE') return { kind: 'literal', value: text === 'TRUE' };
    if (text === 'NULL') return { kind: 'literal', value: null };
    const known = FUNCTIONS.get(text);
    if (known === undefined) throw new FormulaError(`${text} is no function of Tableau's`, at);
    this.#demand('(');
    const operands = this.#list(')');
    const { least, most } = known;
    if (operands.length < least || operands.length > most) {
      const due =
        least === most ? String(least) : most === Infinity ? `${least} or more` : `${least} to ${most}`;
      throw new FormulaError(
        `${text} takes ${due} argument${due === '1' ? '' : 's'}, and has ${operands.length}`,
        at,
      );
    }
    return { kind: 'call', name: text, operands, at };
  }

  /** Up to the sign that ends it, which is skipped. */
  #list(end: string): Formula[] {
    const found: Formula[] = [];
    if (this.#skip(end)) return found;
    do found.push(this.#binary(0));
    while (this.#skip(','));
    this.#demand(end);
    return found;
  }

  #if(): Formula {
    const branches: Branch[] = [];
    do {
      const when = this.#binary(0);
      this.#demand('THEN');
      branches.push({ when, then: this.#binary(0) });
    } while (this.#skip('ELSEIF'));
    return { kind: 'if', branches, otherwise: this.#otherwise() };
  }

  #case(): Formula {
    const subject = this.#binary(0);
    const branches: Branch[] = [];
    while (this.#skip('WHEN')) {
      const when = this.#binary(0);
      this.#demand('THEN');
      branches.push({ when, then: this.#binary(0) });
    }
    if (branches.length === 0) this.#fail('expected WHEN');
    return { kind: 'case', subject, branches, otherwise: this.#otherwise() };
  }

  #otherwise(): Formula | undefined {
    const otherwise = this.#skip('ELSE') ? this.#binary(0) : undefined;
    this.#demand('END');
    return otherwise;
  }

  #levelOfDetail(): Formula {
    const scope = (['FIXED', 'INCLUDE', 'EXCLUDE'] as const).find((word) => this.#skip(word));
    if (scope === undefined) {
      const operand = this.#binary(0);
      this.#demand('}');
      return { kind: 'lod', scope: 'FIXED', dimensions: [], operand };
    }
    const dimensions = this.#list(':');
    const operand = this.#binary(0);
    this.#demand('}');
    return { kind: 'lod', scope, dimensions, operand };
  }
}
