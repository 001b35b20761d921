import type { SheetFilter } from '../description/workbook.js';
import type { FieldBook } from './fieldBook.js';
import { element, type Node } from './xml.js';

/** What a filter shares with those on other sheets that are narrowed together with it. */
export interface FilterGroup {
  readonly number: number;
  /** Whether it comes before others: the first so many are then looked for among what it leaves. */
  readonly first: boolean;
}

export function filterNode(book: FieldBook, filter: SheetFilter, group: FilterGroup | undefined): Node {
  const { pill } = filter;
  const shared = {
    column: book.reference(pill),
    context: group?.first === true ? true : undefined,
    'filter-group': group?.number,
  };
  const level = book.pill(pill).name;
  const categorical = (...children: readonly Node[]): Node =>
    element('filter', { class: 'categorical', ...shared }, ...children);
  const all = (): Node =>
    element('groupfilter', {
      function: 'level-members',
      level,
      'user:ui-enumeration': 'all',
      'user:ui-marker': 'enumerate',
    });
  const members = (values: readonly string[], marks: Node['attributes']): Node => {
    const each = values.map((value) => ({
      function: 'member',
      level,
      member: memberOf(book, filter, value),
    }));
    const [only] = each;
    return each.length === 1 && only !== undefined
      ? element('groupfilter', { ...only, ...marks })
      : element(
          'groupfilter',
          { function: 'union', ...marks },
          ...each.map((one) => element('groupfilter', one)),
        );
  };
  const enumerated = (how: 'inclusive' | 'exclusive'): Node['attributes'] => ({
    'user:ui-domain': 'database',
    'user:ui-enumeration': how,
    'user:ui-marker': 'enumerate',
  });
  switch (filter.kind) {
    case 'choice':
      return categorical(all());
    case 'members':
      return categorical(members(filter.members, enumerated('inclusive')));
    case 'without':
      return categorical(
        element(
          'groupfilter',
          { function: 'except', ...enumerated('exclusive') },
          element('groupfilter', { function: 'level-members', level }),
          members(filter.members, {}),
        ),
      );
    case 'range':
      return element('filter', { class: 'quantitative', ...shared, 'included-values': 'all' });
    case 'from':
      return element(
        'filter',
        { class: 'quantitative', ...shared, 'included-values': 'in-range' },
        element('min', {}, String(filter.least)),
      );
    case 'top':
      return categorical(
        element(
          'groupfilter',
          {
            count: filter.count,
            end: 'top',
            function: 'end',
            units: 'records',
            'user:ui-marker': 'end',
            'user:ui-top-by-field': true,
          },
          element(
            'groupfilter',
            {
              direction: 'DESC',
              expression: `MAX([${book.field(filter.by).name}])`,
              function: 'order',
              'user:ui-marker': 'order',
            },
            all(),
          ),
        ),
      );
  }
}

/** Words in quotes, truth without. */
function memberOf(book: FieldBook, { pill }: SheetFilter, value: string): string {
  return book.field(pill.field).local === 'string' ? `"${value}"` : value;
}
