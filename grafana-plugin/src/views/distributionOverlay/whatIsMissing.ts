import { type DataFrame, FieldType } from '@grafana/data';
import { CELL_COLUMNS, cellColumnsOf } from '../../frames/distributionColumns';
import type { Need } from '../view';

const WANTED =
  'It takes series of drift_distribution_ratio (labels dataset and upper) or drift_category_ratio (dataset and category), ' +
  'buckets of a histogram (label le), a native histogram, or a table with the columns upper (or category), reference and current.';
/** As many names of what is there are listed. */
const LISTED = 5;

/** Why frames hold no distribution, and what they would need. */
export function whatIsMissing(frames: readonly DataFrame[]): { readonly warning: string; readonly needs?: Need } {
  const filled = frames.filter(({ length }) => length > 0);
  if (filled.length === 0) {
    return { warning: 'The queries gave no rows for this time range.' };
  }
  const table = filled.find((frame) => cellColumnsOf(frame) !== undefined);
  if (table) {
    return tableWarning(table);
  }
  if (!filled.some(({ fields }) => fields.some(({ type }) => type === FieldType.number))) {
    return { warning: `The data has no numbers, so no distribution. ${WANTED}`, needs: 'number' };
  }
  return { warning: `The data holds no distribution. ${WANTED} It has ${found(filled)}.` };
}

function tableWarning(table: DataFrame): { readonly warning: string; readonly needs?: Need } {
  const { lower, upper, category } = cellColumnsOf(table) ?? {};
  const cells = [lower, upper, category].flatMap((field) => (field ? [field.name] : [])).join(', ');
  const query = table.refId === undefined ? 'The table' : `The table of query ${table.refId}`;
  const names: readonly string[] = [...CELL_COLUMNS.reference, ...CELL_COLUMNS.current];
  const values = table.fields.filter(({ name }) => names.includes(name));
  const texts = values.filter(({ type }) => type !== FieldType.number).map(({ name }) => name);
  if (texts.length > 0) {
    return { warning: `${query} has ${texts.join(', ')}, but not as numbers.`, needs: 'number' };
  }
  if (values.length === 0 && !table.fields.some(({ type }) => type === FieldType.number)) {
    return {
      warning: `${query} says which cell a row is (${cells}), but has no columns reference and current.`,
      needs: 'number',
    };
  }
  return { warning: `${query} has a row a cell (${cells}), but no cell holds a value.` };
}

function found(frames: readonly DataFrame[]): string {
  const names = new Set(
    frames.flatMap(({ fields }) => fields.map(({ name, labels }) => shortened(labels?.__name__ ?? name)))
  );
  const listed = Array.from(names).slice(0, LISTED).join(', ');
  return names.size > LISTED ? `${listed} and ${(names.size - LISTED).toLocaleString('en')} more` : listed;
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
