import * as common from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import * as table from '@grafana/grafana-foundation-sdk/table';
import { isStoreQuery, type Column, type Look, type Sheet } from '../../description/sheet.js';
import { overridesOf } from '../fieldOptions.js';
import { dataLink } from '../links.js';

type TableLook = Extract<Look, { mark: 'table' }>;

/** Rows of what the queries say of the same thing, one column a measure. */
export function tablePanel(look: TableLook, sheet: Sheet): table.PanelBuilder {
  const builder = new table.PanelBuilder()
    .showHeader(true)
    .cellHeight(common.TableCellHeight.Sm)
    .transformations(transformations(look, sheet))
    .overrides(
      look.columns.map((column) => ({
        matcher: { id: 'byName', options: column.title },
        properties: properties(column, look),
      })),
    );
  const { sort } = look;
  if (sort !== undefined)
    builder.sortBy([new common.TableSortByFieldStateBuilder().displayName(sort.by).desc(sort.descending)]);
  return builder;
}

function transformations({ columns }: TableLook, { queries }: Sheet): DataTransformerConfig[] {
  const asked = queries.filter((query) => !isStoreQuery(query)).map(({ name }) => name);
  // Grafana says of which query a value is only where there are several
  const value = (name: string): string => (asked.length > 1 ? `Value #${name}` : 'Value');
  const field = ({ name }: Column): string => (asked.includes(name) ? value(name) : name);
  const names = columns.map(field);
  return [
    ...(asked.length > 1 ? [{ id: 'merge', options: {} }] : []),
    { id: 'filterFieldsByName', options: { include: { names } } },
    {
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: Object.fromEntries(columns.map((column) => [field(column), column.title])),
      },
    },
  ];
}

function properties(column: Column, { columns }: TableLook): DynamicConfigValue[] {
  const { link, scale, width, unit } = column;
  const titleOf = (name: string): string => columns.find((each) => each.name === name)?.title ?? name;
  const value = (name: string): string => `\${__data.fields["${titleOf(name)}"]:percentencode}`;
  return [
    ...overridesOf(column),
    // an empty cell is no empty table
    { id: 'noValue', value: '–' },
    ...(scale?.words === undefined ? [] : [{ id: 'custom.align', value: 'left' }]),
    ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
    ...(scale === undefined
      ? []
      : [{ id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } }]),
    ...(unit === 'text' && width === undefined ? [{ id: 'custom.minWidth', value: 110 }] : []),
    ...(link === undefined ? [] : [{ id: 'links', value: [dataLink(link, value)] }]),
  ];
}
