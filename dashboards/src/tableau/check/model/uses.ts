import { isGenerated, parseReference, referencesIn, referencesInText, type Reference } from './reference.js';
import { childrenOf, descend, everything, type Tree } from './tree.js';
import type { Worksheet } from './worksheet.js';

/** A reference where it stands. */
export interface Use {
  readonly reference: Reference;
  /** In words, such as `the rows shelf`. */
  readonly where: string;
  readonly line: number;
}

const SHELVES: Readonly<Record<string, string>> = { rows: 'the rows shelf', cols: 'the columns shelf' };
/** They declare, or are no references though they look like some. */
const NO_USE = new Set(['datasource-dependencies', 'groupfilter', 'calculation', 'layout-options', 'member']);

/** Every reference to a pill or column that a sheet makes. */
export function usesOf({ tree }: Worksheet): Use[] {
  return [...usesWithin(tree), ...usesInText(descend(tree, 'layout-options'), 'the title')];
}

function usesWithin(tree: Tree): Use[] {
  if (NO_USE.has(tree.name)) return [];
  const inner = tree.children.flatMap(usesWithin);
  const shelf = SHELVES[tree.name];
  if (shelf !== undefined)
    return referencesIn(tree.text).map((reference) => ({ reference, where: shelf, line: tree.line }));
  if (tree.name === 'column' && tree.text.trim() !== '') {
    const reference = parseReference(tree.text);
    return reference === undefined ? [] : [{ reference, where: 'the slices', line: tree.line }];
  }
  if (tree.name === 'customized-tooltip') return usesInText(tree, 'the tooltip');
  if (tree.name === 'customized-label') return usesInText(tree, 'the label');
  const own = Object.entries(tree.attributes).flatMap(([name, value]): Use[] => {
    const reference = name === 'caption' || name === 'name' ? undefined : parseReference(value);
    return reference === undefined ? [] : [{ reference, where: `<${tree.name} ${name}>`, line: tree.line }];
  });
  return [...own, ...inner];
}

function usesInText(tree: Tree, where: string): Use[] {
  return everything(tree).flatMap(({ text, line }) =>
    referencesInText(text).map((reference) => ({ reference, where, line })),
  );
}

/** Pills on the shelves, in order. */
export function shelvesOf({ rows, columns }: Worksheet): Reference[] {
  return [...referencesIn(rows), ...referencesIn(columns)];
}

/** The words that a mark is told in, by place. */
export function textUses({ tree }: Worksheet): Use[] {
  return childrenOf(descend(tree, 'table', 'panes'), 'pane').flatMap((pane) => [
    ...usesInText(descend(pane, 'customized-tooltip'), 'the tooltip'),
    ...usesInText(descend(pane, 'customized-label'), 'the label'),
  ]);
}

/** Whether it is no one's to declare. */
export const isFree = ({ name }: Reference): boolean => isGenerated(name);
