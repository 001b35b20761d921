import { action, dashboard, defect, HEATMAP, sheet, STATUS, window, zone, type Defect } from './defect.js';

const OVERVIEW = zone('Overview');
const FEATURE = zone('Feature Analysis');
const of = (name: string): string => `${OVERVIEW}/zone[@name="${name}" and not(@type-v2)]`;
const card = (field: string): string =>
  `${OVERVIEW}/zone[@type-v2="filter" and contains(@param, "${field}")]`;

/** What dashboards, windows and actions can be wrong in. */
export const dashboardDefects: readonly Defect[] = [
  defect('dashboard-size', 'wider at most than at least', (file) =>
    file.set(`${dashboard('Overview')}/size`, { maxwidth: '1600' }),
  ),
  defect('zones', 'an outermost zone that flows', (file) => file.set(OVERVIEW, { 'type-v2': 'layout-flow' })),
  defect('zones', 'a zone beyond the dashboard', (file) => file.set(of(HEATMAP), { w: '120000' })),
  defect('zones', 'two zones at one place', (file) => file.set(of(HEATMAP), { y: '60000' })),
  defect('zones', 'the id of the zone around it', (file) => file.set(of(HEATMAP), { id: '1' })),
  defect('zones', 'a type of old releases', (file) => file.set(card('none:model'), { type: 'filter' })),
  defect('zones', 'half of a pixel', (file) => file.set(of(HEATMAP), { h: '100.5' })),
  defect('zone-targets', 'a sheet that is not there', (file) => file.set(of(HEATMAP), { name: 'PSI' })),
  defect('zone-targets', 'a card of what is no filter', (file) =>
    file.replace(card('none:model'), 'param', 'none:model', 'none:reason'),
  ),
  defect('zone-targets', "a card of another dashboard's sheet", (file) =>
    file.set(card('none:model'), { name: 'Active alerts' }),
  ),
  defect('zone-targets', 'a control of no parameter', (file) =>
    file.set(`${OVERVIEW}/zone[@type-v2="paramctrl"]`, { param: '[Parameters].[Step]' }),
  ),
  defect('zone-targets', 'a legend of what has no colours', (file) =>
    file.set(`${OVERVIEW}/zone[@type-v2="color"]`, { name: 'Data as of' }),
  ),
  defect('declared-pills', 'a card that the dashboard does not declare', (file) =>
    file.drop(`${dashboard('Overview')}//column-instance[@name="[none:model:nk]"]`),
  ),
  defect('declared-pills', 'a card whose data source the dashboard does not list', (file) =>
    file.drop(`${dashboard('Overview')}/datasources/datasource[@caption="Daily scores"]`),
  ),
  defect('parameters', 'a control of a parameter that differs', (file) =>
    file.set(`${dashboard('Overview')}//column[@name="[Parameter Threshold]"]`, { value: '0.25' }),
  ),
  defect('windows', 'a sheet without a window', (file) => file.drop(window(HEATMAP))),
  defect('windows', 'a window of another class', (file) =>
    file.set(window('Overview'), { class: 'worksheet' }),
  ),
  defect('windows', 'a sheet without a viewpoint', (file) =>
    file.drop(`${window('Overview')}//viewpoint[@name="${HEATMAP}"]`),
  ),
  defect('windows', "a viewpoint of another dashboard's sheet", (file) =>
    file.add(`${window('Overview')}/viewpoints`, 'viewpoint', { name: 'Active alerts' }),
  ),
  defect('windows', 'a window without a sheet', (file) => file.set(window(HEATMAP), { name: 'PSI' })),
  defect('names', 'a sheet named as a dashboard is', (file) =>
    file.set(sheet(HEATMAP), { name: 'Overview' }),
  ),
  defect('names', 'an identifier twice', (file) =>
    file.set(`${window('Overview')}/simple-id`, {
      uuid: file.get(`${dashboard('Overview')}/simple-id`, 'uuid'),
    }),
  ),
  defect('actions', 'a source that another dashboard shows', (file) =>
    file.set(`${action('Only this model')}/source`, { dashboard: 'Feature Analysis' }),
  ),
  defect('actions', 'a source that is not there', (file) =>
    file.set(`${action('Only this model')}/source`, { worksheet: 'Status' }),
  ),
  defect('actions', 'a target that is not there', (file) =>
    file.set(`${action('Only this model')}//param[@name="target"]`, { value: 'Summary' }),
  ),
  defect('actions', 'a name with a comma that is left out', (file) =>
    file.set(`${action('Only this model')}//param[@name="exclude"]`, { value: 'Status, of every model' }),
  ),
  defect('actions', 'no fields to filter by', (file) => file.drop(`${action('Only this model')}/link`)),
  defect('actions', 'an action within a dashboard', (file) =>
    file.add(dashboard('Overview'), 'action', { name: '[Action99]' }),
  ),
  defect('action-filters', 'an expression that leads elsewhere', (file) =>
    file.replace(`${action('Only this model')}/link`, 'expression', 'tsl:Overview', 'tsl:Summary'),
  ),
  defect('action-filters', 'a field that is not there', (file) =>
    file.replace(`${action('Only this model')}/link`, 'expression', '%5Bmodel%5D', '%5Bmodels%5D'),
  ),
  defect('action-filters', 'a field that its source does not show', (file) =>
    file.replace(`${action('Only this model')}/link`, 'expression', '.[model]~', '.[source]~'),
  ),
  defect('action-filters', 'a data source that is not there', (file) =>
    file.replace(`${action('Only this model')}/link`, 'expression', '%5Bfederated.', '%5Bfed.'),
  ),
  defect('highlights', 'by a caption that is none', (file) =>
    file.set(`${action('The same feature')}//param[@name="field-captions"]`, { value: 'Models' }),
  ),
  defect('placed-sheets', 'a sheet that no dashboard shows', (file) => {
    file.drop(of(STATUS));
    file.drop(`${window('Overview')}//viewpoint[@name="${STATUS}"]`);
  }),
  defect('required-sheets', 'no card for features', (file) =>
    file.drop(`${FEATURE}/zone[@type-v2="filter" and contains(@param, "none:feature")]`),
  ),
  defect('required-sheets', 'a heatmap that highlights nothing', (file) =>
    file.drop(`/workbook/actions/action[source/@worksheet="${HEATMAP}" and command/@command="tsc:brush"]`),
  ),
];
