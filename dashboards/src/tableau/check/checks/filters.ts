import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { looksLikePill, parseReference } from '../model/reference.js';
import { allOf, attributeOf, childrenOf, descend } from '../model/tree.js';
import { parseMember } from '../model/members.js';
import type { Filter, Worksheet } from '../model/worksheet.js';
import { isFree } from '../model/uses.js';

export const filters: Check = {
  id: 'filters',
  says: 'A filter is on a pill, of the kind that its class can filter, and its levels, members and counts are ones that Tableau keeps.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) =>
      sheet.filters.flatMap((filter) =>
        faultsOf(filter, sheet).map((message) => ({
          place: ofSheet(sheet.name),
          line: filter.tree.line,
          message: `filter on ${filter.column}: ${message}`,
        })),
      ),
    );
  },
};

function faultsOf(filter: Filter, sheet: Worksheet): string[] {
  const reference = parseReference(filter.column);
  if (reference === undefined) return ['its column is no reference [data source].[pill]'];
  const scope = sheet.scopes.get(reference.datasource);
  const isSet = scope?.groups.has(reference.name) === true;
  // sets and what actions make of fields stand by themselves
  if (isFree(reference) || isSet || /^\[(Action|Set|Tooltip|Exclusions|Inclusions)/.test(reference.name))
    return [];
  if (!looksLikePill(reference.name)) return ['it is on a column; filter its pill, such as [none:…:nk]'];
  const type = scope?.instances.get(reference.name)?.type;
  switch (filter.class) {
    case 'categorical':
      return [
        ...(type === 'quantitative' ? ['a pill on an axis has no members; use class quantitative'] : []),
        ...levels(
          filter,
          reference.name,
          scope?.columns.get(scope.instances.get(reference.name)?.column ?? '')?.datatype,
        ),
        ...shapes(filter),
      ];
    case 'quantitative':
      return [
        ...(type !== undefined && type !== 'quantitative'
          ? ['only a continuous pill (…:qk) has a range']
          : []),
        ...range(filter),
      ];
    case 'relative-date':
      return [];
    default:
      return [`class is ${filter.class}; it is categorical, quantitative or relative-date`];
  }
}

function levels(filter: Filter, pill: string, datatype: string | undefined): string[] {
  const groups = allOf(filter.tree, 'groupfilter');
  if (groups.length === 0) return ['it has no groupfilter, and would be dropped'];
  return groups.flatMap(({ attributes }): string[] => {
    const { level, member, function: how = '' } = attributes;
    const wrong = level !== undefined && level !== pill ? [`its level is ${level}, and must be ${pill}`] : [];
    if (how === 'member' && member === undefined) return [...wrong, 'a member has no value'];
    if (member === undefined || datatype === undefined || parseMember(member, datatype) !== undefined)
      return wrong;
    return [
      ...wrong,
      `its member ${member} is no ${datatype}${datatype === 'string' ? '; words stand in quotes' : ''}`,
    ];
  });
}

function shapes({ tree }: Filter): string[] {
  const groups = allOf(tree, 'groupfilter');
  const counts = groups.flatMap(({ attributes }) => attributes.count ?? []);
  const [outer] = childrenOf(tree, 'groupfilter');
  const all = groups.some(({ attributes }) => attributes['user:ui-enumeration'] === 'all');
  const ends = groups.filter(({ attributes }) => attributes.function === 'end');
  return [
    ...counts
      .filter((count) => !count.startsWith('[Parameters]') && !(Number(count) > 0))
      .map((count) => `its count is ${count}; Tableau wants more than none`),
    ...(all && groups.some(({ attributes }) => attributes.function === 'member')
      ? [
          'it says all and lists members: new values would be left out without a word; use level-members alone',
        ]
      : []),
    ...ends
      .filter(
        (end) =>
          attributeOf(descend(end, 'groupfilter'), 'function') !== 'order' ||
          end.attributes.count === undefined,
      )
      .map(() => 'a Top N is an end with a count, around an order with an expression, around level-members'),
    ...(outer?.attributes.function === 'filter' && 'count' in outer.attributes
      ? ['a flat filter with a count is dropped; write end, order and level-members in each other']
      : []),
    ...(outer?.attributes.function === 'except' && childrenOf(outer, 'groupfilter').length !== 2
      ? ['except takes all members and those that are left out']
      : []),
  ];
}

function range({ tree, column }: Filter): string[] {
  const included = attributeOf(tree, 'included-values');
  const [least, most] = ['min', 'max'].map((name) => childrenOf(tree, name)[0]?.text.trim());
  const fixed = [least, most].some((end) => end !== undefined && /^#\d{4}-/.test(end));
  return [
    ...(included === 'in-range' && least === undefined && most === undefined
      ? ['it is in-range, and has neither min nor max']
      : []),
    ...(least !== undefined && most !== undefined && Number(least) > Number(most)
      ? [`its least ${least} is more than its most ${most}`]
      : []),
    ...(fixed
      ? [`${column} is held to fixed days, beyond which nothing is shown; use all, or a relative date`]
      : []),
  ];
}
