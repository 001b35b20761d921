import type { CategoricalCells } from '../sources/source.js';

/** Undefined for what cannot be told apart from other numbers. */
export type CategoryCell = (value: string | number | boolean) => number | undefined;

/**
 * The cell of each value of a categorical feature, as sources that compare texts find it: numbers and booleans are taken
 * for how they are written. A whole number is also found as a category of doubles writes it (`5.0`).
 */
export function categoryCells({ categories, others, complete }: CategoricalCells): CategoryCell {
  const texts = new Map<string, number>();
  const rest = complete ? categories.length + 1 : categories.length;
  for (const name of others) texts.set(name, categories.length);
  for (const [cell, name] of categories.entries()) texts.set(name, cell);
  return (value) => {
    if (typeof value !== 'number') return texts.get(String(value)) ?? rest;
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
    // −0 is written 0
    const text = String(value);
    return texts.get(text) ?? (Number.isInteger(value) ? texts.get(`${text}.0`) : undefined) ?? rest;
  };
}
