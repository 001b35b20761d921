import type { Column, Relation, Source } from '../sources/source.js';

/**
 * Columns whose kind the other side knows better: one without any value is whatever the other side is. Writers that
 * have seen no value store anything, text or whole numbers.
 */
export async function adoptKinds(
  source: Source,
  relation: Relation,
  columns: readonly Column[],
  others: readonly Column[],
): Promise<Column[]> {
  return Promise.all(
    columns.map(async (column) => {
      const other = others.find(({ name }) => name === column.name);
      if (other === undefined || other.kind === column.kind) return column;
      // as it will be read again, where it is a feature
      const kind = column.kind === 'numeric' ? 'numeric' : 'categorical';
      const [summary] = await source.summarise({ relation }, [{ name: column.name, kind }]);
      const isEmpty = summary !== undefined && summary.rows === summary.missing;
      return isEmpty ? { ...column, kind: other.kind, type: other.type } : column;
    }),
  );
}
