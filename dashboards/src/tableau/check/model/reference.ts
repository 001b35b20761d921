/** `[data source].[name]`, the name with its brackets, as declarations have it. */
export interface Reference {
  readonly datasource: string;
  readonly name: string;
  readonly text: string;
}

// a closing bracket within a name is doubled
const NAME = String.raw`\[(?:[^\[\]]|\]\])+\]`;
const WHOLE = new RegExp(String.raw`^(${NAME})\.(${NAME})$`);
const ANYWHERE = new RegExp(String.raw`(${NAME})\.(${NAME})`, 'g');
const IN_TEXT = new RegExp(String.raw`<(${NAME})\.(${NAME})>`, 'g');

export const unbracketed = (name: string): string => name.replace(/^\[|\]$/g, '').replaceAll(']]', ']');

const of = (text: string, source = '', name = ''): Reference => ({
  datasource: unbracketed(source),
  name,
  text,
});

/** Undefined where the text is anything else. */
export function parseReference(text: string): Reference | undefined {
  const found = WHOLE.exec(text.trim());
  return found === null ? undefined : of(found[0], found[1], found[2]);
}

/** Every reference of a shelf, in order. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(ANYWHERE)].map(([all, source, name]) => of(all, source, name));
}

/** Those that stand in words as `<[data source].[name]>`. */
export function referencesInText(text: string): Reference[] {
  return [...text.matchAll(IN_TEXT)].map(([all, source, name]) => of(all.slice(1, -1), source, name));
}

/** Tableau's own fields, which nobody declares: `[:Measure Names]`, `[Multiple Values]`, generated coordinates. */
export function isGenerated(name: string): boolean {
  return /^\[:|^\[Multiple Values\]$|\(generated\)\]$|^\[__tableau_internal/.test(name);
}

/** `[avg:psi:qk]`, `[none:model:nk]`, `[io:Set 1:nk]`: a name that only a column-instance can have. */
export function looksLikePill(name: string): boolean {
  return /^\[[a-z]+:.*:(nk|ok|qk)(:\d+)?\]$/.test(name);
}
