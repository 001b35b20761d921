import type { Parameter } from '../description/workbook.js';
import { parameterName } from './fieldBook.js';
import { element, type Node } from './xml.js';

const quoted = (value: string): string => `"${value}"`;

/** A parameter as its data source, and each sheet that reads it, declares it. */
export function parameterColumn(parameter: Parameter): Node {
  const { title, value, members } = parameter;
  const text = typeof value === 'string' ? quoted(value) : String(value);
  return element(
    'column',
    {
      caption: title,
      datatype: typeof value === 'string' ? 'string' : 'real',
      name: `[${parameterName(parameter)}]`,
      'param-domain-type': members === undefined ? 'any' : 'list',
      role: 'measure',
      type: typeof value === 'string' ? 'nominal' : 'quantitative',
      value: text,
    },
    element('calculation', { class: 'tableau', formula: text }),
    ...(members === undefined
      ? []
      : [element('members', {}, ...members.map((member) => element('member', { value: quoted(member) })))]),
  );
}

export function parametersDatasource(parameters: readonly Parameter[], version: string): Node {
  return element(
    'datasource',
    { hasconnection: false, inline: true, name: 'Parameters', version },
    element('aliases', { enabled: 'yes' }),
    ...parameters.map(parameterColumn),
  );
}
