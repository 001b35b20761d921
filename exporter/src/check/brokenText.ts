import { DriftError } from '../errors.js';
import type { CategorySummary, Relation, Source } from '../sources/source.js';
import { isText } from './readColumns.js';

/** With fewer values, text and numbers may mix by design. */
const ENOUGH_VALUES = 100;
const NEARLY_ALL = 0.99;
/** As people write numbers; a code such as 0123 is none. */
const NUMBER = /^[-+]?(0|[1-9]\d*)?(\.\d+)?(e[-+]?\d+)?$/i;

/**
 * A text file's column is text if one of its first rows is. Where nearly all values are numbers, that one is a broken
 * value: the error that names its line.
 */
export async function brokenNumber(
  source: Source,
  relation: Relation,
  { feature, categories, rows, missing }: CategorySummary,
): Promise<DriftError | undefined> {
  if (!isText(relation) || rows - missing < ENOUGH_VALUES) return undefined;
  const total = (some: typeof categories): number => some.reduce((sum, { count }) => sum + count, 0);
  const numbers = categories.filter(({ name }) => NUMBER.test(name));
  if (total(numbers) < NEARLY_ALL * total(categories)) return undefined;
  const types = { ...relation.columnTypes, [feature]: 'DOUBLE' };
  try {
    await source.columns({ files: relation.files, columnTypes: types });
    return undefined;
  } catch (error) {
    if (!(error instanceof DriftError) || error.context.feature !== feature) throw error;
    const advice = 'as nearly all others are; mend it, exclude the column, or list it as categorical';
    return new DriftError(error.code, `${error.detail.split('; ')[0]}, ${advice}`, error.context);
  }
}
