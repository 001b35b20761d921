import { defect, sheet, source, textDefect, type Defect } from './defect.js';

const SCORES = source('Daily scores');
const MANIFEST = '/workbook/document-format-change-manifest';

/** What a file and its data sources can be wrong in. */
export const fileDefects: readonly Defect[] = [
  textDefect('xml-declaration', 'without a declaration', '<?xml version="1.0" encoding="utf-8"?>\n', ''),
  textDefect('well-formed', 'an element that is not closed', '</worksheets>', ''),
  defect('xsd', 'an attribute that nobody knows', (file) => file.set(sheet('Data as of'), { colour: 'red' })),
  defect('xsd', 'panes after the shelves', (file) => file.add(`${sheet('Data as of')}/table`, 'panes')),
  defect('format-version', 'explain-data in format 18.1', (file) => file.add('/workbook', 'explain-data')),
  defect('format-version', 'a manifest by version in format 18.1', (file) =>
    file.add(MANIFEST, 'ManifestByVersion'),
  ),
  defect('format-version', 'a data source of another format', (file) =>
    file.set(SCORES, { version: '10.5' }),
  ),
  defect('format-version', 'a workbook of another format', (file) =>
    file.set('/workbook', { version: '17.1' }),
  ),
  defect('format-version', 'format 26.1 with a manifest of 18.1', (file) =>
    file.set('/workbook', { version: '26.1' }),
  ),
  textDefect(
    'format-version',
    'switches of old releases',
    '<SortTagCleanup/>',
    '<_.fcp.SortTagCleanup.true...SortTagCleanup/>',
  ),
  defect('feature-flags', 'sorts without their feature', (file) => file.drop(`${MANIFEST}/SortTagCleanup`)),
  defect('feature-flags', 'zones without their feature', (file) =>
    file.drop(`${MANIFEST}/SetMembershipControl`),
  ),
  defect('feature-flags', 'an object graph without its feature', (file) =>
    file.drop(`${MANIFEST}/ObjectModelEncapsulateLegacy`),
  ),
  defect('datasource-parts', 'a relation on a connection that is not there', (file) =>
    file.set(`${SCORES}/connection/relation`, { connection: 'postgres.0' }),
  ),
  defect('datasource-parts', 'a connection that is not federated', (file) =>
    file.set(`${SCORES}/connection`, { class: 'postgres' }),
  ),
  defect('datasource-parts', 'metadata of another parent', (file) =>
    file.text(`${SCORES}//metadata-record[1]/parent-name`, () => '[v1_scores]'),
  ),
  defect('datasource-parts', 'metadata of another object', (file) =>
    file.text(`${SCORES}//metadata-record[1]/object-id`, () => '[v1_0]'),
  ),
  defect('datasource-parts', 'an ordinal twice', (file) =>
    file.text(`${SCORES}//metadata-record[1]/ordinal`, () => '2'),
  ),
  defect('datasource-parts', 'another relation in the object graph', (file) =>
    file.set(`${SCORES}/object-graph//relation`, { table: '[drift].[v1_scores]' }),
  ),
  defect('datasource-parts', 'no object graph', (file) => file.drop(`${SCORES}/object-graph`)),
  defect('datasource-parts', 'a column that the database has and the data source does not', (file) =>
    file.drop(`${SCORES}/column[@name="[psi]"]`),
  ),
  defect('datasource-parts', 'a column without metadata', (file) =>
    file.drop(`${SCORES}//metadata-record[remote-name="psi"]`),
  ),
  defect('datasource-parts', 'a column of another type than its metadata', (file) =>
    file.set(`${SCORES}/column[@name="[psi]"]`, { datatype: 'string' }),
  ),
  defect('datasource-parts', 'no column for the table', (file) =>
    file.drop(`${SCORES}/column[@datatype="table"]`),
  ),
  defect('relations', 'a table of another schema', (file) => {
    for (const at of ['connection/relation', 'object-graph//relation'])
      file.set(`${SCORES}/${at}`, { table: '[public].[v1_daily_scores]' });
  }),
  defect('relations', 'SQL of its own', (file) => {
    file.set(`${SCORES}/connection/relation`, { type: 'text' });
    file.unset(`${SCORES}/connection/relation`, 'table');
  }),
  defect('secrets', 'a password', (file) =>
    file.set(`${SCORES}//named-connection/connection`, { password: 'hunter2' }),
  ),
  defect('secrets', 'an address with a login', (file) =>
    file.text(`${SCORES}/column[@name="[psi]"]//run`, () => 'see postgres://me:hunter2@db/drift'),
  ),
  defect('secrets', 'a connection that does not ask for a password', (file) =>
    file.unset(`${SCORES}//named-connection/connection`, 'authentication'),
  ),
  defect('leftovers', 'a placeholder', (file) =>
    file.set(`${SCORES}//named-connection/connection`, { server: '${DRIFT_HOST}' }),
  ),
  defect('leftovers', 'a placeholder of another kind', (file) =>
    file.set(`${SCORES}//named-connection/connection`, { dbname: '{{DATABASE}}' }),
  ),
  defect('leftovers', 'a value that was not there', (file) =>
    file.set(`${SCORES}/column[@name="[psi]"]`, { caption: 'undefined' }),
  ),
  defect('leftovers', 'a number that is none', (file) =>
    file.text(`${sheet('Reference and current distribution')}//filter/min`, () => 'NaN'),
  ),
  defect('columns', 'a calculation that is called as a column is', (file) =>
    file.set(`${SCORES}/column[@caption="Worst severity"]`, { caption: 'Severity' }),
  ),
  defect('names', 'two data sources of one name', (file) => file.set(SCORES, { caption: 'Features' })),
  defect('colour-scope', 'colours for a pill that is not declared', (file) =>
    file.drop(`${SCORES}/column-instance`),
  ),
  defect('severity-colours', 'another colour for critical', (file) =>
    file.set(`${SCORES}//map[bucket='"critical"']`, { to: '#ff0000' }),
  ),
  defect('severity-colours', 'no colour for inconclusive', (file) =>
    file.drop(`${SCORES}//map[bucket='"inconclusive"']`),
  ),
  defect('parameters', 'a value that cannot be chosen', (file) =>
    file.set('/workbook/datasources/datasource/column[@name="[Parameter Step]"]', { value: '"year"' }),
  ),
  defect('parameters', 'no value', (file) =>
    file.unset('/workbook/datasources/datasource/column[@name="[Parameter Threshold]"]', 'value'),
  ),
  defect('parameters', 'a word for a number', (file) =>
    file.set('/workbook/datasources/datasource/column[@name="[Parameter Threshold]"]', { value: '"high"' }),
  ),
  defect('parameters', 'a data source that does not repeat what its formulas read', (file) =>
    file.drop(`${SCORES}/datasource-dependencies`),
  ),
];
