import {
  DISTRIBUTION,
  defect,
  HEATMAP,
  LATENCY,
  pane,
  pill,
  sheet,
  STATUS,
  TREND,
  view,
  type Defect,
  type Editor,
} from './defect.js';

const RECENT = 'Recent alerts';
const ACTIVE = 'Active alerts';
const shelf = (name: string, which: 'rows' | 'cols'): string => `${sheet(name)}/table/${which}`;
const filter = (name: string, of: string): string => `${view(name)}/filter[contains(@column, "${of}")]`;
const change = (file: Editor, path: string, from: string, to: string): void =>
  file.text(path, (text) => text.replace(from, to));

/** What sheets can be wrong in. */
export const sheetDefects: readonly Defect[] = [
  defect('columns', 'a column of another type than in the data source', (file) =>
    file.set(`${view(TREND)}//column[@name="[day]"]`, { datatype: 'string' }),
  ),
  defect('columns', 'a pill without its column', (file) =>
    file.drop(`${view(TREND)}//column[@name="[psi]"]`),
  ),
  defect('columns', 'a column that the data source does not have', (file) =>
    file.set(`${view(TREND)}//column[@name="[psi]"]`, { name: '[psy]' }),
  ),
  defect('pill-names', 'Attr for Attribute', (file) =>
    file.set(pill(RECENT, '[attr:summary:nk]'), { derivation: 'Attr' }),
  ),
  defect('pill-names', 'TruncDay for Day-Trunc', (file) =>
    file.set(pill(LATENCY, '[tdy:started_at_utc:qk]'), { derivation: 'TruncDay' }),
  ),
  defect('pill-names', 'Average for Avg', (file) =>
    file.set(pill(HEATMAP, '[avg:psi_mean:qk]'), { derivation: 'Average' }),
  ),
  defect('pill-names', 'a name that says less than the derivation', (file) =>
    file.set(pill(TREND, '[max:psi:qk]'), { derivation: 'Min' }),
  ),
  defect('pill-names', 'a name that says another type', (file) =>
    file.set(pill(HEATMAP, '[none:model:nk]'), { type: 'quantitative' }),
  ),
  defect('pill-names', 'no key', (file) => file.set(pill(HEATMAP, '[none:model:nk]'), { pivot: 'none' })),
  defect('aggregates', 'an aggregate that is taken as a value', (file) =>
    file.set(`${view(HEATMAP)}//column-instance[@derivation="User"]`, { derivation: 'None' }),
  ),
  defect('aggregates', 'a sum of words', (file) =>
    file.set(pill(RECENT, '[attr:summary:nk]'), { derivation: 'Sum' }),
  ),
  defect('aggregates', 'a week of what is no date', (file) =>
    file.set(pill(HEATMAP, '[none:model:nk]'), { derivation: 'Week-Trunc' }),
  ),
  defect('parameters', 'a sheet that does not repeat what its formulas read', (file) => {
    file.drop(`${view(HEATMAP)}/datasource-dependencies[@datasource="Parameters"]`);
    file.drop(`${view(HEATMAP)}/datasources/datasource[@name="Parameters"]`);
  }),
  defect('parameters', 'another value than the workbook has', (file) =>
    file.set(`${view(TREND)}//column[@name="[Parameter Threshold]"]`, { value: '0.3' }),
  ),
  defect('parameter-on-shelf', 'a parameter on a shelf', (file) =>
    change(file, shelf('Rows counted', 'cols'), '[', '[Parameters].[Parameter Threshold] / ['),
  ),
  defect('shelves', 'a parenthesis that is not closed', (file) =>
    change(file, shelf(STATUS, 'rows'), ')', ''),
  ),
  defect('shelves', 'a bracket too many', (file) =>
    change(file, shelf(STATUS, 'rows'), '[none:model', '[[none:model'),
  ),
  defect('shelves', 'an operator of another language', (file) =>
    change(file, shelf(STATUS, 'rows'), '/', '&'),
  ),
  defect('shelves', 'headers joined by a plus', (file) => change(file, shelf(STATUS, 'rows'), '/', '+')),
  defect('shelves', 'an axis joined by a slash', (file) => change(file, shelf(LATENCY, 'rows'), '+', '/')),
  defect('declared-pills', 'a pill on a shelf', (file) => file.drop(pill(TREND, '[max:psi:qk]'))),
  defect('declared-pills', 'a pill on an encoding', (file) =>
    file.replace(`${pane(HEATMAP)}//color`, 'column', '[usr:', '[none:'),
  ),
  defect('declared-pills', 'a pill in a tooltip', (file) =>
    change(file, `${pane(HEATMAP)}/customized-tooltip//run[contains(., "psi_mean")]`, 'avg:', 'sum:'),
  ),
  defect('declared-pills', 'a pill that is sorted by', (file) =>
    file.replace(`${view(STATUS)}/computed-sort`, 'using', '[max:', '[sum:'),
  ),
  defect('declared-pills', 'a pill that is formatted', (file) =>
    file.replace(`${sheet(STATUS)}/table/style//format[@field]`, 'field', 'none:', 'attr:'),
  ),
  defect('declared-pills', 'a pill of a title', (file) =>
    change(
      file,
      `${sheet(TREND)}/layout-options//run`,
      'PSI',
      `<[${file.get(`${view(TREND)}/datasources/datasource`, 'name')}].[sum:psi:qk]>`,
    ),
  ),
  defect('declared-pills', 'a data source that the view does not list', (file) =>
    file.drop(`${view(TREND)}/datasources/datasource[@name="Parameters"]`),
  ),
  defect('filters', 'a column in place of its pill', (file) =>
    file.replace(filter(HEATMAP, 'segment'), 'column', '[none:segment:nk]', '[segment]'),
  ),
  defect('filters', 'a level of another pill', (file) =>
    file.set(`${filter(HEATMAP, 'segment')}/groupfilter`, { level: '[none:model:nk]' }),
  ),
  defect('filters', 'a word without quotes', (file) =>
    file.set(`${filter(HEATMAP, 'window_name')}/groupfilter`, { member: '1d' }),
  ),
  defect('filters', 'a truth in capitals', (file) =>
    file.set(`${filter(HEATMAP, 'active_reference')}/groupfilter`, { member: 'True' }),
  ),
  defect('filters', 'none of the latest', (file) =>
    file.set(`${filter(RECENT, 'alert_id')}/groupfilter`, { count: '0' }),
  ),
  defect('filters', 'a Top N without an order', (file) =>
    file.set(`${filter(RECENT, 'alert_id')}/groupfilter/groupfilter`, { function: 'filter' }),
  ),
  defect('filters', 'all that are there now, and none that come', (file) =>
    file.add(`${filter(HEATMAP, 'none:model')}/groupfilter`, 'groupfilter', {
      function: 'member',
      level: '[none:model:nk]',
      member: '"flights"',
    }),
  ),
  defect('filters', 'a range of names', (file) =>
    file.set(filter(HEATMAP, 'none:model'), { class: 'quantitative', 'included-values': 'all' }),
  ),
  defect('filters', 'members of an axis', (file) =>
    file.set(filter(HEATMAP, 'none:day'), { class: 'categorical' }),
  ),
  defect('filters', 'a range without ends', (file) => file.drop(`${filter(DISTRIBUTION, 'cell_ratio')}/min`)),
  defect('filters', 'fixed days', (file) =>
    file.text(`${filter(DISTRIBUTION, 'cell_ratio')}/min`, () => '#2026-01-01#'),
  ),
  defect('slices', 'a filter that is not among the slices', (file) =>
    file.drop(`${view(HEATMAP)}/slices/column[contains(., "segment")]`),
  ),
  defect('slices', 'a slice without a filter', (file) => file.drop(filter(HEATMAP, 'segment'))),
  defect('filter-groups', 'a group of two pills', (file) =>
    file.set(filter(HEATMAP, 'none:model'), {
      'filter-group': file.get(filter(TREND, 'none:model'), 'filter-group'),
    }),
  ),
  defect('filter-groups', 'a group with other members on one sheet', (file) =>
    file.set(`${filter(TREND, 'window_name')}/groupfilter`, { member: '"7d"' }),
  ),
  defect('sorts', 'by what does not aggregate', (file) =>
    file.replace(
      `${view(ACTIVE)}/computed-sort[1]`,
      'using',
      '[max:severity_order:qk]',
      '[none:severity:nk]',
    ),
  ),
  defect('sorts', 'of what the sheet does not show', (file) =>
    file.replace(`${view(ACTIVE)}/computed-sort[1]`, 'column', 'none:severity', 'attr:summary'),
  ),
  defect('sorts', 'in no direction', (file) =>
    file.set(`${view(ACTIVE)}/computed-sort[1]`, { direction: 'down' }),
  ),
  defect('sorts', 'in the form of old releases', (file) =>
    file.add(view(ACTIVE), 'sort', { class: 'computed' }),
  ),
  defect('severity-order', 'severities by the alphabet', (file) =>
    file.drop(`${view(ACTIVE)}/computed-sort[1]`),
  ),
  defect('marks', 'a mark that Tableau does not have', (file) =>
    file.set(`${pane(HEATMAP)}/mark`, { class: 'Tile' }),
  ),
  defect('marks', 'an encoding that Tableau does not have', (file) =>
    file.add(`${pane(HEATMAP)}/encodings`, 'colour', {
      column: file.get(`${pane(HEATMAP)}//color`, 'column'),
    }),
  ),
  defect('marks', 'two colours', (file) =>
    file.add(`${pane(HEATMAP)}/encodings`, 'color', {
      column: file.get(`${pane(HEATMAP)}//color`, 'column'),
    }),
  ),
  defect('marks', 'an encoding outside', (file) =>
    file.add(pane(HEATMAP), 'size', { column: file.get(`${pane(HEATMAP)}//color`, 'column') }),
  ),
  defect('empty-sheets', 'a sheet without a pill', (file) => file.drop(`${pane('Data as of')}/encodings`)),
  defect('tooltip-dimensions', 'a dimension as it stands', (file) =>
    file.replace(
      `${pane(HEATMAP)}//tooltip[1]`,
      'column',
      file.get(`${pane(HEATMAP)}//tooltip[1]`, 'column').replace(/^.*\./, ''),
      '[none:model:nk]',
    ),
  ),
  defect('panes', 'an axis without its pane', (file) => file.drop(`${sheet(LATENCY)}/table/panes/pane[2]`)),
  defect('panes', 'a pane for what is no axis', (file) =>
    file.replace(`${sheet(LATENCY)}/table/panes/pane[2]`, 'y-axis-name', 'med:', 'sum:'),
  ),
  defect('reference-lines', 'lines in no order', (file) =>
    file.set(`${pane(TREND)}/reference-line[2]`, { 'z-order': '1' }),
  ),
  defect('reference-lines', 'at a pill that the pane does not have', (file) =>
    file.drop(`${pane(TREND)}//lod[contains(@column, "threshold")]`),
  ),
  defect('reference-lines', 'across what is no axis', (file) =>
    file.replace(`${pane(TREND)}/reference-line[1]`, 'axis-column', 'max:psi', 'none:model'),
  ),
  defect('reference-lines', 'without a scope', (file) =>
    file.unset(`${pane(TREND)}/reference-line[1]`, 'scope'),
  ),
  defect('texts', 'a tooltip that tells what the mark does not have', (file) =>
    file.drop(`${pane(HEATMAP)}//tooltip[contains(@column, "psi_mean")]`),
  ),
  defect('texts', 'a reference that is none', (file) =>
    change(file, `${pane(HEATMAP)}/customized-tooltip//run[contains(., "psi_mean")]`, '].[', '.['),
  ),
  defect('required-sheets', "a trend without a threshold of the reader's own", (file) =>
    file.drop(`${pane(TREND)}/reference-line[2]`),
  ),
  defect('required-sheets', 'a heatmap of another mark', (file) =>
    file.set(`${pane(HEATMAP)}/mark`, { class: 'Circle' }),
  ),
];
