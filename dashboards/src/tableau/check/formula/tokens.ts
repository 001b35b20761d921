import { FormulaError } from './formula.js';

export interface Token {
  readonly kind: 'name' | 'field' | 'text' | 'number' | 'date' | 'sign' | 'end';
  /** Of names in capitals; of fields without brackets; of texts without quotes. */
  readonly text: string;
  readonly at: number;
}

const PATTERNS: ReadonlyArray<readonly [kind: Token['kind'] | 'nothing', pattern: RegExp]> = [
  ['nothing', /\s+|\/\/[^\n\r]*|\/\*[^]*?\*\//y],
  ['field', /\[(?:[^\]]|\]\])*\]/y],
  ['text', /"(?:[^"\\]|""|\\.)*"|'(?:[^'\\]|''|\\.)*'/y],
  ['date', /#[^#]*#/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['sign', /<>|<=|>=|==|!=|[-+*/%^=<>(),.{}:]/y],
];

/** @throws FormulaError at what no token begins with, such as a quote that is never closed */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const [kind, found] = next(text, at);
    if (kind !== 'nothing') tokens.push({ kind, text: plain(kind, found), at });
    at += found.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function next(text: string, at: number): readonly [Token['kind'] | 'nothing', string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return [kind, found];
  }
  const sign = text.charAt(at);
  const unclosed: Readonly<Record<string, string>> = { '[': 'field', '"': 'text', "'": 'text', '#': 'date' };
  const what = unclosed[sign];
  throw new FormulaError(what === undefined ? `unexpected ${sign}` : `a ${what} is not closed`, at);
}

function plain(kind: Token['kind'], text: string): string {
  const inside = text.slice(1, -1);
  switch (kind) {
    case 'field':
      return inside.replaceAll(']]', ']');
    case 'text':
      return inside.replaceAll(text.charAt(0).repeat(2), text.charAt(0)).replaceAll(/\\(.)/g, '$1');
    case 'date':
      return inside.trim();
    case 'name':
      return text.toUpperCase();
    default:
      return text;
  }
}
